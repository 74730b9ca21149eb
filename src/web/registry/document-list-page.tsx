import { Link, useNavigate } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { documentKinds, documentKindWords, type RegistryDocument } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { ClockControl } from './clock-control.tsx';

export function DocumentListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [filters, change] = useFilters(registryOperations.listDocuments, ['q', 'kind', 'departmentId', 'on', 'known']);
  const pages = usePages(registryOperations.listDocuments, { ...filters, limit: 50 });
  return (
    <Page
      title={t({ zh: '文件依据', en: 'Documents' })}
      actions={can('registry:write') && <LinkButton type="primary" to="/documents/import">{t(registryOperations.importDocument.title)}</LinkButton>}
    >
      <div>
        <div className="filters">
          <label>{t({ zh: '标题、文号', en: 'Title or number' })}<Input.Search allowClear defaultValue={filters.q} onSearch={(q) => change({ q: q.trim() })} style={{ width: 240 }} /></label>
          <label>{t({ zh: '种类', en: 'Kind' })}
            <Select
              value={filters.kind ?? null} onChange={(kind: string | null | undefined) => change({ kind: kind ?? undefined })} allowClear style={{ width: 180 }}
              placeholder={t({ zh: '全部', en: 'All' })} options={documentKinds.map((kind) => ({ value: kind, label: t(documentKindWords[kind]) }))}
            />
          </label>
          <label>{t({ zh: '部门', en: 'Department' })}<DepartmentSelect width={220} value={filters.departmentId} onChange={(departmentId) => change({ departmentId: departmentId ?? undefined })} /></label>
          <ClockControl />
        </div>
        <DataTable<RegistryDocument>
          label={t(registryOperations.listDocuments.title)}
          pages={pages}
          rowKey={(document) => document.documentId}
          onOpen={({ documentId }) => void navigate({ to: '/documents/$documentId', params: { documentId } })}
          minWidth={1000}
          emptyText={can('registry:write')
            ? t({ zh: '没有符合条件的文件。可放宽条件，或导入“三定”规定、法律法规等文件。', en: 'No document matches. Use fewer filters, or import a three-fix text, a law or a paper.' })
            : t({ zh: '没有符合条件的文件，请放宽条件。', en: 'No document matches; use fewer filters.' })}
          columns={[
            { title: t({ zh: '标题', en: 'Title' }), render: (_, { documentId, title }) => <Link to="/documents/$documentId" params={{ documentId }}>{title}</Link> },
            { title: t({ zh: '种类', en: 'Kind' }), width: 140, render: (_, { kind }) => <WordTag words={documentKindWords} value={kind} /> },
            { title: t({ zh: '文号', en: 'Number' }), width: 170, render: (_, { documentNumber }) => documentNumber ?? '—' },
            { title: t({ zh: '部门', en: 'Department' }), width: 170, render: (_, { departmentName }) => departmentName ?? '—' },
            { title: t({ zh: '施行', en: 'In force' }), width: 190, render: (_, { validFrom, validTo }) => <><When at={validFrom} day />{validTo !== null && <> – <When at={validTo} day /></>}</> },
            { title: t({ zh: '条款', en: 'Clauses' }), width: 80, align: 'right', render: (_, { clauseCount }) => <span className="number">{clauseCount}</span> },
          ]}
        />
      </div>
    </Page>
  );
}
