import { Button, Form, Input, Select, Space } from 'antd';
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
}

const valuesOf = ({ clauseKind, departmentId, partners, verbs }: Clause): Values => ({
  kind: clauseKind as ClauseKind, departmentId, partners: partners.map(({ name, relation, departmentId: found }) => ({ name, relation: relation as Relation, departmentId: found })), verbs: verbs.map(({ verb, role }) => ({ verb, role })),
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
  ];
}

/** Corrects what was read of one clause; the source beside it is never touched. */
export function ClauseEditor({ clause, pending, onCorrect }: { clause: Clause; pending: boolean; onCorrect: (...corrections: Correction[]) => void }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const at = { start: clause.readStart, end: clause.readEnd };
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
      <p className="muted">{t({ zh: '起止有误的，在左侧原文中选中应有的文字，再按原文下方的“设为…的起止”。', en: 'Where the bounds are wrong, select the right text in the source and set it as the bounds below the source.' })}</p>
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={pending}>{t({ zh: '保存更正', en: 'Save' })}</Button>
        <Button onClick={() => onCorrect({ ...at, field: 'CHECKED', after: null })} disabled={pending}>{t({ zh: '核对无误', en: 'Right as it is' })}</Button>
        <Button danger onClick={() => onCorrect({ ...at, field: 'TAKEN_OUT', after: null })} disabled={pending}>{t({ zh: '不作条款', en: 'Take out' })}</Button>
      </Space>
    </Form>
  );
}
