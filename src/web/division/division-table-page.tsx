import { Button, Flex, Form, Input, type TableColumnsType } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { formationWords, type DivisionEntry } from '../../core/division/model.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { dayOf } from '../../core/kernel/time.ts';
import { operationUrl } from '../app/call.ts';
import { useFilters } from '../app/filters.ts';
import { useT, type Say } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';
import { Page } from '../parts/page.tsx';
import { BoundaryText } from './boundary-text.tsx';

const divisionFilters = ['q', 'matterId', 'departmentId', 'on', 'knownAt'] as const;

const columnsOf = (t: Say): TableColumnsType<DivisionEntry> => [
  { key: 'number', title: t({ zh: '编号', en: 'No.' }), width: 120, render: (_, row) => <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: row.divisionEntryId }}>{row.number}</Link> },
  {
    key: 'title', title: t({ zh: '事项与边界', en: 'Matter and boundary' }), width: 280,
    render: (_, row) => (
      <>
        <strong style={{ fontWeight: 500 }}>{row.title}</strong>
        <div className="muted">{row.matterCode} {row.matterName}</div>
        <BoundaryText boundary={row.boundary} brief />
      </>
    ),
  },
  { key: 'lead', title: t({ zh: '牵头部门', en: 'Lead' }), width: 150, render: (_, row) => <strong style={{ fontWeight: 500 }}>{row.leadDepartmentName}</strong> },
  {
    key: 'responsible', title: t({ zh: '责任部门及职责', en: 'Responsible departments and tasks' }),
    render: (_, row) => row.responsible.map((one) => <div key={one.departmentId}>{one.departmentName}{one.task !== '' && <span className="muted">：{one.task}</span>}</div>),
  },
  { key: 'bases', title: t({ zh: '依据', en: 'Bases' }), width: 220, render: (_, row) => row.bases.map((basis) => <div key={basis.title + basis.article}>{basis.title} {basis.article}</div>) },
  { key: 'formed', title: t({ zh: '形成方式', en: 'Formed by' }), width: 140, render: (_, row) => <>{t(formationWords[row.formedBy])}<div className="muted">{row.decision.documentNumber || row.decision.meeting}</div></> },
  { key: 'valid', title: t({ zh: '生效 / 失效', en: 'In force' }), width: 120, render: (_, row) => <>{dayOf(row.validFrom)}<div className="muted">{row.validTo === null ? t({ zh: '长期', en: 'open' }) : dayOf(row.validTo)}</div></> },
];

export function DivisionTablePage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [filters, change] = useFilters(divisionOperations.listEntries, divisionFilters);
  const pages = usePages(divisionOperations.listEntries, filters);
  return (
    <Page
      title={t({ zh: '职责任务分工表', en: 'Division table' })}
      extra={
        <Flex gap={8}>
          <Button href={operationUrl(divisionOperations.exportTable, filters)} download>{t({ zh: '导出 XLSX', en: 'Export XLSX' })}</Button>
          {can('division:write') && <Button type="primary" onClick={() => void navigate({ to: '/division-drafts/new' })}>{t({ zh: '起草条目', en: 'Draft an entry' })}</Button>}
        </Flex>
      }
    >
      <div>
        <Form layout="vertical" component="search">
          <Flex gap={12} wrap align="flex-end" className="filter-line">
            <Form.Item label={t({ zh: '检索', en: 'Search' })} htmlFor="division-q">
              <Input.Search id="division-q" allowClear defaultValue={filters.q ?? ''} key={filters.q ?? ''} placeholder={t({ zh: '事项、部门、依据', en: 'Matter, department, basis' })} onSearch={(q) => change({ q })} style={{ width: 220 }} />
            </Form.Item>
            <Form.Item label={t({ zh: '事项', en: 'Matter' })} htmlFor="division-matter">
              <MatterSelect id="division-matter" width={230} value={filters.matterId ?? null} onChange={(matterId) => change({ matterId: matterId ?? undefined })} />
            </Form.Item>
            <Form.Item label={t({ zh: '涉及部门', en: 'Department' })} htmlFor="division-department">
              <DepartmentSelect id="division-department" width={210} value={filters.departmentId ?? null} onChange={(departmentId) => change({ departmentId: departmentId ?? undefined })} />
            </Form.Item>
            <Form.Item label={t({ zh: '某日有效', en: 'In force on' })} htmlFor="division-on">
              <DayInput id="division-on" value={filters.on} onChange={(on) => change({ on })} />
            </Form.Item>
            <Form.Item label={t({ zh: '按当时所知', en: 'As known on' })} htmlFor="division-known" tooltip={t({ zh: '按该日已登记的内容查看，之后登记的条目不计入。', en: 'Shows what had been recorded by that day; what was recorded later is left out.' })}>
              <DayInput id="division-known" value={filters.knownAt} onChange={(knownAt) => change({ knownAt })} />
            </Form.Item>
            {Object.keys(filters).length > 0 && (
              <Form.Item>
                <Button type="link" onClick={() => change({ q: '', matterId: '', departmentId: '', on: '', knownAt: '' })}>{t({ zh: '清除条件', en: 'Clear' })}</Button>
              </Form.Item>
            )}
          </Flex>
        </Form>
        <DataTable
          minWidth={1180} label={t({ zh: '职责任务分工表', en: 'Division table' })}
          columns={columnsOf(t)} pages={pages} rowKey={(row: DivisionEntry) => row.divisionEntryId}
          onOpen={(row: DivisionEntry) => void navigate({ to: '/division-entries/$divisionEntryId', params: { divisionEntryId: row.divisionEntryId } })}
          emptyText={t({ zh: '没有符合条件的分工条目。可放宽条件，或由编办起草。', en: 'No entries match. Widen the filters, or have one drafted.' })}
        />
      </div>
    </Page>
  );
}
