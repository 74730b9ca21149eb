import { execFile } from 'node:child_process';
import { appendFile, chown, mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { commandAs, handOver, type Identity } from './identity.ts';
import { refuseEmbeddedPostgres } from './refusals.ts';

const run = promisify(execFile);
const markerName = 'lishun-cluster.json';
const abandonedAfterMs = 10 * 60_000;

/** The one database role of the embedded server: the socket folder, open to its owner only, is what guards it. */
export const databaseUser = 'lishun';

/** Where the embedded database keeps its things inside the data folder. */
export interface Folders {
  readonly dataDirectory: string;
  /** Everything of PostgreSQL; belongs to whoever it runs as. */
  readonly home: string;
  /** The database files themselves. */
  readonly cluster: string;
  readonly socket: string;
  readonly libraries: string;
  readonly log: string;
}

export async function prepareFolders(dataDirectory: string): Promise<Folders> {
  await mkdir(dataDirectory, { recursive: true });
  const real = await realpath(dataDirectory);
  const home = join(real, 'postgresql');
  await mkdir(home, { recursive: true, mode: 0o700 });
  return { dataDirectory: real, home, cluster: join(home, 'cluster'), socket: join(home, 'socket'), libraries: join(home, 'libraries'), log: join(home, 'server.log') };
}

/** Settings an operator may tune in postgresql.conf; what the supervisor depends on goes on the command line instead. */
const settings = `
# Lishun
max_connections = 100
shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
random_page_cost = 1.1
max_wal_size = 2GB
checkpoint_timeout = 15min
wal_compression = off
update_process_title = off
jit = off
fsync = on
full_page_writes = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
log_checkpoints = off
log_line_prefix = '%m [%p] '
`;

/** @returns the major version the data was made by, or undefined when there is none yet. */
export async function madeBy(folders: Folders): Promise<number | undefined> {
  const names = await readdir(folders.cluster).catch(() => [] as string[]);
  if (names.length === 0) return undefined;
  const missing = ['PG_VERSION', markerName, 'global'].filter((name) => !names.includes(name));
  if (missing.length > 0) throw refuseEmbeddedPostgres('platform.data-folder-damaged', { folder: folders.cluster, missing: missing.join('、') });
  return Number.parseInt(await readFile(join(folders.cluster, 'PG_VERSION'), 'utf8'), 10);
}

/** Half-made clusters whose maker was killed. They never bore the final name, so nothing can be in them. */
async function sweepAbandoned(folders: Folders): Promise<void> {
  for (const name of await readdir(folders.home)) {
    const pid = Number(/^cluster\.new-(\d+)-/.exec(name)?.[1] ?? 0);
    if (pid === 0 || pid === process.pid) continue;
    const path = join(folders.home, name);
    const made = await stat(path).catch(() => undefined);
    if (made === undefined) continue;
    if (!isAlive(pid) || Date.now() - made.mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Character classes follow Unicode so that trigram search sees Chinese; sorting stays by code point everywhere. */
const characterTypes = ['C.UTF-8', 'C.utf8', 'zh_CN.UTF-8', 'en_US.UTF-8', 'C'];

async function initialise(staging: string, binaries: Binaries, identity: Identity, folders: Folders, unsafeFast: boolean): Promise<string> {
  const fixed = ['-D', staging, '--encoding=UTF8', '--locale-provider=libc', '--lc-collate=C', '--lc-messages=C', '--lc-monetary=C', '--lc-numeric=C', '--lc-time=C'];
  const words = [...fixed, `--username=${databaseUser}`, '--auth=trust', '--data-checksums', '--no-instructions', ...(unsafeFast ? ['--no-sync'] : [])];
  let last = '';
  for (const type of characterTypes) {
    const command = commandAs(identity, binaries, 'initdb', [...words, `--lc-ctype=${type}`]);
    try {
      const said = await run(command.file, command.words, { ...command.options, cwd: '/' });
      await appendFile(folders.log, said.stdout + said.stderr);
      return type;
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      last = stderr.trim() || message;
      await appendFile(folders.log, `${last}\n`);
      if (!/locale|encoding/i.test(last)) break;
    }
  }
  throw refuseEmbeddedPostgres('platform.postgres-not-started', { detail: last.split('\n').slice(-2).join(' '), log: folders.log });
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * Makes the cluster under another name and renames it when it is whole, so a start cut short leaves nothing half-made
 * under the final name, and of two starts at once one wins and the other uses what the winner made.
 * @returns the character type chosen, or undefined when another process was first
 * @throws Refused `platform.postgres-not-started`
 */
export async function makeCluster(folders: Folders, binaries: Binaries, identity: Identity, unsafeFast: boolean): Promise<string | undefined> {
  await sweepAbandoned(folders);
  const staging = join(folders.home, `cluster.new-${process.pid}-${Math.trunc(performance.now() * 1000)}`);
  try {
    const characterType = await initialise(staging, binaries, identity, folders, unsafeFast);
    await appendFile(join(staging, 'postgresql.conf'), settings);
    const marker = join(staging, markerName);
    await writeFile(marker, `${JSON.stringify({ format: 1, postgresql: binaries.major, characterType })}\n`);
    for (const file of [marker, join(staging, 'postgresql.conf'), staging]) await syncFolder(file);
    await handOverFile(marker, identity);
    await rename(staging, folders.cluster);
    await syncFolder(folders.home);
    return characterType;
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
}

async function handOverFile(file: string, identity: Identity): Promise<void> {
  if (identity.owner !== undefined && process.getuid?.() === 0) await chown(file, identity.owner.uid, identity.owner.gid);
}

/** Makes sure PostgreSQL, as the identity, owns what is there. */
export const handOverHome = (folders: Folders, identity: Identity): Promise<void> => handOver(folders.home, identity);
