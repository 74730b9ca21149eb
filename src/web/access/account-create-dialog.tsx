import { Form, Input, Modal } from 'antd';
import { accessOperations } from '../../core/access/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface Values {
  userName: string;
  displayName: string;
  departmentId?: string | null;
  password: string;
}

export function AccountCreateDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const operation = accessOperations.createAccount;
  const create = useChange(operation, { invalidates: ['access.listAccounts'], onDone: onClose });
  return (
    <Modal open title={t(operation.title)} okText={t({ zh: '建立账号', en: 'Create' })} confirmLoading={create.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Form<Values> form={form} layout="vertical" onFinish={(values) => create.run({ ...values, departmentId: values.departmentId ?? null })}>
        <Form.Item name="displayName" required label={t({ zh: '姓名', en: 'Name' })} rules={[ruleOf(operation, 'displayName', t)]}><Input autoFocus /></Form.Item>
        <Form.Item
          name="userName" required label={t({ zh: '用户名', en: 'User name' })}
          rules={[ruleOf(operation, 'userName', t, { zh: '须以小写字母开头，由小写字母、数字和 . _ - 组成，3 至 60 位', en: 'Starts with a small letter; small letters, digits and . _ -; 3 to 60 characters' })]}
        >
          <Input spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item name="departmentId" label={t({ zh: '所属部门', en: 'Department' })}><DepartmentSelect /></Form.Item>
        <Form.Item name="password" required label={t({ zh: '初始密码', en: 'First password' })} extra={t({ zh: '至少 10 位，含字母和数字，不含用户名。', en: 'At least 10 characters with letters and digits, without the user name.' })} rules={[ruleOf(operation, 'password', t)]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <ProblemAlert problem={create.problem} />
      </Form>
    </Modal>
  );
}
