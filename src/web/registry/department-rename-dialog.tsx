import { Form, Input, Modal, Select } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { departmentKinds, departmentKindWords, type DepartmentKind } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

type DepartmentView = ResultOf<typeof registryOperations.viewDepartment>;

interface Values {
  name: string;
  shortName: string;
  superior?: string;
  secondaryNames: string[];
  basis?: string;
  effectiveAt?: string;
}

/** From a day on the department is called otherwise. */
export function DepartmentRenameDialog({ department, onClose }: { department: DepartmentView; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const operation = registryOperations.renameDepartment;
  const rename = useChange(operation, { invalidates: ['registry'], onDone: onClose });
  const { departmentId, version, name, shortName, superior, secondaryNames } = department;
  return (
    <Modal open title={t({ zh: `部门更名：${name}`, en: `Rename ${name}` })} okText={t({ zh: '确认更名', en: 'Rename' })} confirmLoading={rename.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Form<Values>
        form={form} layout="vertical" initialValues={{ name, shortName, superior: superior ?? '', secondaryNames }}
        onFinish={(values) => rename.run({ ...values, departmentId, version, superior: values.superior === '' ? null : (values.superior ?? null) })}
      >
        <Form.Item name="name" required label={t({ zh: '新全称', en: 'New name' })} rules={[ruleOf(operation, 'name', t)]}><Input autoFocus /></Form.Item>
        <Form.Item name="shortName" required label={t({ zh: '新简称', en: 'New short name' })} rules={[ruleOf(operation, 'shortName', t)]}><Input /></Form.Item>
        <PlatesAndSuperior />
        <Form.Item name="effectiveAt" label={t({ zh: '生效日期', en: 'From' })} extra={t({ zh: '不填即为现在；可填过去或将来的日期。旧名自该日起作为别名继续识别。', en: 'Empty means now; a past or future day will do. The old names stay as aliases from then.' })}><DayInput /></Form.Item>
        <Form.Item name="basis" label={t({ zh: '依据（文号）', en: 'Basis (number of the paper)' })} rules={[ruleOf(operation, 'basis', t)]}><Input /></Form.Item>
        <ProblemAlert problem={rename.problem} />
      </Form>
    </Modal>
  );
}

function PlatesAndSuperior() {
  const t = useT();
  return (
    <>
      <Form.Item name="secondaryNames" label={t({ zh: '加挂牌子', en: 'Other name plates' })} extra={t({ zh: '逐个输入后按回车。', en: 'Press Enter after each.' })}><Select mode="tags" open={false} suffix={null} tokenSeparators={['、', '，', ',']} /></Form.Item>
      <Form.Item name="superior" label={t({ zh: '上级', en: 'Superior' })}><Input /></Form.Item>
    </>
  );
}

interface Correction {
  name: string;
  shortName: string;
  kind: DepartmentKind;
  superior?: string;
  secondaryNames: string[];
  basis?: string;
}

/** What was recorded wrongly of the time shown is put right; what was known until now stays readable. */
export function DepartmentCorrectDialog({ department, on, onClose }: { department: DepartmentView; on: string | undefined; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Correction>();
  const operation = registryOperations.correctDepartment;
  const correct = useChange(operation, { invalidates: ['registry'], onDone: onClose });
  const { departmentId, version, name, shortName, kind, superior, secondaryNames } = department;
  return (
    <Modal open title={t({ zh: `更正登记：${name}`, en: `Correct ${name}` })} okText={t({ zh: '确认更正', en: 'Correct' })} confirmLoading={correct.pending} onOk={() => form.submit()} onCancel={onClose}>
      <p className="muted">{t({ zh: `更正${on === undefined ? '现行' : ` ${on} 当日`}的登记。更正前的内容保留，可按“当时所知”查看。更名请用“部门更名”。`, en: 'Puts right what was recorded. What was known before stays readable. For a new name use “Rename”.' })}</p>
      <Form<Correction>
        form={form} layout="vertical" initialValues={{ name, shortName, kind, superior: superior ?? '', secondaryNames }}
        onFinish={(values) => correct.run({ ...values, departmentId, version, ...(on === undefined ? {} : { on }), superior: values.superior === '' ? null : (values.superior ?? null) })}
      >
        <Form.Item name="name" required label={t({ zh: '全称', en: 'Name' })} rules={[ruleOf(operation, 'name', t)]}><Input autoFocus /></Form.Item>
        <Form.Item name="shortName" required label={t({ zh: '简称', en: 'Short name' })} rules={[ruleOf(operation, 'shortName', t)]}><Input /></Form.Item>
        <Form.Item name="kind" label={t({ zh: '类别', en: 'Kind' })}><Select options={departmentKinds.map((one) => ({ value: one, label: t(departmentKindWords[one]) }))} /></Form.Item>
        <PlatesAndSuperior />
        <Form.Item name="basis" label={t({ zh: '更正依据', en: 'Why' })} rules={[ruleOf(operation, 'basis', t)]}><Input /></Form.Item>
        <ProblemAlert problem={correct.problem} />
      </Form>
    </Modal>
  );
}
