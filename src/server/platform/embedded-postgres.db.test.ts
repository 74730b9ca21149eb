import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedConnection, type EmbeddedPostgres, openEmbeddedPostgres } from './embedded-postgres.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const isRoot = process.getuid?.() === 0;

let folder = '';
const opened: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lishun-db-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of opened.splice(0)) await database.stop();
  expect(await serversIn(folder)).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

async function open(dataDirectory = folder): Promise<EmbeddedPostgres> {
  const database = await openEmbeddedPostgres({ dataDirectory, log: quiet, unsafeFast: true });
  opened.push(database);
  return database;
}

async function ask(connection: EmbeddedConnection, text: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text).finally(() => client.end());
  return rows.map((row) => Object.values(row)[0]);
}

/** The processes whose working folder is a database in the folder; a killed one not yet collected has none. */
async function serversIn(path: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const at = await Promise.all(pids.map(async (pid) => ({ pid: Number(pid), cwd: await readlink(`/proc/${pid}/cwd`).catch(() => '') })));
  return at.filter(({ cwd }) => cwd.startsWith(`${path}/`)).map(({ pid }) => pid);
}

/** Opens the database in a process of its own; its lines are "ready <postmaster's pid> <socket folder>", or "refused <code>". */
function openElsewhere(path: string, { before = [], unsafeFast = true }: { before?: readonly string[]; unsafeFast?: boolean } = {}) {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href;
  const script = `
    import { openEmbeddedPostgres } from ${JSON.stringify(module)};
    const log = { info() {}, warn() {}, error() {} };
    try {
      const db = await openEmbeddedPostgres({ dataDirectory: ${JSON.stringify(path)}, log, unsafeFast: ${unsafeFast} });
      console.log('ready', db.pid, db.connection.host);
      process.stdin.once('data', async () => { await db.stop(); console.log('stopped'); process.exit(0); });
    } catch (error) { console.log('refused', error.code ?? error); process.exit(1); }`;
  const [file, ...words] = [...before, process.execPath, '--input-type=module', '-e', script];
  const child = spawn(file, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value).split(' ') };
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

const codeOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'opened', (error: unknown) => (error as { code: string }).code);
const pidFile = () => join(folder, 'postgresql', 'cluster', 'postmaster.pid');

describe('an embedded database', { timeout: 60_000 }, () => {
  test('starts from nothing, sorts by code point and knows Chinese characters as letters', async () => {
    const { connection, version } = await open();
    expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(15);
    expect(await ask(connection, "select current_setting('server_encoding') || ' ' || current_setting('listen_addresses')")).toEqual(['UTF8 ']);
    await ask(connection, 'create extension pg_trgm');
    expect(await ask(connection, "select array_length(show_trgm('张三丰'), 1)")).toEqual([4]);
  });

  test('forces every commit to disk unless a test asks otherwise', async () => {
    const database = await openEmbeddedPostgres({ dataDirectory: folder, log: quiet });
    opened.push(database);
    const text = "select current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes') || current_setting('data_checksums')";
    expect(await ask(database.connection, text)).toEqual(['onononon']);
  });

  test('keeps its rows when it is stopped and opened again, and leaves no process behind', async () => {
    const first = await open();
    await ask(first.connection, "create table matter as select '占道经营' as name");
    await first.stop();
    expect(await serversIn(folder)).toEqual([]);
    expect(await ask((await open()).connection, 'select name from matter')).toEqual(['占道经营']);
  });

  test('is refused to a second process, which is told who has it', async () => {
    await open();
    expect(await openElsewhere(folder).line()).toEqual(['refused', 'platform.data-folder-in-use']);
    await expect(openEmbeddedPostgres({ dataDirectory: folder, log: quiet })).rejects.toMatchObject({ data: { pid: String(process.pid) } });
  });

  test('goes to one of two processes that start at once on an empty folder', async () => {
    const both = [openElsewhere(folder), openElsewhere(folder)];
    const said = await Promise.all(both.map(({ line }) => line()));
    expect(said.map(([first]) => first).sort()).toEqual(['ready', 'refused']);
    const owner = both[said.findIndex(([first]) => first === 'ready')];
    owner?.child.stdin.write('stop\n');
    expect(await owner?.line()).toEqual(['stopped']);
  });

  test('is taken over, still running, when its owner was killed', async () => {
    const owner = openElsewhere(folder);
    const [, pid, host = ''] = await owner.line();
    await ask({ host, port: 5432, user: 'lishun', database: 'lishun' }, "create table matter as select '噪声' as name");
    await killed(owner.child);
    const database = await open();
    expect(database.pid).toBe(Number(pid));
    expect(await ask(database.connection, 'select name from matter')).toEqual(['噪声']);
  });

  test('recovers without loss when everything was killed', async () => {
    const owner = openElsewhere(folder, { unsafeFast: false });
    const [, pid, host = ''] = await owner.line();
    await ask({ host, port: 5432, user: 'lishun', database: 'lishun' }, "create table matter as select '噪声' as name");
    await killed(owner.child);
    process.kill(Number(pid), 'SIGKILL');
    const database = await open();
    expect(database.pid).not.toBe(Number(pid));
    expect(await ask(database.connection, 'select name from matter')).toEqual(['噪声']);
  });

  test('comes back by itself when the server is killed under a living owner', async () => {
    const database = await open();
    const first = database.pid;
    process.kill(first, 'SIGKILL');
    for (let tries = 0; tries < 200 && database.pid === first; tries += 1) await pause(50);
    expect(database.pid).not.toBe(first);
    expect(await ask(database.connection, 'select 1 as one')).toEqual([1]);
    expect(await openElsewhere(folder).line()).toEqual(['refused', 'platform.data-folder-in-use']);
  });

  test('sees through a pid file whose number now belongs to another program, or to none', async () => {
    await (await open()).stop();
    for (const pid of [process.pid, 4_194_300]) {
      await writeFile(pidFile(), `${pid}\n${join(folder, 'postgresql', 'cluster')}\n1700000000\n5432\n${join(folder, 'postgresql', 'socket')}\n\n  1   1\nready\n`);
      const database = await open();
      expect(await ask(database.connection, 'select 1 as one')).toEqual([1]);
      await database.stop();
    }
  });

  test('is left alone when its server runs but cannot be reached', async () => {
    const database = await open();
    await rm(database.connection.host, { recursive: true });
    expect(await codeOf(openEmbeddedPostgres({ dataDirectory: folder, log: quiet }))).toBe('platform.data-folder-in-use');
  });

  test('in a copy of a running folder is its own server, not the original', async () => {
    const original = await open();
    const copied = join(folder, 'copy');
    await cp(join(folder, 'postgresql', 'cluster'), join(copied, 'postgresql', 'cluster'), { recursive: true });
    const copy = await open(copied);
    expect(copy.pid).not.toBe(original.pid);
    expect(await ask(copy.connection, "select current_setting('data_directory')")).toEqual([join(copied, 'postgresql', 'cluster')]);
  });

  test('begins anew beside a making that was cut short, and clears its remains', async () => {
    const remains = join(folder, 'postgresql', 'cluster.new-4194300-1');
    await mkdir(remains, { recursive: true });
    await writeFile(join(remains, 'PG_VERSION'), '18\n');
    await open();
    await expect(stat(remains)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('refuses a folder that holds something else, and touches nothing in it', async () => {
    const cluster = join(folder, 'postgresql', 'cluster');
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, 'PG_VERSION'), '18\n');
    expect(await codeOf(open())).toBe('platform.data-folder-damaged');
    expect(await readdir(cluster)).toEqual(['PG_VERSION']);
  });

  test('refuses data of a version it has no programs for', async () => {
    await (await open()).stop();
    const version = join(folder, 'postgresql', 'cluster', 'PG_VERSION');
    const own = await readFile(version, 'utf8');
    await writeFile(version, '9\n');
    expect(await codeOf(open())).toBe('platform.data-folder-version');
    await writeFile(version, own);
  });

  test('listens in a short private folder when the data folder’s path is too long for a socket', async () => {
    const database = await open(join(folder, '很长的目录名'.repeat(6)));
    const { host } = database.connection;
    expect(Buffer.byteLength(host)).toBeLessThan(80);
    expect((await stat(host)).mode & 0o777).toBe(0o700);
    expect(await ask(database.connection, 'select 1 as one')).toEqual([1]);
    await database.stop();
    await expect(stat(host)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is refused with the way out when the folder named by the operator holds no PostgreSQL', async () => {
    process.env['LISHUN_PG_BIN'] = folder;
    expect(await codeOf(open())).toBe('platform.postgres-missing');
    delete process.env['LISHUN_PG_BIN'];
  });
});

describe.runIf(isRoot)('an embedded database started by root', { timeout: 60_000 }, () => {
  test('runs as an ordinary user', async () => {
    const { pid } = await open();
    expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
  });

  test('runs in a user namespace when no ordinary user may enter the data folder', async () => {
    await chmod(folder, 0o700);
    const database = await open();
    expect(await readFile(`/proc/${database.pid}/uid_map`, 'utf8')).toMatch(/65534\s+0\s+1/);
    expect(await ask(database.connection, 'select 1 as one')).toEqual([1]);
    await database.stop();
    await chmod(folder, 0o755);
    expect(await ask((await open()).connection, 'select 2 as two')).toEqual([2]);
  });

  test.for([
    [65_534, 'an ordinary user'],
    [54_321, 'a user without a name, as containers hand out'],
  ] as const)('can be started by uid %i, %s', async ([uid]) => {
    await chown(folder, uid, uid);
    const owner = openElsewhere(folder, { before: ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'] });
    const [first, pid] = await owner.line();
    expect(first).toBe('ready');
    expect((await stat(`/proc/${pid}`)).uid).toBe(uid);
    owner.child.stdin.write('stop\n');
    expect(await owner.line()).toEqual(['stopped']);
  });
});
