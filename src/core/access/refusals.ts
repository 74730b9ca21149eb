import { refuser, type RefusalTable } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';

export const accessRefusals = {
  'access.wrong-credentials': {
    kind: 'UNAUTHENTICATED',
    text: word('用户名或密码不正确。', 'The user name or the password is wrong.'),
    remedy: word('请核对后重试；连续 {limit} 次错误将锁定 {minutes} 分钟。', 'Check them and try again; {limit} wrong tries in a row lock the account for {minutes} minutes.'),
  },
  'access.locked': {
    kind: 'FORBIDDEN',
    text: word('账号因连续输错密码已锁定至 {until}。', 'The account is locked until {until} after too many wrong passwords.'),
    remedy: word('请在锁定期满后重试，或联系系统管理员重置密码。', 'Try again after that time, or ask the system administrator to reset the password.'),
  },
  'access.disabled': {
    kind: 'FORBIDDEN',
    text: word('账号已停用。', 'The account is disabled.'),
    remedy: word('请联系系统管理员启用。', 'Ask the system administrator to enable it.'),
  },
  'access.weak-password': {
    kind: 'INVALID',
    text: word('密码过于简单：{detail}', 'The password is too weak: {detail}'),
    remedy: word('请使用至少 10 位、含字母和数字、且不含用户名的密码。', 'Use at least 10 characters with letters and digits, without the user name.'),
  },
  'access.user-name-taken': {
    kind: 'CONFLICT',
    text: word('用户名“{userName}”已被使用。', 'The user name “{userName}” is taken.'),
    remedy: word('请换一个用户名。', 'Choose another one.'),
  },
  'access.separated-roles': {
    kind: 'INVALID',
    text: word('系统管理员、安全管理员、审计管理员须由三人分任，管理员账号也不得兼任业务岗位。', 'The three administrators are three people, and none of them holds another role.'),
    remedy: word('请只保留一个管理员岗位，其余岗位另建账号。', 'Keep one administrator role only and make other accounts for the rest.'),
  },
  'access.department-needed': {
    kind: 'INVALID',
    text: word('部门联络员和部门负责人必须指明所属部门。', 'A department liaison or head needs a department.'),
    remedy: word('请选择所属部门。', 'Choose the department.'),
  },
  'access.own-roles': {
    kind: 'FORBIDDEN',
    text: word('不能变更自己的岗位。', 'You cannot change your own roles.'),
    remedy: word('请由另一名安全管理员办理。', 'Ask another security administrator.'),
  },
  'access.account-elsewhere': {
    kind: 'CONFLICT',
    text: word('账号“{name}”不属于本次撤并的部门。', 'The account “{name}” belongs to none of the departments that end.'),
    remedy: word('请刷新后重新选择随部门转移的账号。', 'Look again and choose the accounts anew.'),
  },
} as const satisfies RefusalTable;

export const refuseAccess = refuser(accessRefusals);
