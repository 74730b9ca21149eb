import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { finished } from 'node:stream/promises';
import { Argument, Option, type Command } from 'commander';
import { separatedRoles, roleWords } from '../core/access/model.ts';
import { journalOperations } from '../core/journal/operations.ts';
import { documentKinds } from '../core/registry/model.ts';
import { root } from '../server/platform/version.ts';
import { exportDocument, exportKinds, exportLines } from './export.ts';
import { describeImport, importAppeals, importDocuments, importKinds, type ImportOptions } from './import.ts';
import { onInstance, type Where } from './instance.ts';
import { describeVerification, wantsJson, wholeNumber } from './offline-commands.ts';
import { answer, say } from './output.ts';

const onPlace = (command: Command): Command =>
  command
    .addOption(new Option('--url <address>', '经由运行中的服务 / through a running server').env('LISHUN_URL'))
    .addOption(new Option('--token <token>', '接口令牌 / bearer token').env('LISHUN_TOKEN'))
    .option('--as <userName>', '以该账号的权限（直接打开数据库时）/ with the rights of this account');

function addImport(program: Command): void {
  onPlace(program.command('import').description('导入文件或诉求 / take documents or appeals in'))
    .addArgument(new Argument('<kind>', '种类').choices(importKinds))
    .argument('<files...>', '文件；诉求一次一份 / files; one for appeals')
    .addOption(new Option('--kind <kind>', '文件种类，默认 SANDING（“三定”规定） / what the document is').choices(documentKinds))
    .option('--department <name>', '所属部门的代码、全称或简称 / department by code or name')
    .option('--number <text>', '文号 / document number')
    .option('--title <text>', '标题 / title')
    .option('--valid-from <date>', '生效日期 / in force from')
    .action(async (kind: string, files: string[], options: ImportOptions & Where, command: Command) => {
      const [file] = files;
      if (kind === 'appeals' && files.length !== 1) command.error('诉求一次导入一份文件 / one file of appeals at a time');
      const result = await onInstance(options, (instance) => (kind === 'documents' ? importDocuments(instance, files, options) : importAppeals(instance, file as string)), { background: true });
      answer(wantsJson(command), result, describeImport(result));
      if (result.accepted > 0 || result.refused === 0) return;
      say(describeImport(result));
      process.exitCode = 1;
    });
}

async function writeLines(lines: AsyncIterable<string>, path: string | undefined): Promise<number> {
  const stream = path === undefined ? process.stdout : createWriteStream(path);
  let count = 0;
  for await (const line of lines) {
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    count += 1;
  }
  if (stream !== process.stdout) {
    stream.end();
    await finished(stream);
  }
  return count;
}

function addExport(program: Command): void {
  onPlace(program.command('export').description('导出，每行一条 JSON；--json 时为一份 / export as JSON Lines'))
    .addArgument(new Argument('<kind>', '种类').choices(exportKinds))
    .option('-o, --output <file>', '写入文件 / write to this file')
    .action(async (kind: string, options: Where & { output?: string }, command: Command) => {
      await onInstance(options, async (instance) => {
        const json = wantsJson(command);
        if (json && options.output === undefined) {
          answer(true, await exportDocument(instance, kind), '');
          return;
        }
        const count = await writeLines(exportLines(instance, kind), options.output);
        if (json) answer(true, { kind, file: options.output, lines: count }, '');
        say(`已导出 ${count} 行${options.output === undefined ? '' : `：${options.output}`}`);
      });
    });
}

function addJournal(program: Command): void {
  const journal = program.command('journal').description('操作留痕 / the journal');
  onPlace(journal.command('verify').description('核验留痕链 / recompute every hash')).action(async (options: Where, command: Command) => {
    const result = await onInstance(options, (instance) => instance.call(journalOperations.verifyJournal, {}));
    answer(wantsJson(command), result, describeVerification(result));
    if (!result.valid) process.exitCode = 1;
  });
}

function addReplay(program: Command): void {
  onPlace(program.command('replay').description('按当时的依据重算派单卡并核对 / recompute past dispatch cards and compare'))
    .argument('<ids...>', '派单卡编号 / ids of dispatch cards')
    .action(async (ids: string[], options: Where, command: Command) => {
      const { describeReplays, replayCards } = await import('./replay.ts');
      const replays = await onInstance(options, (instance) => replayCards(instance, ids));
      answer(wantsJson(command), replays, describeReplays(replays));
      if (replays.same === ids.length) return;
      say(describeReplays(replays));
      process.exitCode = 1;
    });
}

interface AccountOptions extends Where {
  readonly role?: (typeof separatedRoles)[number];
  readonly displayName?: string;
  readonly password?: string;
}

function addAdmin(program: Command): void {
  const admin = program.command('admin').description('账号管理 / accounts');
  onPlace(admin.command('create-account').description('建立首任管理员：不给用户名时建齐三员 / make the first administrators'))
    .argument('[userName]', '用户名；须同时给 --role')
    .addOption(new Option('--role <role>', '管理员岗位 / which administrator').choices(separatedRoles))
    .option('--display-name <name>', '姓名 / display name')
    .addOption(new Option('--password <password>', '初始密码；不给则随机生成 / made when absent').env('LISHUN_PASSWORD'))
    .action(async (userName: string | undefined, { role, displayName, password, ...where }: AccountOptions, command: Command) => {
      if ((userName === undefined) !== (role === undefined)) command.error('用户名与 --role 须同时给出；都不给则建齐三员 / give both a user name and --role, or neither');
      const { createFirstAdministrators, describeAccounts, threeAdministrators } = await import('./administer.ts');
      const wanted = userName === undefined || role === undefined ? threeAdministrators.map((one) => ({ ...one, password })) : [{ userName, role, displayName: displayName ?? roleWords[role].zh, password }];
      const made = await onInstance(where, (instance) => createFirstAdministrators(instance, wanted));
      answer(wantsJson(command), { accounts: made }, describeAccounts(made));
    });
  onPlace(admin.command('create-token').description('为账号签发接口令牌 / make a token for an account'))
    .argument('<userName>')
    .option('--label <text>', '用途 / what it is for', 'lishun')
    .option('--days <number>', '有效天数 / days it holds', wholeNumber, 90)
    .action(async (userName: string, { label, days, ...where }: Where & { label: string; days: number }, command: Command) => {
      const { createToken } = await import('./administer.ts');
      const made = await onInstance(where, (instance) => createToken(instance, userName, label, days));
      answer(wantsJson(command), made, made.token);
    });
}

interface Measuring {
  readonly rounds?: number;
  readonly seconds?: number;
}

function runBench(names: readonly string[], { rounds, seconds }: Measuring, json: boolean): Promise<number> {
  const given = [...(rounds === undefined ? [] : ['--rounds', String(rounds)]), ...(seconds === undefined ? [] : ['--seconds', String(seconds)])];
  const child = spawn(process.execPath, [join(root, 'bench/main.ts'), ...names, ...given, ...(json ? ['--json'] : [])], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Commands on an instance: the one of the environment, opened directly, or a running server's by `--url`. */
export function addInstanceCommands(program: Command): void {
  program
    .command('serve')
    .description('启动服务 / start the server')
    .action(async () => {
      const { serve } = await import('./serve.ts');
      await serve();
    });
  addImport(program);
  addExport(program);
  addReplay(program);
  addJournal(program);
  addAdmin(program);
  program
    .command('bench')
    .description('性能测量 / measure')
    .argument('[names...]', '项目；不给则全部 / which; all when absent')
    .option('--rounds <number>', '各测几轮 / rounds of each', wholeNumber)
    .option('--seconds <number>', '每轮几秒 / seconds a round', wholeNumber)
    .action(async (names: string[], measuring: Measuring, command: Command) => {
      process.exitCode = await runBench(names, measuring, wantsJson(command));
    });
}
