import { Link, useNavigate } from '@tanstack/react-router';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { appealStateWords, type AppealSummary } from '../../core/appeals/model.ts';
import { disputeStateWords, type DisputeSummary } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import type { DivisionEntry } from '../../core/division/model.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { useT } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Panel } from '../parts/page.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';

/** The division in force for a matter: who leads, who shares, within which boundary. */
export function MatterEntries({ matterId }: { matterId: string }) {
  const t = useT();
  const navigate = useNavigate();
  const pages = usePages(divisionOperations.listEntries, { matterId });
  return (
    <Panel title={t({ zh: '现行分工', en: 'Division in force' })}>
      <DataTable<DivisionEntry>
        pages={pages}
        rowKey={(entry) => entry.divisionEntryId}
        onOpen={({ divisionEntryId }) => void navigate({ to: '/division-entries/$divisionEntryId', params: { divisionEntryId } })}
        minWidth={820}
        emptyText={t({ zh: '本事项尚无分工条目。', en: 'No division entry yet.' })}
        columns={[
          { title: t({ zh: '编号', en: 'Number' }), width: 130, render: (_, entry) => <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: entry.divisionEntryId }}>{entry.number}</Link> },
          { title: t({ zh: '条目', en: 'Entry' }), dataIndex: 'title' },
          { title: t({ zh: '范围', en: 'Scope' }), width: 160, render: (_, entry) => entry.boundary.scope || t({ zh: '全部', en: 'The whole matter' }) },
          { title: t({ zh: '牵头部门', en: 'Lead' }), width: 180, render: (_, entry) => entry.leadDepartmentName },
          { title: t({ zh: '责任部门', en: 'Responsible' }), width: 220, render: (_, entry) => entry.responsible.map((one) => one.departmentName).join(t({ zh: '、', en: ', ' })) || '—' },
        ]}
      />
    </Panel>
  );
}

export function MatterDisputes({ matterId }: { matterId: string }) {
  const t = useT();
  const navigate = useNavigate();
  const pages = usePages(disputesOperations.listDisputes, { matterId, limit: 10 });
  return (
    <Panel title={t({ zh: '职责争议', en: 'Disputes' })}>
      <DataTable<DisputeSummary>
        pages={pages}
        rowKey={(dispute) => dispute.disputeId}
        onOpen={({ disputeId }) => void navigate({ to: '/disputes/$disputeId', params: { disputeId } })}
        emptyText={t({ zh: '本事项没有职责争议。', en: 'No dispute about this matter.' })}
        columns={[
          { title: t({ zh: '编号', en: 'Number' }), width: 140, render: (_, { disputeId, number }) => <Link to="/disputes/$disputeId" params={{ disputeId }}>{number}</Link> },
          { title: t({ zh: '争议', en: 'Dispute' }), dataIndex: 'title' },
          { title: t({ zh: '当事部门', en: 'Parties' }), render: (_, { parties }) => parties.map((party) => party.departmentName).join(t({ zh: '、', en: ', ' })) },
          { title: t({ zh: '状态', en: 'State' }), width: 170, render: (_, { state }) => <WordTag words={disputeStateWords} value={state} color="blue" /> },
          { title: t({ zh: '提出', en: 'Opened' }), width: 120, render: (_, { openedAt }) => <When at={openedAt} day /> },
        ]}
      />
    </Panel>
  );
}

export function MatterAppeals({ matterId }: { matterId: string }) {
  const t = useT();
  const navigate = useNavigate();
  const pages = usePages(appealsOperations.listAppeals, { matterId, limit: 10 });
  return (
    <Panel title={t({ zh: '诉求', en: 'Appeals' })}>
      <DataTable<AppealSummary>
        pages={pages}
        rowKey={(appeal) => appeal.appealId}
        onOpen={({ appealId }) => void navigate({ to: '/appeals/$appealId', params: { appealId } })}
        minWidth={820}
        emptyText={t({ zh: '尚无归入本事项的诉求。', en: 'No appeal about this matter yet.' })}
        columns={[
          { title: t({ zh: '编号', en: 'Number' }), width: 150, render: (_, { appealId, number }) => <Link to="/appeals/$appealId" params={{ appealId }}>{number}</Link> },
          { title: t({ zh: '诉求', en: 'Appeal' }), render: (_, { title, excerpt }) => (title === '' ? excerpt : title) },
          { title: t({ zh: '主办部门', en: 'Handled by' }), width: 160, render: (_, { leadDepartmentName }) => leadDepartmentName ?? '—' },
          { title: t({ zh: '状态', en: 'State' }), width: 120, render: (_, { state }) => <WordTag words={appealStateWords} value={state} /> },
          { title: t({ zh: '受理', en: 'Received' }), width: 120, render: (_, { receivedAt }) => <When at={receivedAt} day /> },
        ]}
      />
    </Panel>
  );
}
