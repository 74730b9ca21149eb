import { Button, Descriptions, Form, Input } from 'antd';
import { roleWords } from '../../core/access/model.ts';
import { accessOperations } from '../../core/access/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface Values {
  oldPassword: string;
  newPassword: string;
  repeated: string;
}

export function OwnAccountPage() {
  const t = useT();
  const { account } = useSession();
  const [form] = Form.useForm<Values>();
  const change = useChange(accessOperations.changePassword, { onDone: () => form.resetFields(), done: { zh: '密码已修改', en: 'The password is changed' } });
  if (account === null) return null;
  return (
    <Page title={t({ zh: '我的账号', en: 'My account' })}>
      <Panel title={t({ zh: '账号与岗位', en: 'Account and roles' })}>
        <Descriptions
          bordered size="small" column={{ xs: 1, md: 2 }}
          items={[
            { key: 'name', label: t({ zh: '姓名', en: 'Name' }), children: account.displayName },
            { key: 'user', label: t({ zh: '用户名', en: 'User name' }), children: account.userName },
            { key: 'department', label: t({ zh: '所属部门', en: 'Department' }), children: account.departmentName ?? t({ zh: '不属于某一部门', en: 'None' }) },
            { key: 'roles', label: t({ zh: '岗位', en: 'Roles' }), children: account.roles.map((role) => t(roleWords[role])).join(t({ zh: '、', en: ', ' })) },
          ]}
        />
      </Panel>
      <Panel title={t(accessOperations.changePassword.title)}>
        <Form<Values> form={form} layout="vertical" style={{ maxWidth: 420 }} onFinish={({ oldPassword, newPassword }) => change.run({ oldPassword, newPassword })}>
          <Form.Item name="oldPassword" label={t({ zh: '当前密码', en: 'Present password' })} rules={[ruleOf(accessOperations.changePassword, 'oldPassword', t)]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item name="newPassword" label={t({ zh: '新密码', en: 'New password' })} extra={t({ zh: '至少 10 位，含字母和数字，不含用户名。', en: 'At least 10 characters with letters and digits, without the user name.' })} rules={[ruleOf(accessOperations.changePassword, 'newPassword', t)]}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item
            name="repeated" label={t({ zh: '再次输入新密码', en: 'New password again' })} dependencies={['newPassword']}
            rules={[({ getFieldValue }) => ({ validator: (_rule, value: unknown) => (value === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(t({ zh: '两次输入的新密码不一致', en: 'The two are not the same' })))) })]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          {change.problem !== null && <Form.Item><ProblemAlert problem={change.problem} /></Form.Item>}
          <Button type="primary" htmlType="submit" loading={change.pending}>{t(accessOperations.changePassword.title)}</Button>
        </Form>
      </Panel>
    </Page>
  );
}
