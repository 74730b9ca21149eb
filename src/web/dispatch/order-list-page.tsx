import { Link, useNavigate } from '@tanstack/react-router';
import { Checkbox, Flex, Form, Input, Select, Tag, type TableColumnsType } from 'antd';
import { workOrderStates, workOrderStateWords, type WorkOrderState, type WorkOrderSummary } from '../../core/appeals/model.ts';
import { isDepartmental } from '../../core/appeals/rules.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT, type Say } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { DueBadge } from '../parts/due-badge.tsx';
import { Page } from '../parts/page.tsx';
import { RemindedTag } from '../parts/reminded-tag.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';

const filterNames = ['q', 'state', 'departmentId', 'overdue', 'automatic'] as const;
export const orderStateColors: Record<WorkOrderState, Tone> = { DISPATCHED: 'orange', SIGNED_IN: 'blue', RETURNED: 'red', REPLIED: 'green', CLOSED: 'plain', WITHDRAWN: 'plain' };

/** The moment at which the clock of an order stopped, if it has. */
export const stoppedAt = (order: WorkOrderSummary) => (order.state === 'WITHDRAWN' ? order.dispatchedAt : order.repliedAt);

const columnsOf = (t: Say): TableColumnsType<WorkOrderSummary> => [
  { key: 'number', title: t({ zh: '工单编号', en: 'Order' }), width: 150, render: (_, row) => <Link to="/orders/$workOrderId" params={{ workOrderId: row.workOrderId }}>{row.number}</Link> },
  { key: 'title', title: t({ zh: '诉求', en: 'Appeal' }), render: (_, row) => row.title },
  { key: 'lead', title: t({ zh: '主办单位', en: 'Lead' }), width: 170, dataIndex: 'leadDepartmentName' },
  { key: 'state', title: t({ zh: '状态', en: 'State' }), width: 150, render: (_, row) => <WordTag words={workOrderStateWords} value={row.state} color={orderStateColors} /> },
  {
    key: 'marks', title: t({ zh: '流转', en: 'Course' }), width: 130,
    render: (_, row) => (
      <>
        {row.hop > 1 ? <Tag color="orange">{t({ zh: '已改派', en: 'Second unit' })}</Tag> : t({ zh: '首派', en: 'First dispatch' })}
        {row.isAutomatic && <Tag color="blue">{t({ zh: '自动派单', en: 'Automatic' })}</Tag>}
        {row.disputeId !== null && <Tag color="red">{t({ zh: '争议中', en: 'In dispute' })}</Tag>}
      </>
    ),
  },
  { key: 'dispatched', title: t({ zh: '派单时间', en: 'Dispatched' }), width: 150, render: (_, row) => <When at={row.dispatchedAt} /> },
  { key: 'due', title: t({ zh: '办理期限', en: 'Due' }), width: 160, render: (_, row) => <><DueBadge dueAt={row.dueAt} doneAt={stoppedAt(row)} /> <RemindedTag remindedAt={row.remindedAt} /></> },
];

export function OrderListPage() {
  const t = useT();
  const { account } = useSession();
  const navigate = useNavigate();
  const [filters] = useFilters(dispatchOperations.listOrders, filterNames);
  const pages = usePages(dispatchOperations.listOrders, filters);
  // desks that serve the whole district have a department too, but see every order
  const own = account !== null && isDepartmental(account.roles) ? account.departmentName : null;
  return (
    <Page title={own === null ? t({ zh: '工单', en: 'Work orders' }) : t({ zh: `${own}工单`, en: `Orders of ${own}` })}>
      <div>
        <OrderFilters withDepartment={own === null} />
        <DataTable
          minWidth={1080} label={t({ zh: '工单列表', en: 'Work orders' })}
          columns={columnsOf(t)} pages={pages} rowKey={(row) => row.workOrderId}
          onOpen={(row) => void navigate({ to: '/orders/$workOrderId', params: { workOrderId: row.workOrderId } })}
          emptyText={t({ zh: '没有符合条件的工单。诉求派出后会出现在这里。', en: 'No orders match. They appear here once dispatched.' })}
        />
      </div>
    </Page>
  );
}

function OrderFilters({ withDepartment }: { withDepartment: boolean }) {
  const t = useT();
  const [filters, change] = useFilters(dispatchOperations.listOrders, filterNames);
  const q = filters.q ?? '';
  return (
    <Form layout="vertical" component="search">
      <Flex gap={12} wrap align="flex-end" className="filter-line">
        <Form.Item label={t({ zh: '检索', en: 'Search' })} htmlFor="order-q">
          <Input.Search id="order-q" allowClear key={q} defaultValue={q} placeholder={t({ zh: '编号、标题、内容', en: 'Number, title, text' })} onSearch={(typed) => change({ q: typed })} style={{ width: 240 }} />
        </Form.Item>
        <Form.Item label={t({ zh: '状态', en: 'State' })} htmlFor="order-state">
          <Select id="order-state" allowClear value={filters.state ?? null} placeholder={t({ zh: '全部', en: 'All' })} style={{ width: 170 }} onChange={(state?: string) => change({ state })} options={workOrderStates.map((state) => ({ value: state, label: t(workOrderStateWords[state]) }))} />
        </Form.Item>
        {withDepartment && (
          <Form.Item label={t({ zh: '主办单位', en: 'Lead' })} htmlFor="order-department">
            <DepartmentSelect id="order-department" width={220} value={filters.departmentId ?? null} onChange={(departmentId) => change({ departmentId: departmentId ?? undefined })} />
          </Form.Item>
        )}
        <Form.Item>
          <Checkbox checked={filters.overdue === 'true'} onChange={(event) => change({ overdue: event.target.checked ? 'true' : undefined })}>{t({ zh: '只看逾期', en: 'Overdue only' })}</Checkbox>
          <Checkbox checked={filters.automatic === 'true'} onChange={(event) => change({ automatic: event.target.checked ? 'true' : undefined })}>{t({ zh: '只看自动派单', en: 'Automatic only' })}</Checkbox>
        </Form.Item>
      </Flex>
    </Form>
  );
}
