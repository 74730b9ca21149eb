import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { departmentKinds, departmentKindWords, type Department } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { DepartmentCreateDialog } from './department-create-dialog.tsx';

export function DepartmentListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [filters, change] = useFilters(registryOperations.listDepartments, ['q', 'kind', 'on', 'known']);
  const pages = usePages(registryOperations.listDepartments, filters);
  const clocks = useClocks();
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title={t({ zh: '部门', en: 'Departments' })}
      actions={
        <>
          <LinkButton to="/organisation-chart" search={clocks}>{t(registryOperations.viewOrganisationChart.title)}</LinkButton>
          <LinkButton to="/unowned-references">{t(registryOperations.listUnowned.title)}</LinkButton>
          {can('registry:write') && <Button type="primary" onClick={() => setCreating(true)}>{t(registryOperations.createDepartment.title)}</Button>}
        </>
      }
    >
      <ClockNotice />
      <div>
        <div className="filters">
          <label>{t({ zh: '名称、简称', en: 'Name or alias' })}<Input.Search allowClear defaultValue={filters.q} onSearch={(q) => change({ q: q.trim() })} placeholder={t({ zh: '如：住建局', en: 'e.g. 住建局' })} style={{ width: 240 }} /></label>
          <label>{t({ zh: '类别', en: 'Kind' })}
            <Select
              value={filters.kind ?? null} onChange={(kind: string | null | undefined) => change({ kind: kind ?? undefined })} allowClear style={{ width: 180 }}
              placeholder={t({ zh: '全部', en: 'All' })} options={departmentKinds.map((kind) => ({ value: kind, label: t(departmentKindWords[kind]) }))}
            />
          </label>
          <ClockControl />
        </div>
        <DataTable<Department>
          label={t(registryOperations.listDepartments.title)}
          pages={pages}
          rowKey={(department) => department.departmentId}
          onOpen={({ departmentId }) => void navigate({ to: '/departments/$departmentId', params: { departmentId }, search: clocks })}
          minWidth={900}
          emptyText={t({ zh: '没有符合条件的部门，请更换名称或放宽条件。', en: 'No department matches; try another name or fewer filters.' })}
          columns={[
            { title: t({ zh: '名称', en: 'Name' }), render: (_, { departmentId, name }) => <Link to="/departments/$departmentId" params={{ departmentId }} search={clocks}>{name}</Link> },
            { title: t({ zh: '简称', en: 'Short name' }), dataIndex: 'shortName', width: 150 },
            { title: t({ zh: '类别', en: 'Kind' }), width: 150, render: (_, { kind }) => <WordTag words={departmentKindWords} value={kind} /> },
            { title: t({ zh: '加挂牌子', en: 'Other name plates' }), render: (_, { secondaryNames }) => secondaryNames.join(t({ zh: '、', en: ', ' })) || '—' },
            { title: t({ zh: '上级', en: 'Superior' }), width: 160, render: (_, { superior }) => superior ?? '—' },
            { title: t({ zh: '存续', en: 'In being' }), width: 190, render: (_, { validFrom, validTo }) => <><When at={validFrom} day />{validTo !== null && <> – <When at={validTo} day /></>}</> },
          ]}
        />
      </div>
      {creating && <DepartmentCreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
