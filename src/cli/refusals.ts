import { refuser, type RefusalTable } from '../core/kernel/refusal.ts';
import { word } from '../core/kernel/words.ts';

/** What the command line itself refuses, before an operation is asked. */
export const commandRefusals = {
  'command.instance-running': {
    kind: 'CONFLICT',
    text: word('数据目录正由运行中的理顺（进程号 {pid}）使用，命令不能直接打开数据库。', 'A running Lishun (pid {pid}) is using the data folder, so the database cannot be opened directly.'),
    remedy: word('请加 --url 服务地址 --token 接口令牌（或设 LISHUN_TOKEN），经由该服务执行；或停止该服务后再试。', 'Add --url ADDRESS --token TOKEN (or set LISHUN_TOKEN) to go through that server, or stop it first.'),
  },
  'command.unreachable': {
    kind: 'MISSING',
    text: word('连接不上 {url}：{detail}', '{url} cannot be reached: {detail}'),
    remedy: word('请核对地址，并确认服务已经启动。', 'Check the address and that the server is running.'),
  },
  'command.unknown-account': {
    kind: 'MISSING',
    text: word('没有用户名为“{userName}”的启用账号。', 'There is no active account named “{userName}”.'),
    remedy: word('请核对用户名。', 'Check the user name.'),
  },
  'command.unknown-department': {
    kind: 'MISSING',
    text: word('没有名称或代码为“{name}”的部门。', 'There is no department with the name or code “{name}”.'),
    remedy: word('请用 lishun export departments 查看部门的全称和代码。', 'See names and codes with lishun export departments.'),
  },
  'command.administrator-exists': {
    kind: 'CONFLICT',
    text: word('已有在任的“{role}”（{userName}），首任账号不能再次建立。', 'There is already a “{role}” ({userName}); first accounts are made once.'),
    remedy: word('请由系统管理员新建账号、安全管理员授予岗位。', 'Have the system administrator make the account and the security administrator grant the role.'),
  },
  'command.unknown-value': {
    kind: 'INVALID',
    text: word('{option} 不认识“{given}”。', '{option} does not know “{given}”.'),
    remedy: word('可以是：{known}。', 'It may be: {known}.'),
  },
  'command.unknown-region': {
    kind: 'MISSING',
    text: word('没有“{region}”的办理时限规定。', 'There is no rule on time limits for “{region}”.'),
    remedy: word('已录入的有：{known}。其他地方请先补入 parameters/regional-limits.yaml。', 'Known are: {known}. Add other places to parameters/regional-limits.yaml first.'),
  },
  'command.no-limit-for-type': {
    kind: 'MISSING',
    text: word('{region}没有写明{type}类诉求的办理时限。', '{region} sets no limit for appeals of the type {type}.'),
    remedy: word('请核对诉求类型；确有规定的，补入 parameters/regional-limits.yaml 并注明来源。', 'Check the type; if there is a rule, add it to parameters/regional-limits.yaml with its source.'),
  },
  'command.no-file': {
    kind: 'MISSING',
    text: word('文件“{path}”不存在或不能读取。', 'The file “{path}” does not exist or cannot be read.'),
    remedy: word('请核对路径和权限。', 'Check the path and your rights.'),
  },
  'command.import-stalled': {
    kind: 'CONFLICT',
    text: word('导入没有完成：停在第 {done} 条，共 {total} 条。', 'The import did not finish: it stopped at {done} of {total}.'),
    remedy: word('请查看服务日志，排除故障后重新导入；已受理、已入库的不会重复。', 'Look at the server log, mend what is wrong and import again.'),
  },
} as const satisfies RefusalTable;

export const refuseCommand = refuser(commandRefusals);
