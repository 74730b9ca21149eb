import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Modal, Select } from 'antd';
import { departmentKinds, departmentKindWords, type DepartmentKind } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface Values {
  name: string;
  shortName: string;
  code: string;
  kind: DepartmentKind;
  aliases?: string[];
  validFrom?: string;
}

export function DepartmentCreateDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const operation = registryOperations.createDepartment;
  const create = useChange(operation, {
    invalidates: ['registry.listDepartments'],
    onDone: ({ departmentId }) => void navigate({ to: '/departments/$departmentId', params: { departmentId } }),
  });
  return (
    <Modal open title={t(operation.title)} okText={t({ zh: '新增', en: 'Add' })} confirmLoading={create.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Form<Values> form={form} layout="vertical" initialValues={{ kind: 'GOVERNMENT_DEPARTMENT' }} onFinish={(values) => create.run(values)}>
        <Form.Item name="name" required label={t({ zh: '全称', en: 'Full name' })} rules={[ruleOf(operation, 'name', t)]}><Input autoFocus /></Form.Item>
        <Form.Item name="shortName" required label={t({ zh: '规范简称', en: 'Short name' })} rules={[ruleOf(operation, 'shortName', t)]}><Input /></Form.Item>
        <Form.Item name="kind" required label={t({ zh: '类别', en: 'Kind' })}><Select options={departmentKinds.map((kind) => ({ value: kind, label: t(departmentKindWords[kind]) }))} /></Form.Item>
        <Form.Item
          name="code" required label={t({ zh: '代码', en: 'Code' })} extra={t({ zh: '用于数据交换，一经确定不再改变。', en: 'For data exchange; it never changes.' })}
          rules={[ruleOf(operation, 'code', t, { zh: '须以小写字母开头，由小写字母、数字和连字符组成', en: 'Starts with a small letter; small letters, digits and hyphens' })]}
        >
          <Input spellCheck={false} placeholder="housing-construction" />
        </Form.Item>
        <Form.Item name="aliases" label={t({ zh: '其他名称', en: 'Other names' })} extra={t({ zh: '逐个输入后按回车。', en: 'Press Enter after each.' })} rules={[ruleOf(operation, 'aliases', t)]}>
          <Select mode="tags" open={false} suffix={null} tokenSeparators={['、', '，', ',']} />
        </Form.Item>
        <Form.Item name="validFrom" label={t({ zh: '设立日期', en: 'In being from' })} extra={t({ zh: '不填即为现在。', en: 'Empty means now.' })}><DayInput /></Form.Item>
        <ProblemAlert problem={create.problem} />
      </Form>
    </Modal>
  );
}
