import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Flex, Form, Input, Select, type TableColumnsType } from 'antd';
import {
  appealStates, appealStateWords, appealTypes, appealTypeWords, channels, channelWords, urgencyWords, type AppealState, type AppealSummary,
} from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useFilters } from '../app/filters.ts';
import { useT, type Say } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';
import { Page } from '../parts/page.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';

export const appealStateTones: Record<AppealState, Tone> = { RECEIVED: 'orange', DISPATCHED: 'blue', CLOSED: 'plain' };

const columnsOf = (t: Say): TableColumnsType<AppealSummary> => [
  { key: 'number', title: t({ zh: '诉求编号', en: 'Appeal' }), width: 150, render: (_, row) => <Link to="/appeals/$appealId" params={{ appealId: row.appealId }}>{row.number}</Link> },
  {
    key: 'text', title: t({ zh: '内容', en: 'What is asked' }),
    render: (_, row) => (
      <>
        {row.urgency !== 'NORMAL' && <WordTag words={urgencyWords} value={row.urgency} color="red" />}
        <span style={{ fontWeight: 500 }}>{row.title}</span>
        <div className="muted two-lines">{row.excerpt}</div>
      </>
    ),
  },
  { key: 'type', title: t({ zh: '类型 / 渠道', en: 'Type / channel' }), width: 120, render: (_, row) => <>{t(appealTypeWords[row.type])}<div className="muted">{t(channelWords[row.channel])}</div></> },
  { key: 'matter', title: t({ zh: '事项 / 地点', en: 'Matter / place' }), width: 170, render: (_, row) => <>{row.matterName ?? <span className="muted">{t({ zh: '事项待定', en: 'No matter yet' })}</span>}<div className="muted">{row.place}</div></> },
  { key: 'lead', title: t({ zh: '主办单位', en: 'Lead' }), width: 150, render: (_, row) => row.leadDepartmentName ?? <span className="muted">—</span> },
  { key: 'state', title: t({ zh: '状态', en: 'State' }), width: 100, render: (_, row) => <WordTag words={appealStateWords} value={row.state} color={appealStateTones} /> },
  { key: 'received', title: t({ zh: '受理时间', en: 'Received' }), width: 150, render: (_, row) => <When at={row.receivedAt} /> },
];

export function AppealListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [filters, change] = useFilters(appealsOperations.listAppeals, ['q', 'state', 'type', 'channel', 'matterId', 'departmentId']);
  const pages = usePages(appealsOperations.listAppeals, filters);
  const choice = (name: 'state' | 'type' | 'channel', label: Word, options: { value: string; label: string }[]) => (
    <Form.Item label={t(label)} htmlFor={`appeal-${name}`}>
      <Select id={`appeal-${name}`} allowClear value={filters[name] ?? null} placeholder={t({ zh: '全部', en: 'All' })} style={{ width: 130 }} onChange={(value?: string) => change({ [name]: value })} options={options} />
    </Form.Item>
  );
  return (
    <Page
      title={t({ zh: '诉求', en: 'Appeals' })}
      extra={can('appeals:take-in') && (
        <>
          <Button onClick={() => void navigate({ to: '/appeals/import' })}>{t({ zh: '批量导入', en: 'Import in bulk' })}</Button>
          <Button type="primary" onClick={() => void navigate({ to: '/appeals/new' })}>{t({ zh: '登记诉求', en: 'Take an appeal in' })}</Button>
        </>
      )}
    >
      <div>
        <Form layout="vertical" component="search">
          <Flex gap={12} wrap align="flex-end" className="filter-line">
            <Form.Item label={t({ zh: '检索', en: 'Search' })} htmlFor="appeal-q">
              <Input.Search id="appeal-q" allowClear key={filters.q ?? ''} defaultValue={filters.q ?? ''} placeholder={t({ zh: '编号、标题、内容、地点', en: 'Number, title, text, place' })} onSearch={(q) => change({ q })} style={{ width: 240 }} />
            </Form.Item>
            {choice('state', { zh: '状态', en: 'State' }, appealStates.map((value) => ({ value, label: t(appealStateWords[value]) })))}
            {choice('type', { zh: '类型', en: 'Type' }, appealTypes.map((value) => ({ value, label: t(appealTypeWords[value]) })))}
            {choice('channel', { zh: '渠道', en: 'Channel' }, channels.map((value) => ({ value, label: t(channelWords[value]) })))}
            <Form.Item label={t({ zh: '事项', en: 'Matter' })} htmlFor="appeal-matter">
              <MatterSelect id="appeal-matter" width={220} value={filters.matterId ?? null} onChange={(matterId) => change({ matterId: matterId ?? undefined })} />
            </Form.Item>
            <Form.Item label={t({ zh: '主办单位', en: 'Lead' })} htmlFor="appeal-department">
              <DepartmentSelect id="appeal-department" width={200} value={filters.departmentId ?? null} onChange={(departmentId) => change({ departmentId: departmentId ?? undefined })} />
            </Form.Item>
          </Flex>
        </Form>
        <DataTable
          label={t({ zh: '诉求列表', en: 'Appeals' })} minWidth={1080}
          columns={columnsOf(t)} pages={pages} rowKey={(row) => row.appealId}
          onOpen={(row) => void navigate({ to: '/appeals/$appealId', params: { appealId: row.appealId } })}
          emptyText={t({ zh: '没有符合条件的诉求。可调整条件，或登记、导入诉求。', en: 'No appeals match. Change the filters, or take appeals in.' })}
        />
      </div>
    </Page>
  );
}
