import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Card, Flex, Form, Input, Modal, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import type { DivisionEntry } from '../../core/division/model.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { startOfDay, type Day } from '../../core/kernel/time.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { When } from '../parts/when.tsx';
import { Ownership } from '../registry/department-kin.tsx';
import { WatchPanel } from '../registry/watch-items.tsx';
import { passesInput } from './checked-input.ts';
import { EntryHistory } from './entry-history.tsx';
import { EntryView } from './entry-view.tsx';

export function DivisionEntryPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const divisionEntryId = useParam('divisionEntryId');
  const view = useRead(divisionOperations.viewEntry, { divisionEntryId });
  const [ending, setEnding] = useState(false);
  if (view.data === undefined) {
    return (
      <Page title={t({ zh: '分工条目', en: 'Division entry' })}>
        {view.error ? <ProblemAlert problem={view.error} onRetry={() => void view.refetch()} /> : <Skeleton active />}
      </Page>
    );
  }
  const { entry, history } = view.data;
  const newer = history.find((one) => one.replacesEntryId === entry.divisionEntryId && one.divisionEntryId !== entry.divisionEntryId);
  return (
    <Page
      title={`${entry.number} ${entry.title}`}
      extra={
        <Flex gap={8}>
          {can('division:write') && entry.supersededAt === null && (
            <Button onClick={() => void navigate({ to: '/division-drafts/new', search: { replacesEntryId: entry.divisionEntryId } })}>{t({ zh: '起草替代条目（补丁）', en: 'Draft a patch' })}</Button>
          )}
          {can('division:publish') && entry.supersededAt === null && <Button danger onClick={() => setEnding(true)}>{t({ zh: '废止', en: 'End' })}</Button>}
        </Flex>
      }
    >
      <div className="stack">
        {entry.supersededAt !== null && (
          <Alert
            type="warning" showIcon
            title={<>{t({ zh: '本条目已被替代，登记于 ', en: 'This entry was superseded on ' })}<When at={entry.supersededAt} /></>}
            action={newer && <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: newer.divisionEntryId }}>{t({ zh: '打开替代条目', en: 'Open the one that replaced it' })} {newer.number}</Link>}
          />
        )}
        <LeadToday departmentId={entry.leadDepartmentId} />
        <WatchPanel targetId={entry.divisionEntryId} />
        <Card size="small" title={t({ zh: '条目内容', en: 'The entry' })} extra={<EntryLinks entry={entry} />}>
          <EntryView entry={entry} />
        </Card>
        <Card size="small" title={t({ zh: '历史沿革', en: 'History' })}>
          <EntryHistory history={history} shown={entry} />
        </Card>
      </div>
      {ending && <EndEntry entry={entry} onClose={() => setEnding(false)} />}
    </Page>
  );
}

/** A lead that has ended: who carries on, or that nobody does; nothing while it is in being. */
function LeadToday({ departmentId }: { departmentId: string }) {
  const { data } = useRead(registryOperations.viewDepartment, { departmentId });
  return data === undefined || data.ownership.owners[0]?.departmentId === departmentId ? null : <Ownership department={data} />;
}

function EntryLinks({ entry }: { entry: DivisionEntry }) {
  const t = useT();
  return (
    <Flex gap={12} align="center">
      {entry.replacesEntryId !== null && <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: entry.replacesEntryId }}>{t({ zh: '被本条替代的条目', en: 'The entry it replaces' })}</Link>}
      {entry.disputeId !== null && <Link to="/disputes/$disputeId" params={{ disputeId: entry.disputeId }}>{t({ zh: '形成本条的争议卷宗', en: 'The dispute behind it' })}</Link>}
      <Tag>{t({ zh: '登记', en: 'Recorded' })} <When at={entry.recordedAt} /></Tag>
    </Flex>
  );
}

function EndEntry({ entry, onClose }: { entry: DivisionEntry; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<{ endsOn?: string; reason?: string }>();
  const change = useChange(divisionOperations.endEntry, { invalidates: ['division'], onDone: onClose });
  const submit = () => {
    const { endsOn, reason } = form.getFieldsValue();
    const input = { divisionEntryId: entry.divisionEntryId, version: entry.version, reason: reason ?? '', ...(endsOn ? { endsAt: startOfDay(endsOn as Day) } : {}) };
    if (passesInput(form, divisionOperations.endEntry.input, input, t)) change.run(input);
  };
  return (
    <Modal
      open title={t({ zh: `废止分工条目 ${entry.number}`, en: `End entry ${entry.number}` })} onCancel={onClose} onOk={submit} confirmLoading={change.pending}
      okText={t({ zh: '确认废止', en: 'End it' })} okButtonProps={{ danger: true }} cancelText={t({ zh: '不废止', en: 'Keep it' })}
    >
      <Alert
        type="warning" showIcon style={{ marginBottom: 16 }}
        title={t({ zh: '废止后，派单不再以本条为据；历史记录保留，不会删除。', en: 'Dispatch will no longer rest on it. The record stays; nothing is deleted.' })}
      />
      <ProblemAlert problem={change.problem} />
      <Form form={form} layout="vertical">
        <Form.Item name="endsOn" label={t({ zh: '自何日起失效', en: 'Ends on' })} extra={t({ zh: '留空为立即失效。', en: 'Empty: at once.' })}>
          <DayInput />
        </Form.Item>
        <Form.Item name="reason" label={t({ zh: '废止理由', en: 'Reason' })} required>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
