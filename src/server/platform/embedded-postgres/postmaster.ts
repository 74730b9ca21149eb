import { execFile, spawn } from 'node:child_process';
import { link, mkdir, mkdtemp, open, readFile, readlink, rename, rm, stat, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import type { Folders } from './cluster.ts';
import { commandAs, handOver, type Identity } from './identity.ts';

const run = promisify(execFile);
export const port = 5432;
/** The kernel keeps 104 to 108 bytes for a socket's whole path. */
const longestSocketPath = 99;
const largestLog = 10 * 1024 * 1024;
const temporarySocketPrefix = 'lishun-pg-';

/** What `postmaster.pid` says: the running server's process and where it listens. */
export interface PidFile {
  readonly pid: number;
  readonly dataDirectory: string;
  readonly port: number;
  /** Empty while the server is still setting up. */
  readonly socketFolder: string;
  readonly text: string;
}

const pidPath = (folders: Folders): string => join(folders.cluster, 'postmaster.pid');

export async function readPidFile(folders: Folders): Promise<PidFile | undefined> {
  const text = await readFile(pidPath(folders), 'utf8').catch(() => '');
  const [pid = '', dataDirectory = '', , portLine = '', socketFolder = ''] = text.split('\n');
  if (!/^\d+$/.test(pid)) return undefined;
  return { pid: Number(pid), dataDirectory, port: Number(portLine) || port, socketFolder, text };
}

/** Whose process a pid is: our postmaster's, another program's (the number was given out again), or nobody's. */
export type Holder = 'ours' | 'other' | 'gone';

async function holderByProc(pid: number, folders: Folders): Promise<Holder | undefined> {
  if ((await stat('/proc/self/stat').catch(() => undefined)) === undefined) return undefined;
  const state = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  if (state === undefined) return 'gone';
  // A killed process that nobody has collected yet still has its number, but runs no more.
  if (/\) [ZX] /.test(state)) return 'gone';
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  const isPostgres = /postgres/.test(words.split('\0')[0] ?? '');
  return folder === folders.cluster || (isPostgres && words.includes(folders.cluster)) ? 'ours' : 'other';
}

export async function holderOf(pid: number, folders: Folders): Promise<Holder> {
  const known = await holderByProc(pid, folders);
  if (known !== undefined) return known;
  const listed = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => undefined);
  if (listed === undefined) return 'gone';
  return listed.stdout.includes(folders.cluster) ? 'ours' : 'other';
}

/**
 * Takes away a pid file that names a process which is not our postmaster; PostgreSQL itself refuses to start
 * beside it when the number belongs to another program. Whether old server processes still hold the shared
 * memory of this cluster PostgreSQL checks for itself.
 */
export async function removeStalePidFile(folders: Folders, seen: PidFile): Promise<void> {
  const aside = `${pidPath(folders)}.stale-${process.pid}`;
  await rename(pidPath(folders), aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => undefined);
  if (moved === undefined) return;
  // Another start may have written its own file since we looked: that one goes back.
  if (moved !== seen.text) await link(aside, pidPath(folders)).catch(() => undefined);
  await unlink(aside);
}

async function socketFolderFor(folders: Folders, identity: Identity): Promise<string> {
  const socketName = `/.s.PGSQL.${port}`;
  if (Buffer.byteLength(folders.socket + socketName) <= longestSocketPath) {
    await mkdir(folders.socket, { recursive: true, mode: 0o700 });
    await handOver(folders.socket, identity);
    return folders.socket;
  }
  const temporary = Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp';
  const made = await mkdtemp(join(temporary, temporarySocketPrefix));
  await handOver(made, identity);
  return made;
}

/** Only folders this module made under the system's temp: never one named by a pid file we did not write. */
export async function removeTemporarySocketFolder(folder: string): Promise<void> {
  if (/\/lishun-pg-\w{6}$/.test(folder)) await rm(folder, { recursive: true, force: true });
}

async function openLog(folders: Folders) {
  const size = (await stat(folders.log).catch(() => undefined))?.size ?? 0;
  if (size > largestLog) await rename(folders.log, `${folders.log}.1`);
  return open(folders.log, 'a', 0o600);
}

/** A postmaster just started by this process. */
export interface Started {
  readonly pid: number;
  /** What it wrote before it ended; undefined while it runs. */
  failure(): Promise<string | undefined>;
}

/**
 * Starts the postmaster in a process group of its own, so that an interrupt typed at the terminal reaches only
 * Lishun, which then stops it in order; its output goes to the log file, which outlives this process.
 */
export async function startPostmaster(folders: Folders, binaries: Binaries, identity: Identity, unsafeFast: boolean): Promise<Started> {
  const socketFolder = await socketFolderFor(folders, identity);
  const set = (name: string, value: string) => ['-c', `${name}=${value}`];
  const required = [...set('listen_addresses', ''), ...set('unix_socket_directories', socketFolder), ...set('port', String(port)), ...set('logging_collector', 'off'), ...set('log_destination', 'stderr')];
  const durability = unsafeFast ? [...set('fsync', 'off'), ...set('synchronous_commit', 'off'), ...set('full_page_writes', 'off')] : [];
  const command = commandAs(identity, binaries, 'postgres', ['-D', folders.cluster, ...required, ...durability]);
  const log = await openLog(folders);
  const begins = (await log.stat()).size;
  let ended = false;
  let trouble = '';
  const child = spawn(command.file, command.words, { ...command.options, cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd] });
  child.once('exit', () => (ended = true));
  child.once('error', (error) => {
    ended = true;
    trouble = error.message;
  });
  child.unref();
  await log.close();
  const failure = async () => {
    if (!ended) return undefined;
    await removeTemporarySocketFolder(socketFolder);
    const whole = await readFile(folders.log).catch(() => Buffer.alloc(0));
    return trouble + whole.subarray(begins).toString('utf8').trim();
  };
  return { pid: child.pid ?? 0, failure };
}

async function goneWithin(pid: number, folders: Folders, milliseconds: number): Promise<boolean> {
  const until = performance.now() + milliseconds;
  let wait = 5;
  while ((await holderOf(pid, folders)) === 'ours') {
    if (performance.now() > until) return false;
    await pause(wait);
    wait = Math.min(wait * 2, 100);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Fast shutdown and wait; if that hangs, immediate shutdown, which the next start recovers from without loss. */
export async function stopPostmaster(pid: number, folders: Folders, patience = 90_000): Promise<void> {
  for (const [name, milliseconds] of [['SIGINT', patience], ['SIGQUIT', 15_000], ['SIGKILL', 15_000]] as const) {
    if ((await holderOf(pid, folders)) !== 'ours') return;
    signal(pid, name);
    if (await goneWithin(pid, folders, milliseconds)) return;
  }
}
