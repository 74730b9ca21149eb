import { Button, Form, Input, InputNumber, Select, Space } from 'antd';
import type { Correction } from '../../core/registry/import-model.ts';
import { dutyRoles, dutyRoleWords, type DepartmentId } from '../../core/registry/model.ts';
import { clauseKinds, relations, type ClauseKind, type Relation, type VerbRole } from '../../core/registry/parser/model.ts';
import { useT } from '../app/language.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { clauseKindWords, relationWords } from './clause-words.ts';
import type { ImportPreview } from './import-preview.ts';

type Clause = ImportPreview['clauses'][number];

interface Values {
  readonly kind: ClauseKind;
  readonly departmentId: DepartmentId | null;
  readonly partners: readonly { name: string; relation: Relation; departmentId: DepartmentId | null }[];
  readonly verbs: readonly { verb: string; role: VerbRole }[];
  readonly start: number;
  readonly end: number;
}

const valuesOf = ({ clauseKind, departmentId, partners, verbs, start, end }: Clause): Values => ({
  kind: clauseKind as ClauseKind, departmentId, partners: partners.map(({ name, relation, departmentId: found }) => ({ name, relation: relation as Relation, departmentId: found })), verbs: verbs.map(({ verb, role }) => ({ verb, role })), start, end,
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was changed, as corrections of the place where the machine had the clause. */
function listChanges(clause: Clause, now: Values): Correction[] {
  const was = valuesOf(clause);
  const at = { start: clause.readStart, end: clause.readEnd };
  const partners = now.partners.map(({ name, relation, departmentId }) => ({ name: name.trim(), relation, departmentId: departmentId ?? null }));
  const verbs = now.verbs.map(({ verb, role }) => ({ verb: verb.trim(), role }));
  return [
    ...(now.kind === was.kind ? [] : [{ ...at, field: 'KIND' as const, after: now.kind }]),
    ...(now.departmentId === was.departmentId ? [] : [{ ...at, field: 'DEPARTMENT' as const, after: now.departmentId }]),
    ...(same(partners, was.partners) ? [] : [{ ...at, field: 'PARTNERS' as const, after: partners }]),
    ...(same(verbs, was.verbs) ? [] : [{ ...at, field: 'VERBS' as const, after: verbs }]),
    ...(now.start === was.start && now.end === was.end ? [] : [{ ...at, field: 'BOUNDS' as const, after: { start: now.start, end: now.end } }]),
  ];
}

/** The field is empty before the form stands, and when a person clears it. */
const boundOf = (typed: number | null | undefined, read: number): number => typed ?? read;

/** Corrects what was read of one clause; the source beside it is never touched. */
export function ClauseEditor({ clause, text, pending, onCorrect }: { clause: Clause; text: string; pending: boolean; onCorrect: (...corrections: Correction[]) => void }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const at = { start: clause.readStart, end: clause.readEnd };
  const [start, end] = [boundOf(Form.useWatch('start', form), clause.start), boundOf(Form.useWatch('end', form), clause.end)];
  const finish = (now: Values) => {
    const changes = listChanges(clause, { ...valuesOf(clause), ...now });
    if (changes.length > 0) onCorrect(...changes);
  };
  return (
    <Form<Values> form={form} size="small" layout="vertical" className="clause-editor" initialValues={valuesOf(clause)} onFinish={finish} aria-label={t({ zh: `更正 ${clause.path}`, en: `Correct ${clause.path}` })}>
      <Space wrap>
        <Form.Item name="kind" label={t({ zh: '条款种类', en: 'Kind' })}><Select style={{ width: 150 }} options={clauseKinds.map((kind) => ({ value: kind, label: t(clauseKindWords[kind]) }))} /></Form.Item>
        <Form.Item name="departmentId" label={t({ zh: '所属部门', en: 'Department' })}><DepartmentSelect width={240} /></Form.Item>
      </Space>
      <Form.List name="partners">
        {(fields, { add, remove }) => (
          <fieldset className="field-group">
            <legend>{t({ zh: '涉及单位', en: 'Units named' })}</legend>
            {fields.map(({ key, name }) => (
              <Space key={key} wrap align="baseline">
                <Form.Item name={[name, 'relation']}><Select style={{ width: 90 }} aria-label={t({ zh: '关系', en: 'Relation' })} options={relations.map((relation) => ({ value: relation, label: t(relationWords[relation]) }))} /></Form.Item>
                <Form.Item name={[name, 'name']} rules={[{ required: true, max: 60 }]}><Input style={{ width: 150 }} aria-label={t({ zh: '原文名称', en: 'Name in the text' })} /></Form.Item>
                <Form.Item name={[name, 'departmentId']}><DepartmentSelect width={210} aria-label={t({ zh: '对应部门', en: 'Department' })} /></Form.Item>
                <Button type="text" onClick={() => remove(name)}>{t({ zh: '删去', en: 'Remove' })}</Button>
              </Space>
            ))}
            <Button onClick={() => add({ name: '', relation: 'ASSISTED_BY', departmentId: null })}>{t({ zh: '增加单位', en: 'Add a unit' })}</Button>
          </fieldset>
        )}
      </Form.List>
      <Form.List name="verbs">
        {(fields, { add, remove }) => (
          <fieldset className="field-group">
            <legend>{t({ zh: '动词和角色', en: 'Verbs and roles' })}</legend>
            {fields.map(({ key, name }) => (
              <Space key={key} wrap align="baseline">
                <Form.Item name={[name, 'verb']} rules={[{ required: true, max: 20 }]}><Input style={{ width: 150 }} aria-label={t({ zh: '动词', en: 'Verb' })} /></Form.Item>
                <Form.Item name={[name, 'role']}><Select style={{ width: 130 }} aria-label={t({ zh: '角色', en: 'Role' })} options={dutyRoles.map((role) => ({ value: role, label: t(dutyRoleWords[role]) }))} /></Form.Item>
                <Button type="text" onClick={() => remove(name)}>{t({ zh: '删去', en: 'Remove' })}</Button>
              </Space>
            ))}
            <Button onClick={() => add({ verb: '', role: 'LEAD' })}>{t({ zh: '增加动词', en: 'Add a verb' })}</Button>
          </fieldset>
        )}
      </Form.List>
      <fieldset className="field-group">
        <legend>{t({ zh: '起止位置（原文第几个字）', en: 'Bounds (characters of the source)' })}</legend>
        <Space wrap align="baseline">
          <Form.Item name="start"><InputNumber min={0} max={text.length} aria-label={t({ zh: '起', en: 'From' })} /></Form.Item>
          <Form.Item name="end"><InputNumber min={0} max={text.length} aria-label={t({ zh: '止', en: 'To' })} /></Form.Item>
        </Space>
        {(start !== clause.start || end !== clause.end) && <div className="quote" lang="zh-CN" aria-live="polite">{text.slice(start, end)}</div>}
      </fieldset>
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={pending}>{t({ zh: '保存更正', en: 'Save' })}</Button>
        <Button onClick={() => onCorrect({ ...at, field: 'CHECKED', after: null })} disabled={pending}>{t({ zh: '核对无误', en: 'Right as it is' })}</Button>
        <Button danger onClick={() => onCorrect({ ...at, field: 'TAKEN_OUT', after: null })} disabled={pending}>{t({ zh: '不作条款', en: 'Take out' })}</Button>
      </Space>
    </Form>
  );
}
