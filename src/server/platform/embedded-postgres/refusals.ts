import { refuser, type RefusalTable } from '../../../core/kernel/refusal.ts';
import { word } from '../../../core/kernel/words.ts';

/** What can stand in the way of starting the embedded database. */
export const embeddedPostgresRefusals = {
  'platform.data-folder-in-use': {
    kind: 'CONFLICT',
    text: word('数据目录 {folder} 正由另一个理顺进程（进程号 {pid}）使用。', 'The data folder {folder} is in use by another Lishun process (pid {pid}).'),
    remedy: word('请先停止该进程，或用环境变量 LISHUN_DATA 指定另一个数据目录。', 'Stop that process first, or name another data folder in LISHUN_DATA.'),
  },
  'platform.data-folder-version': {
    kind: 'CONFLICT',
    text: word('数据目录 {folder} 由 PostgreSQL {made} 建立，本机可用的是 {found}，不能直接打开。', 'The data folder {folder} was made by PostgreSQL {made}; this machine has {found} and cannot open it.'),
    remedy: word('请用环境变量 LISHUN_PG_BIN 指定 PostgreSQL {made} 的 bin 目录，或先导出数据再迁移到新的数据目录。', 'Name the bin folder of PostgreSQL {made} in LISHUN_PG_BIN, or export the data and load it into a new data folder.'),
  },
  'platform.data-folder-damaged': {
    kind: 'CONFLICT',
    text: word('数据目录 {folder} 里已有文件，但不是一个完整的数据库：缺少 {missing}。', 'The folder {folder} holds files but is not a whole database: {missing} is missing.'),
    remedy: word('系统没有改动其中任何文件。请从备份恢复；确认其中没有需要保留的数据后，也可将该目录移走再启动。', 'Nothing in it was touched. Restore it from a backup, or move it away once you are sure it holds nothing to keep.'),
  },
  'platform.postgres-missing': {
    kind: 'MISSING',
    text: word('本机（{system}）没有找到可用的 PostgreSQL 15 及以上版本程序{detail}。', 'No usable PostgreSQL 15 or newer was found on this machine ({system}){detail}.'),
    remedy: word(
      '请重新执行 npm ci（勿加 --omit=optional），或安装系统自带的 PostgreSQL，或用 LISHUN_PG_BIN 指定其 bin 目录，或用 DATABASE_URL 连接已有的数据库。',
      'Run npm ci again (without --omit=optional), install the system’s PostgreSQL, name its bin folder in LISHUN_PG_BIN, or set DATABASE_URL to a database you have.',
    ),
  },
  'platform.postgres-unsupported-system': {
    kind: 'INVALID',
    text: word('内置数据库暂不支持 {system}。', 'The embedded database does not support {system}.'),
    remedy: word('请用环境变量 DATABASE_URL 连接一个 PostgreSQL 15 至 18 的数据库。', 'Set DATABASE_URL to a PostgreSQL 15 to 18 database.'),
  },
  'platform.postgres-needs-user': {
    kind: 'FORBIDDEN',
    text: word('PostgreSQL 不允许以当前身份（{identity}）运行，也没有可以改用的普通用户：{detail}', 'PostgreSQL may not run as {identity}, and no ordinary user can be used instead: {detail}'),
    remedy: word(
      '请任选一种办法：一、新建普通用户（如 useradd --system lishun），将数据目录交给该用户后以其身份启动；二、把程序和数据目录移到普通用户可以进入的位置（如 /opt/lishun、/var/lib/lishun）；三、用 DATABASE_URL 连接已有的数据库。',
      'Do one of these: make an ordinary user (useradd --system lishun), give it the data folder and start as that user; move the program and the data folder to where ordinary users may enter (such as /opt/lishun and /var/lib/lishun); or set DATABASE_URL to a database you have.',
    ),
  },
  'platform.postgres-not-started': {
    kind: 'CONFLICT',
    text: word('数据库没有启动成功：{detail}', 'The database did not start: {detail}'),
    remedy: word('请查看日志 {log} 的末尾，排除磁盘已满、内存不足或权限问题后重新启动；数据没有丢失。', 'Look at the end of {log}, make sure of disk space, memory and rights, and start again; no data was lost.'),
  },
} as const satisfies RefusalTable;

export const refuseEmbeddedPostgres = refuser(embeddedPostgresRefusals);
