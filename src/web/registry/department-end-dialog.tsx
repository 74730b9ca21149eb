import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Modal, Radio, Select } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { counted } from '../../core/kernel/words.ts';
import { departmentKinds, departmentKindWords, type DepartmentKind } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { AccountChoice } from './account-choice.tsx';
import { ReferenceList } from './reference-list.tsx';

type DepartmentView = ResultOf<typeof registryOperations.viewDepartment>;
interface DialogProps {
  readonly department: DepartmentView;
  readonly onClose: () => void;
}

/** What the end of a department touches, shown before it ends. */
function Consequences({ departmentId }: { departmentId: string }) {
  const t = useT();
  const read = useRead(registryOperations.viewConsequences, { departmentId });
  return (
    <section aria-label={t(registryOperations.viewConsequences.title)} className="consequences">
      <ReadState read={read}>
        {({ references, live }) => (
          <>
            <p><strong>{t({ zh: `涉及现行或在办记录 ${live} 项`, en: `${counted(live, 'record')} in force or in hand` })}</strong>{live > 0 && <span className="muted">{t({ zh: '，须由承接部门承担。', en: ', which somebody must carry on.' })}</span>}</p>
            <ReferenceList references={references} />
          </>
        )}
      </ReadState>
    </section>
  );
}

function DateAndBasis() {
  const t = useT();
  return (
    <>
      <Form.Item name="effectiveAt" label={t({ zh: '生效日期', en: 'From' })} extra={t({ zh: '不填即为现在。', en: 'Empty means now.' })}><DayInput /></Form.Item>
      <Form.Item name="basis" label={t({ zh: '依据（文号）', en: 'Basis (number of the paper)' })}><Input maxLength={200} /></Form.Item>
    </>
  );
}

interface NewOrgan {
  code: string;
  name: string;
  shortName: string;
  kind: DepartmentKind;
}

interface MergeValues {
  how: 'existing' | 'new';
  others?: string[];
  intoId?: string | null;
  organ?: NewOrgan;
  accountIds?: string[];
  effectiveAt?: string;
  basis?: string;
}

/** Merges this department, with others if need be, into one in being or a new one. */
export function DepartmentMergeDialog({ department, onClose }: DialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<MergeValues>();
  const how = Form.useWatch('how', form);
  const others = Form.useWatch('others', form) ?? [];
  const { departmentId, name } = department;
  const merge = useChange(registryOperations.mergeDepartments, { invalidates: ['registry', 'division', 'dispatch', 'access'], onDone: (merged) => void navigate({ to: '/departments/$departmentId', params: { departmentId: merged.departmentId } }) });
  const submit = ({ intoId, organ, accountIds = [], effectiveAt, basis }: MergeValues) =>
    merge.run({ departmentIds: [departmentId, ...others], into: how === 'new' && organ !== undefined ? { established: organ, accountIds } : { departmentId: intoId ?? null, accountIds }, ...dated(effectiveAt, basis) });
  return (
    <Modal open width={680} title={t({ zh: `部门合并：${name}`, en: `Merge ${name}` })} okText={t({ zh: '确认合并', en: 'Merge' })} confirmLoading={merge.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Consequences departmentId={departmentId} />
      <Form<MergeValues> form={form} layout="vertical" initialValues={{ how: 'existing' }} onFinish={submit}>
        <Form.Item name="how" label={t({ zh: '并入', en: 'Into' })}>
          <Radio.Group options={[{ value: 'existing', label: t({ zh: '现有部门', en: 'A department in being' }) }, { value: 'new', label: t({ zh: '新设部门', en: 'A new department' }) }]} />
        </Form.Item>
        {how === 'new' ? <OrganFields prefix={['organ']} /> : (
          <Form.Item name="intoId" label={t({ zh: '承接部门', en: 'Successor' })} rules={[{ required: true, message: t({ zh: '请选择承接部门', en: 'Choose the successor' }) }]}><DepartmentSelect closed={{ [departmentId]: t({ zh: '本部门', en: 'itself' }) }} /></Form.Item>
        )}
        <Form.Item name="others" label={t({ zh: '一并合并的其他部门', en: 'Others merged with it' })}><ManyDepartments without={departmentId} /></Form.Item>
        <Form.Item name="accountIds" label={t({ zh: '转到承接部门的账号', en: 'Accounts that go over' })}><AccountChoice departmentIds={[departmentId, ...others]} /></Form.Item>
        <DateAndBasis />
        <p className="muted">{t({ zh: '合并后，原部门的名称和简称由承接部门沿用为别名；分工条目、条款自动指向承接部门，在办工单转由承接部门接办。', en: 'The successor goes by the old names as aliases; entries and clauses find it, orders in hand go to it.' })}</p>
        <ProblemAlert problem={merge.problem} />
      </Form>
    </Modal>
  );
}

const dated = (effectiveAt: string | undefined, basis: string | undefined) => ({ ...(effectiveAt === undefined ? {} : { effectiveAt }), ...(basis === undefined ? {} : { basis }) });

function ManyDepartments({ value, onChange, without }: { id?: string; value?: string[]; onChange?: (ids: string[]) => void; without: string }) {
  const t = useT();
  const chosen = value ?? [];
  return (
    <div className="stack" style={{ gap: 8 }}>
      {chosen.map((id, place) => <DepartmentSelect key={id} value={id} onChange={(next) => onChange?.(next === null ? chosen.filter((_, index) => index !== place) : chosen.map((one, index) => (index === place ? next : one)))} />)}
      <DepartmentSelect value={null} placeholder={t({ zh: '没有可不选', en: 'None: leave empty' })} closed={{ [without]: t({ zh: '本部门', en: 'itself' }) }} onChange={(next) => next !== null && onChange?.([...new Set([...chosen, next])])} />
    </div>
  );
}

function OrganFields({ prefix }: { prefix: (string | number)[] }) {
  const t = useT();
  const required = [{ required: true, message: t({ zh: '请填写此项', en: 'Fill this in' }) }];
  return (
    <div className="organ-fields">
      <Form.Item name={[...prefix, 'name']} label={t({ zh: '全称', en: 'Full name' })} rules={required}><Input /></Form.Item>
      <Form.Item name={[...prefix, 'shortName']} label={t({ zh: '规范简称', en: 'Short name' })} rules={required}><Input /></Form.Item>
      <Form.Item name={[...prefix, 'code']} label={t({ zh: '代码', en: 'Code' })} rules={required}><Input spellCheck={false} placeholder="market-2026" /></Form.Item>
      <Form.Item name={[...prefix, 'kind']} label={t({ zh: '类别', en: 'Kind' })} initialValue="GOVERNMENT_DEPARTMENT"><Select options={departmentKinds.map((one) => ({ value: one, label: t(departmentKindWords[one]) }))} /></Form.Item>
    </div>
  );
}

interface Part {
  departmentId?: string | null;
  scope?: string;
  accountIds?: string[];
}

interface PartsValues {
  parts: Part[];
  decision?: string;
  effectiveAt?: string;
  basis?: string;
}

function PartList({ least, departmentId }: { least: number; departmentId: string }) {
  const t = useT();
  return (
    <Form.List name="parts">
      {(fields, { add, remove }) => (
        <div className="stack" style={{ gap: 8 }}>
          {fields.map(({ key, name }) => (
            <div key={key} className="part-line">
              <Form.Item name={[name, 'departmentId']} label={t({ zh: '承接部门', en: 'Successor' })} rules={[{ required: true, message: t({ zh: '请选择', en: 'Choose one' }) }]}><DepartmentSelect width={260} /></Form.Item>
              <Form.Item name={[name, 'scope']} label={t({ zh: '承接范围', en: 'Its part' })}><Input maxLength={100} placeholder={t({ zh: '留空为承接其余全部', en: 'Empty: all the rest' })} /></Form.Item>
              <Form.Item name={[name, 'accountIds']} label={t({ zh: '转到该部门的账号', en: 'Accounts that go there' })} style={{ flexBasis: '100%' }}><AccountChoice departmentIds={[departmentId]} /></Form.Item>
              {fields.length > least && <Button type="link" danger onClick={() => remove(name)}>{t({ zh: '移除', en: 'Remove' })}</Button>}
            </div>
          ))}
          <Button onClick={() => add({})}>{t({ zh: '＋ 添加承接部门', en: '+ Add a successor' })}</Button>
        </div>
      )}
    </Form.List>
  );
}

const toParts = (parts: readonly Part[]) => parts.map(({ departmentId, scope, accountIds }) => ({ departmentId: departmentId ?? '', scope: scope ?? '', accountIds: accountIds ?? [] }));

export function DepartmentSplitDialog({ department, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<PartsValues>();
  const { departmentId, version, name } = department;
  const split = useChange(registryOperations.splitDepartment, { invalidates: ['registry', 'division', 'dispatch', 'access'], onDone: onClose });
  return (
    <Modal open width={680} title={t({ zh: `部门拆分：${name}`, en: `Split ${name}` })} okText={t({ zh: '确认拆分', en: 'Split' })} confirmLoading={split.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Consequences departmentId={departmentId} />
      <Form<PartsValues> form={form} layout="vertical" initialValues={{ parts: [{}, {}] }} onFinish={({ parts, effectiveAt, basis }) => split.run({ departmentId, version, parts: toParts(parts), ...dated(effectiveAt, basis) })}>
        <PartList least={2} departmentId={departmentId} />
        <DateAndBasis />
        <p className="muted">{t({ zh: '尚未登记的新部门请先新增。看不出归哪一方的记录会列入“无承接部门清单”。', en: 'Add new departments first. Records of which it cannot be told who takes them are listed as without an owner.' })}</p>
        <ProblemAlert problem={split.problem} />
      </Form>
    </Modal>
  );
}

export function DepartmentAbolishDialog({ department, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<PartsValues>();
  const { departmentId, version, name } = department;
  const abolish = useChange(registryOperations.abolishDepartment, { invalidates: ['registry', 'division', 'dispatch', 'access'], onDone: onClose });
  return (
    <Modal open width={680} title={t({ zh: `撤销部门：${name}`, en: `Abolish ${name}` })} okText={t({ zh: '确认撤销', en: 'Abolish' })} okButtonProps={{ danger: true }} confirmLoading={abolish.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Consequences departmentId={departmentId} />
      <Form<PartsValues> form={form} layout="vertical" initialValues={{ parts: [] }} onFinish={({ parts, decision, effectiveAt, basis }) => abolish.run({ departmentId, version, successors: toParts(parts), decision: decision ?? '', ...dated(effectiveAt, basis) })}>
        <PartList least={0} departmentId={departmentId} />
        <Form.Item name="decision" label={t({ zh: '不设承接部门的决定及理由', en: 'Decision that nobody carries on, and why' })} extra={t({ zh: '已指明承接部门的不必填写。', en: 'Not needed when a successor is named.' })}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} /></Form.Item>
        <DateAndBasis />
        <ProblemAlert problem={abolish.problem} />
      </Form>
    </Modal>
  );
}
