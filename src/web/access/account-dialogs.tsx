import { Alert, Form, Input, Modal, Select, Typography } from 'antd';
import { departmentRoles, roles, roleWords, type Account, type Role } from '../../core/access/model.ts';
import { accessOperations } from '../../core/access/operations.ts';
import { startOfDay, type Day } from '../../core/kernel/time.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface DialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

const invalidates = ['access.listAccounts'];

export function PasswordResetDialog({ account, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<{ password: string }>();
  const reset = useChange(accessOperations.resetPassword, { invalidates, onDone: onClose });
  return (
    <Modal open title={t({ zh: `重置“${account.displayName}”的密码`, en: `Reset the password of ${account.displayName}` })} okText={t({ zh: '重置密码', en: 'Reset' })} confirmLoading={reset.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={({ password }) => reset.run({ accountId: account.accountId, version: account.version, password })}>
        <Form.Item name="password" required label={t({ zh: '新密码', en: 'New password' })} extra={t({ zh: '重置后原密码立即失效，账号同时解除锁定。', en: 'The old password stops working at once, and a lock is lifted.' })} rules={[ruleOf(accessOperations.resetPassword, 'password', t)]}>
          <Input.Password autoFocus autoComplete="new-password" />
        </Form.Item>
        <ProblemAlert problem={reset.problem} />
      </Form>
    </Modal>
  );
}

/** Roles a person can be given by hand; `SYSTEM` is this system itself. */
const grantable = roles.filter((role) => role !== 'SYSTEM');

export function RolesDialog({ account, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<{ roles: Role[]; departmentId: string | null }>();
  const grant = useChange(accessOperations.grantRoles, { invalidates, onDone: onClose });
  const chosen = Form.useWatch((values: { roles?: Role[] }) => values.roles, form) ?? account.roles;
  const needsDepartment = chosen.some((role) => (departmentRoles as readonly Role[]).includes(role));
  return (
    <Modal open title={t({ zh: `授予“${account.displayName}”岗位`, en: `Roles of ${account.displayName}` })} okText={t({ zh: '授予岗位', en: 'Grant' })} confirmLoading={grant.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Form
        form={form} layout="vertical" initialValues={{ roles: account.roles, departmentId: account.departmentId }}
        onFinish={(values) => grant.run({ accountId: account.accountId, version: account.version, roles: values.roles, departmentId: values.departmentId })}
      >
        <Form.Item name="roles" label={t({ zh: '岗位', en: 'Roles' })} extra={t({ zh: '系统、安全、审计三员须由三人分任，且不得兼任业务岗位。', en: 'The three administrators are three people, and hold no other role.' })} rules={[ruleOf(accessOperations.grantRoles, 'roles', t)]}>
          <Select mode="multiple" options={grantable.map((role) => ({ value: role, label: t(roleWords[role]) }))} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="departmentId" required={needsDepartment} label={t({ zh: '所属部门', en: 'Department' })}><DepartmentSelect /></Form.Item>
        <ProblemAlert problem={grant.problem} />
      </Form>
    </Modal>
  );
}

export function TokenDialog({ account, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<{ label: string; expiresOn: string }>();
  const make = useChange(accessOperations.createServiceToken, { done: null });
  const made = make.result;
  return (
    <Modal
      open title={t({ zh: `为“${account.displayName}”签发接口令牌`, en: `Token for ${account.displayName}` })}
      okText={made === undefined ? t({ zh: '签发', en: 'Make' }) : t({ zh: '已妥善保存', en: 'I have kept it' })}
      cancelButtonProps={{ hidden: made !== undefined }} confirmLoading={make.pending} onOk={() => (made === undefined ? form.submit() : onClose())} onCancel={onClose}
    >
      {made === undefined ? (
        <Form form={form} layout="vertical" onFinish={({ label, expiresOn }) => make.run({ accountId: account.accountId, label, expiresAt: startOfDay(expiresOn as Day) })}>
          <Form.Item name="label" required label={t({ zh: '用途', en: 'Used for' })} rules={[ruleOf(accessOperations.createServiceToken, 'label', t)]}><Input autoFocus placeholder={t({ zh: '如：12345 平台对接', en: 'e.g. hotline platform' })} /></Form.Item>
          <Form.Item name="expiresOn" label={t({ zh: '有效期至', en: 'Valid until' })} rules={[{ required: true, message: t({ zh: '请选择失效日期', en: 'Choose the day on which it ends' }) }]}><DayInput /></Form.Item>
          <ProblemAlert problem={make.problem} />
        </Form>
      ) : (
        <Alert
          type="warning" showIcon
          title={t({ zh: '令牌只显示这一次，请立即复制并妥善保存。', en: 'The token is shown this once: copy and keep it now.' })}
          description={<Typography.Text copyable className="hash">{made.token}</Typography.Text>}
        />
      )}
    </Modal>
  );
}

export function AccountStateButton({ account }: { account: Account }) {
  const t = useT();
  const change = useChange(accessOperations.changeAccountState, { invalidates });
  const isActive = account.state === 'ACTIVE';
  return (
    <>
      <ConfirmButton
        size="small" danger={isActive} pending={change.pending}
        label={isActive ? t({ zh: '停用', en: 'Disable' }) : t({ zh: '启用', en: 'Enable' })}
        consequence={isActive
          ? t({ zh: `停用后，“${account.displayName}”将立即退出并不能再登录；其历史操作记录保留不变。`, en: `${account.displayName} is signed out at once and can no longer sign in; past records stay.` })
          : t({ zh: `启用后，“${account.displayName}”可以重新登录。`, en: `${account.displayName} can sign in again.` })}
        onConfirm={() => change.run({ accountId: account.accountId, version: account.version, state: isActive ? 'DISABLED' : 'ACTIVE' })}
      />
      <ProblemAlert problem={change.problem} />
    </>
  );
}
