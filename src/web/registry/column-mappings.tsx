import { Button, Select, Tag } from 'antd';
import { useState } from 'react';
import { registryOperations } from '../../core/registry/operations.ts';
import { listFields, listFieldWords, type ListField } from '../../core/registry/parser/columns.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import type { ImportPreview } from './import-preview.ts';
import { counted } from '../../core/kernel/words.ts';

type Table = ImportPreview['tables'][number];

/** What each column of a list holds; chosen once, it is remembered for every list with the same headings. */
export function ColumnMappings({ tables }: { tables: readonly Table[] }) {
  const t = useT();
  if (tables.length === 0) return null;
  const templates = tables.filter((table, index) => tables.findIndex((one) => one.mapping.template === table.mapping.template) === index);
  return (
    <Panel title={t({ zh: '清单各列的含义', en: 'What the columns hold' })}>
      {templates.map((table) => <ColumnMappingForm key={JSON.stringify(table.mapping)} table={table} />)}
    </Panel>
  );
}

function ColumnMappingForm({ table: { title, rows, mapping, isRemembered } }: { table: Table }) {
  const t = useT();
  const [columns, setColumns] = useState(mapping.columns);
  const save = useChange(registryOperations.saveColumnMapping, { invalidates: ['registry.viewImportFile', 'registry.viewDocumentImport'], done: { zh: '各列含义已记住', en: 'The columns are remembered' } });
  const isChanged = JSON.stringify(columns) !== JSON.stringify(mapping.columns);
  const put = (at: number, field: ListField | null) => setColumns(columns.map((column, index) => (index === at ? { ...column, field } : column)));
  return (
    <section aria-label={title === '' ? t({ zh: '清单', en: 'List' }) : title}>
      <p>{title !== '' && <strong lang="zh-CN">{title} </strong>}<span className="number">{t({ zh: `${rows} 行`, en: counted(rows, 'row') })}</span> <Tag color={isRemembered ? 'green' : 'default'}>{isRemembered ? t({ zh: '按已记住的模板', en: 'As remembered for this template' }) : t({ zh: '按表头识别', en: 'As the headings say' })}</Tag></p>
      <div className="column-mapping">
        {columns.map(({ column, field }, index) => (
          <label key={`${index}-${column}`}>
            <span lang="zh-CN">{column === '' ? t({ zh: `第 ${index + 1} 列`, en: `column ${index + 1}` }) : column}</span>
            <Select<ListField | ''> size="small" value={field ?? ''} onChange={(chosen) => put(index, chosen === '' ? null : chosen)} aria-label={t({ zh: `“${column}”的含义`, en: `What “${column}” holds` })} style={{ width: 150 }}
              options={[{ value: '' as const, label: t({ zh: '不读', en: 'Not read' }) }, ...listFields.map((one) => ({ value: one, label: t(listFieldWords[one]) }))]} />
          </label>
        ))}
      </div>
      <ProblemAlert problem={save.problem} />
      {isChanged && <Button type="primary" loading={save.pending} onClick={() => save.run({ template: mapping.template, columns })}>{t({ zh: '按此重读，并记住', en: 'Read it so, and remember' })}</Button>}
    </section>
  );
}
