import { Button, Form, Input } from 'antd';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface Values {
  name: string;
  validFrom?: string;
  validTo?: string;
}

/** Registers one more name of a department, with the days on which it was in use. */
export function AliasForm({ departmentId }: { departmentId: string }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const operation = registryOperations.addDepartmentAlias;
  const add = useChange(operation, { invalidates: ['registry'], onDone: () => form.resetFields() });
  return (
    <Form<Values> form={form} layout="inline" style={{ marginTop: 12, rowGap: 8 }} onFinish={(values) => add.run({ ...values, departmentId })}>
      <Form.Item name="name" label={t({ zh: '名称', en: 'Name' })} rules={[ruleOf(operation, 'name', t)]}><Input style={{ width: 200 }} /></Form.Item>
      <Form.Item name="validFrom" label={t({ zh: '启用', en: 'From' })}><DayInput /></Form.Item>
      <Form.Item name="validTo" label={t({ zh: '停用', en: 'To' })}><DayInput /></Form.Item>
      <Button htmlType="submit" loading={add.pending}>{t(operation.title)}</Button>
      {add.problem !== null && <div style={{ flexBasis: '100%' }}><ProblemAlert problem={add.problem} /></div>}
    </Form>
  );
}
