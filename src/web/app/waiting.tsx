import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppealState, WorkOrderState } from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { disputeStateWords, type DisputeState } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { DueBadge } from '../parts/due-badge.tsx';
import { Panel } from '../parts/page.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useT } from './language.tsx';
import { useRead } from './reading.ts';

/** So many of each are shown; the rest is a click away. */
const SHOWN = 6;

type Department = { readonly departmentId?: string | undefined };

/** Leaves out what is not given: the operations take absent fields, not `undefined` ones. */
const given = <Value extends object>(value: Value) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };

export function AppealsWaiting({ title, state }: { title: string; state: AppealState }) {
  const t = useT();
  const read = useRead(appealsOperations.listAppeals, { state, limit: SHOWN });
  return (
    <Panel title={title} actions={<Link to="/appeals" search={{ state }}>{t({ zh: '全部', en: 'All' })}</Link>}>
      <ReadState read={read}>
        {({ items }) => <Rows rows={items.map((appeal) => ({ key: appeal.appealId, label: <Link to="/appeals/$appealId" params={{ appealId: appeal.appealId }}>{appeal.title === '' ? appeal.excerpt : appeal.title}</Link>, side: <When at={appeal.receivedAt} /> }))} />}
      </ReadState>
    </Panel>
  );
}

export function OrdersWaiting({ title, state, departmentId, overdue = false }: { title: string; state?: WorkOrderState; overdue?: boolean } & Department) {
  const t = useT();
  const filters = given({ state, departmentId, overdue: overdue ? 'true' : undefined });
  const read = useRead(dispatchOperations.listOrders, { ...filters, limit: SHOWN });
  return (
    <Panel title={title} actions={<Link to="/orders" search={filters}>{t({ zh: '全部', en: 'All' })}</Link>}>
      <ReadState read={read}>
        {({ items }) => (
          <Rows
            rows={items.map((order) => ({
              key: order.workOrderId,
              label: <><Link to="/orders/$workOrderId" params={{ workOrderId: order.workOrderId }}>{order.title}</Link>{departmentId === undefined && <span className="muted"> {order.leadDepartmentName}</span>}</>,
              side: <DueBadge dueAt={order.dueAt} />,
            }))}
          />
        )}
      </ReadState>
    </Panel>
  );
}

export function DisputesWaiting({ title, state, departmentId }: { title: string; state?: DisputeState } & Department) {
  const t = useT();
  const filters = given({ state, departmentId, pending: state === undefined ? 'true' : undefined });
  const read = useRead(disputesOperations.listDisputes, { ...filters, limit: SHOWN });
  return (
    <Panel title={title} actions={<Link to="/disputes" search={filters}>{t({ zh: '全部', en: 'All' })}</Link>}>
      <ReadState read={read}>
        {({ items }) => (
          <Rows
            rows={items.map((dispute) => ({
              key: dispute.disputeId,
              label: <><Link to="/disputes/$disputeId" params={{ disputeId: dispute.disputeId }}>{dispute.title}</Link> <WordTag words={disputeStateWords} value={dispute.state} color="blue" /></>,
              side: dispute.dueAt === null ? <When at={dispute.stateSince} day /> : <DueBadge dueAt={dispute.dueAt} />,
            }))}
          />
        )}
      </ReadState>
    </Panel>
  );
}

export function DraftsWaiting({ title }: { title: string }) {
  const t = useT();
  const read = useRead(divisionOperations.listDrafts, { limit: SHOWN });
  return (
    <Panel title={title} actions={<Link to="/division-drafts">{t({ zh: '全部', en: 'All' })}</Link>}>
      <ReadState read={read}>
        {({ items }) => (
          <Rows
            rows={items.map((draft) => ({
              key: draft.divisionDraftId,
              label: <Link to="/division-drafts/$divisionDraftId" params={{ divisionDraftId: draft.divisionDraftId }}>{draft.title}</Link>,
              side: draft.leadDepartmentName ?? t({ zh: '牵头部门未定', en: 'No lead yet' }),
            }))}
          />
        )}
      </ReadState>
    </Panel>
  );
}

function Rows({ rows }: { rows: readonly { key: string; label: ReactNode; side: ReactNode }[] }) {
  const t = useT();
  if (rows.length === 0) return <p className="muted">{t({ zh: '没有待办。', en: 'Nothing waits here.' })}</p>;
  return (
    <ul className="waiting">
      {rows.map(({ key, label, side }) => <li key={key}><span className="waiting-label">{label}</span><span className="waiting-side">{side}</span></li>)}
    </ul>
  );
}
