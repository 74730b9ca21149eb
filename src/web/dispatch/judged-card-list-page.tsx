import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Flex, Form, Select, Tag, type TableColumnsType } from 'antd';
import { dispatchOutcomeSchema, dispatchOutcomeWords } from '../../core/dispatch/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT, type Say } from '../app/language.tsx';
import { usePages, type ItemOf } from '../app/reading.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Page } from '../parts/page.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { percent } from './health-words.ts';

type Row = ItemOf<typeof dispatchOperations.listJudgedCards>;

const judgedCardFilters = ['from', 'to', 'matterClassId', 'week', 'outcome', 'withoutClass', 'probabilityFrom', 'probabilityTo', 'judged', 'right', 'covered'] as const;

const columnsOf = (t: Say): TableColumnsType<Row> => [
  { key: 'number', title: t({ zh: '诉求', en: 'Appeal' }), render: (_, row) => <><Link to="/appeals/$appealId" params={{ appealId: row.appealId }}>{row.number}</Link><div>{row.title}</div></> },
  { key: 'order', title: t({ zh: '工单', en: 'Order' }), width: 90, render: (_, row) => (row.workOrderId === null ? '—' : <Link to="/orders/$workOrderId" params={{ workOrderId: row.workOrderId }}>{t({ zh: '打开', en: 'Open' })}</Link>) },
  { key: 'outcome', title: t({ zh: '研判结论', en: 'Outcome' }), width: 110, render: (_, row) => <WordTag words={dispatchOutcomeWords} value={row.outcome} /> },
  { key: 'lead', title: t({ zh: '卡上牵头', en: 'Lead of the card' }), width: 190, render: (_, row) => row.leadDepartmentName ?? t({ zh: '无', en: 'None' }) },
  { key: 'probability', title: t({ zh: '把握', en: 'Probability' }), width: 80, render: (_, row) => percent(row.probability, 0) },
  { key: 'handled', title: t({ zh: '最终承办', en: 'Handled by' }), width: 190, render: (_, row) => row.handledByName ?? <span className="muted">{t({ zh: '未办结', en: 'open' })}</span> },
  {
    key: 'judged', title: t({ zh: '对照', en: 'Judged' }), width: 150,
    render: (_, row) => (
      <>
        {row.isRight !== null && <Tag color={row.isRight ? 'green' : 'red'}>{row.isRight ? t({ zh: '相符', en: 'Right' }) : t({ zh: '不符', en: 'Wrong' })}</Tag>}
        {row.isCovered === false && <Tag color="gold">{t({ zh: '未覆盖', en: 'Missed' })}</Tag>}
      </>
    ),
  },
  { key: 'at', title: t({ zh: '研判时间', en: 'Ranked' }), width: 150, render: (_, row) => <When at={row.computedAt} /> },
];

/** The cards behind a figure of the health page. */
export function JudgedCardListPage() {
  const t = useT();
  const [filters, change] = useFilters(dispatchOperations.listJudgedCards, judgedCardFilters);
  const pages = usePages(dispatchOperations.listJudgedCards, filters);
  const cleared = Object.fromEntries(judgedCardFilters.map((name) => [name, undefined]));
  return (
    <Page title={t({ zh: '派单卡对照明细', en: 'Cards and what became of them' })} extra={<Link to="/model-health">{t({ zh: '返回运行情况', en: 'Back to the figures' })}</Link>}>
      <Form layout="vertical" component="search">
        <Flex gap={12} wrap align="flex-end" className="filter-line">
          <Form.Item label={t({ zh: '研判结论', en: 'Outcome' })} htmlFor="card-outcome">
            <Select id="card-outcome" allowClear style={{ width: 160 }} value={filters.outcome ?? null} placeholder={t({ zh: '全部', en: 'All' })} onChange={(outcome?: string) => change({ outcome })} options={dispatchOutcomeSchema.options.map((outcome) => ({ value: outcome, label: t(dispatchOutcomeWords[outcome]) }))} />
          </Form.Item>
          <Form.Item><Checkbox checked={filters.right === 'false'} onChange={(event) => change({ right: event.target.checked ? 'false' : undefined })}>{t({ zh: '只看不符的', en: 'Wrong ones only' })}</Checkbox></Form.Item>
          <Form.Item><Checkbox checked={filters.covered === 'false'} onChange={(event) => change({ covered: event.target.checked ? 'false' : undefined })}>{t({ zh: '只看未覆盖的', en: 'Missed ones only' })}</Checkbox></Form.Item>
          {Object.keys(filters).length > 0 && <Form.Item><Button type="link" onClick={() => change(cleared)}>{t({ zh: '清除条件', en: 'Clear' })}</Button></Form.Item>}
        </Flex>
      </Form>
      <DataTable
        minWidth={1100} label={t({ zh: '派单卡对照明细', en: 'Cards and what became of them' })} columns={columnsOf(t)} pages={pages} rowKey={(row: Row) => row.dispatchCardId}
        emptyText={t({ zh: '没有符合条件的派单卡。可放宽条件。', en: 'No cards match. Widen the filters.' })}
      />
    </Page>
  );
}
