import { Button, Descriptions, Form, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { dayOf, startOfDay, type Day, type Instant } from '../../core/kernel/time.ts';
import { counted } from '../../core/kernel/words.ts';
import type { ImportMeta } from '../../core/registry/import-model.ts';
import { documentKinds, documentKindWords, type DepartmentId, type DocumentKind } from '../../core/registry/model.ts';
import { useT } from '../app/language.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { Panel } from '../parts/page.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import type { ImportPreview } from './import-preview.ts';

interface Values {
  readonly title: string;
  readonly kind: DocumentKind;
  readonly departmentId: DepartmentId | null;
  readonly documentNumber: string;
  readonly validFrom: string | undefined;
  readonly replaces: boolean;
}

const valuesOf = ({ title, meta, departmentId, documentNumber, validFrom }: ImportPreview): Values => ({
  title, kind: meta.kind, departmentId, documentNumber: documentNumber ?? '', validFrom: validFrom === null ? undefined : dayOf(validFrom as Instant), replaces: meta.replaces,
});

const emptied = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Only what was changed: what the paper itself says is read off it again whenever it is looked at. */
function listChanges(was: Values, now: Values): Partial<ImportMeta> {
  return {
    ...(now.title === was.title ? {} : { title: emptied(now.title) }),
    ...(now.kind === was.kind ? {} : { kind: now.kind }),
    ...(now.departmentId === was.departmentId ? {} : { departmentId: now.departmentId }),
    ...(now.documentNumber === was.documentNumber ? {} : { documentNumber: emptied(now.documentNumber) }),
    ...(now.validFrom === was.validFrom ? {} : { validFrom: now.validFrom === undefined ? null : startOfDay(now.validFrom as Day) }),
    ...(now.replaces === was.replaces ? {} : { replaces: now.replaces }),
  };
}

/** What is said of the paper beside its text; read off it, and to be corrected. */
export function ImportMetaForm({ preview, pending, onSave }: { preview: ImportPreview; pending: boolean; onSave: (meta: Partial<ImportMeta>) => void }) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  return (
    <Panel title={t({ zh: '文件信息', en: 'About the document' })} actions={!editing && <Button onClick={() => setEditing(true)}>{t({ zh: '更正文件信息', en: 'Correct' })}</Button>}>
      {editing ? <MetaFields preview={preview} pending={pending} onClose={() => setEditing(false)} onSave={onSave} /> : <MetaShown preview={preview} />}
    </Panel>
  );
}

function MetaShown({ preview: { meta, title, departmentName, documentNumber, validFrom, clauses, kindReason, previous } }: { preview: ImportPreview }) {
  const t = useT();
  const noLead = clauses.filter((clause) => clause.noLead).length;
  const unknown = t({ zh: '未识别', en: 'Not recognised' });
  return (
    <Descriptions
      bordered size="small" column={{ xs: 1, lg: 2 }}
      items={[
        { key: 'title', label: t({ zh: '标题', en: 'Title' }), children: title },
        { key: 'kind', label: t({ zh: '种类', en: 'Kind' }), children: <><WordTag words={documentKindWords} value={meta.kind} /> <span className="muted">{t(kindReason)}</span></> },
        { key: 'department', label: t({ zh: '所属部门', en: 'Department' }), children: departmentName ?? unknown },
        { key: 'number', label: t({ zh: '文号', en: 'Number' }), children: documentNumber ?? unknown },
        { key: 'from', label: t({ zh: '施行日期', en: 'In force from' }), children: <When at={validFrom} day none={t({ zh: '未识别，按入库之日', en: 'Not recognised: from today' })} /> },
        { key: 'previous', label: t({ zh: '替代', en: 'Replaces' }), children: previous?.title ?? t({ zh: '无', en: 'Nothing' }) },
        { key: 'count', label: t({ zh: '读出', en: 'Read' }), children: t({ zh: `${clauses.length} 条条款，其中 ${noLead} 条未明确牵头`, en: `${counted(clauses.length, 'clause')}, ${noLead} of them without a lead` }) },
      ]}
    />
  );
}

function MetaFields({ preview, pending, onClose, onSave }: { preview: ImportPreview; pending: boolean; onClose: () => void; onSave: (meta: Partial<ImportMeta>) => void }) {
  const t = useT();
  const was = valuesOf(preview);
  return (
    <Form<Values> layout="vertical" className="form-grid" initialValues={was} onFinish={(now) => { onClose(); onSave(listChanges(was, { ...was, ...now })); }}>
      <Form.Item name="title" label={t({ zh: '标题', en: 'Title' })} rules={[{ max: 200 }]}><Input /></Form.Item>
      <Form.Item name="kind" label={t({ zh: '种类', en: 'Kind' })}><Select options={documentKinds.map((kind) => ({ value: kind, label: t(documentKindWords[kind]) }))} /></Form.Item>
      <Form.Item name="departmentId" label={t({ zh: '所属部门', en: 'Department' })}><DepartmentSelect /></Form.Item>
      <Form.Item name="documentNumber" label={t({ zh: '文号', en: 'Number' })} rules={[{ max: 60 }]}><Input /></Form.Item>
      <Form.Item name="validFrom" label={t({ zh: '施行日期', en: 'In force from' })}><DayInput /></Form.Item>
      <Form.Item name="replaces" valuePropName="checked" label={t({ zh: '替代现行的旧版本', en: 'Replaces the version in force' })}><Switch /></Form.Item>
      <div style={{ display: 'flex', gap: 8, alignItems: 'end', marginBottom: 16 }}>
        <Button type="primary" htmlType="submit" loading={pending}>{t({ zh: '保存文件信息', en: 'Save' })}</Button>
        <Button onClick={onClose}>{t({ zh: '取消', en: 'Cancel' })}</Button>
      </div>
    </Form>
  );
}
