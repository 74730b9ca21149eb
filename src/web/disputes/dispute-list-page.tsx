import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Flex, Form, Input, Select, Tag, type TableColumnsType } from 'antd';
import { disputeOriginWords, disputeStates, disputeStateWords, type DisputeSummary } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT, type Say } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { DueBadge } from '../parts/due-badge.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';
import { Page } from '../parts/page.tsx';
import { RemindedTag } from '../parts/reminded-tag.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { levelWords, stateTones } from './levels.ts';

const columnsOf = (t: Say): TableColumnsType<DisputeSummary> => [
  { key: 'number', title: t({ zh: '卷宗号', en: 'File' }), width: 140, render: (_, row) => <Link to="/disputes/$disputeId" params={{ disputeId: row.disputeId }}>{row.number}</Link> },
  { key: 'title', title: t({ zh: '争议事项', en: 'What is in dispute' }), render: (_, row) => <><span style={{ fontWeight: 500 }}>{row.title}</span>{row.matterName !== null && <div className="muted">{row.matterName}</div>}<div className="muted">{t(disputeOriginWords[row.origin])}</div></> },
  {
    key: 'parties', title: t({ zh: '当事部门', en: 'Parties' }), width: 220,
    render: (_, row) => row.parties.map((party) => <div key={party.departmentId}>{party.departmentName}{party.isHost && <Tag color="blue" style={{ marginInlineStart: 6 }}>{t({ zh: '主办', en: 'Host' })}</Tag>}</div>),
  },
  { key: 'level', title: t({ zh: '层级', en: 'Level' }), width: 170, render: (_, row) => <>{row.level}. {t(levelWords[row.level - 1] ?? { zh: '', en: '' })}</> },
  { key: 'state', title: t({ zh: '状态', en: 'State' }), width: 150, render: (_, row) => <WordTag words={disputeStateWords} value={row.state} color={stateTones} /> },
  { key: 'opened', title: t({ zh: '提出日期', en: 'Opened' }), width: 110, render: (_, row) => <When at={row.openedAt} day /> },
  { key: 'due', title: t({ zh: '本阶段期限', en: 'Due' }), width: 170, render: (_, row) => <><DueBadge dueAt={row.dueAt} /> <RemindedTag remindedAt={row.remindedAt} /></> },
];

export function DisputeListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [filters, change] = useFilters(disputesOperations.listDisputes, ['q', 'state', 'level', 'departmentId', 'matterId', 'pending']);
  const pages = usePages(disputesOperations.listDisputes, filters);
  return (
    <Page
      title={t({ zh: '职责争议', en: 'Disputes' })}
      extra={can('disputes:open') && <Button type="primary" onClick={() => void navigate({ to: '/disputes/new' })}>{t({ zh: '提出职责争议', en: 'Open a dispute' })}</Button>}
    >
      <div>
        <Form layout="vertical" component="search">
          <Flex gap={12} wrap align="flex-end" className="filter-line">
            <Form.Item label={t({ zh: '检索', en: 'Search' })} htmlFor="dispute-q">
              <Input.Search id="dispute-q" allowClear key={filters.q ?? ''} defaultValue={filters.q ?? ''} placeholder={t({ zh: '卷宗号、事项、部门', en: 'File, matter, department' })} onSearch={(q) => change({ q })} style={{ width: 220 }} />
            </Form.Item>
            <Form.Item label={t({ zh: '层级', en: 'Level' })} htmlFor="dispute-level">
              <Select id="dispute-level" allowClear value={filters.level === undefined ? null : `${filters.level as number | string}`} placeholder={t({ zh: '全部', en: 'All' })} style={{ width: 190 }} onChange={(level?: string) => change({ level })} options={levelWords.map((label, index) => ({ value: String(index + 1), label: `${index + 1}. ${t(label)}` }))} />
            </Form.Item>
            <Form.Item label={t({ zh: '状态', en: 'State' })} htmlFor="dispute-state">
              <Select id="dispute-state" allowClear value={filters.state ?? null} placeholder={t({ zh: '全部', en: 'All' })} style={{ width: 180 }} onChange={(state?: string) => change({ state })} options={disputeStates.map((state) => ({ value: state, label: t(disputeStateWords[state]) }))} />
            </Form.Item>
            <Form.Item label={t({ zh: '当事部门', en: 'Party' })} htmlFor="dispute-department">
              <DepartmentSelect id="dispute-department" width={200} value={filters.departmentId ?? null} onChange={(departmentId) => change({ departmentId: departmentId ?? undefined })} />
            </Form.Item>
            <Form.Item label={t({ zh: '事项', en: 'Matter' })} htmlFor="dispute-matter">
              <MatterSelect id="dispute-matter" width={210} value={filters.matterId ?? null} onChange={(matterId) => change({ matterId: matterId ?? undefined })} />
            </Form.Item>
            <Form.Item>
              <Checkbox checked={filters.pending === 'true'} onChange={(event) => change({ pending: event.target.checked ? 'true' : undefined })}>{t({ zh: '只看未决', en: 'Pending only' })}</Checkbox>
            </Form.Item>
          </Flex>
        </Form>
        <DataTable
          label={t({ zh: '争议列表', en: 'Disputes' })} minWidth={1180}
          columns={columnsOf(t)} pages={pages} rowKey={(row) => row.disputeId}
          onOpen={(row) => void navigate({ to: '/disputes/$disputeId', params: { disputeId: row.disputeId } })}
          emptyText={t({ zh: '没有符合条件的争议。部门可主动提出；工单二次异议会自动立案。', en: 'No disputes match. Departments may open one; a second contradiction opens one by itself.' })}
        />
      </div>
    </Page>
  );
}
