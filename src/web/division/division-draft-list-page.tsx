import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Segmented, type TableColumnsType } from 'antd';
import { draftStates, draftStateWords, formationWords, type DivisionDraft } from '../../core/division/model.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT, type Say } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Page } from '../parts/page.tsx';

const draftFilters = ['state'] as const;

const columnsOf = (t: Say): TableColumnsType<DivisionDraft> => [
  { key: 'title', title: t({ zh: '条目名称', en: 'Title' }), render: (_, row) => <Link to="/division-drafts/$divisionDraftId" params={{ divisionDraftId: row.divisionDraftId }}>{row.title}</Link> },
  { key: 'matter', title: t({ zh: '事项', en: 'Matter' }), width: 220, render: (_, row) => `${row.matterCode} ${row.matterName}` },
  { key: 'scope', title: t({ zh: '适用范围', en: 'Scope' }), width: 160, render: (_, row) => row.boundary.scope || t({ zh: '整个事项', en: 'The whole matter' }) },
  { key: 'lead', title: t({ zh: '牵头部门', en: 'Lead' }), width: 160, render: (_, row) => row.leadDepartmentName ?? <span className="finding-error">{t({ zh: '未明确', en: 'Not named' })}</span> },
  { key: 'formed', title: t({ zh: '形成方式', en: 'Formed by' }), width: 170, render: (_, row) => t(formationWords[row.formedBy]) },
  {
    key: 'from', title: t({ zh: '来源', en: 'From' }), width: 130,
    render: (_, row) => (row.disputeId === null ? t({ zh: '编办起草', en: 'Drafted' }) : <Link to="/disputes/$disputeId" params={{ disputeId: row.disputeId }}>{t({ zh: '争议卷宗', en: 'A dispute' })}</Link>),
  },
  {
    key: 'published', title: t({ zh: '已发布为', en: 'Published as' }), width: 120,
    render: (_, row) => row.publishedEntryId !== null && <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: row.publishedEntryId }}>{t({ zh: '打开条目', en: 'Open' })}</Link>,
  },
];

export function DivisionDraftListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [filters, change] = useFilters(divisionOperations.listDrafts, draftFilters);
  const state = filters.state ?? 'DRAFT';
  const pages = usePages(divisionOperations.listDrafts, { state });
  return (
    <Page
      title={t({ zh: '分工草案', en: 'Division drafts' })}
      extra={can('division:write') && <Button type="primary" onClick={() => void navigate({ to: '/division-drafts/new' })}>{t({ zh: '起草条目', en: 'Draft an entry' })}</Button>}
    >
      <Segmented
        value={state} onChange={(next) => change({ state: next })} style={{ marginBottom: 12 }}
        options={draftStates.map((one) => ({ value: one, label: t(draftStateWords[one]) }))}
      />
      <DataTable
        columns={columnsOf(t)} pages={pages} rowKey={(row: DivisionDraft) => row.divisionDraftId}
        onOpen={(row: DivisionDraft) => void navigate({ to: '/division-drafts/$divisionDraftId', params: { divisionDraftId: row.divisionDraftId } })}
        emptyText={t({ zh: '没有这一状态的草案。争议办结后自动生成草案，也可由编办起草。', en: 'No drafts here. A settled dispute makes one, or the office drafts one.' })}
      />
    </Page>
  );
}
