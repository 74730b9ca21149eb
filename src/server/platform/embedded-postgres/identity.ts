import { execFile, type SpawnOptions } from 'node:child_process';
import { chown, lchown, lstat, readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { refuseEmbeddedPostgres } from './refusals.ts';

const run = promisify(execFile);
const nobody = 65_534;

/** As whom PostgreSQL runs. It refuses uid 0, so a root process needs another identity for it. */
export interface Identity {
  readonly title: string;
  /** Put before the command, when a user namespace stands in for another user. */
  readonly prefix: readonly string[];
  /** Handed to spawn, when root steps down to another user. */
  readonly drop: Pick<SpawnOptions, 'uid' | 'gid'>;
  /** Who must own the files, seen from this process; undefined when they are ours already. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

const self: Identity = { title: 'self', prefix: [], drop: {}, owner: undefined };

function inNamespace(): Identity {
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const prefix = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];
  return { title: `user namespace, uid ${nobody}`, prefix, drop: {}, owner };
}

const stepDown = (name: string, uid: number, gid: number): Identity => ({ title: `${name} (uid ${uid})`, prefix: [], drop: { uid, gid }, owner: { uid, gid } });

/** The ordinary users worth trying: whoever owns the data already, one made for us, PostgreSQL's own, then nobody. */
async function ordinaryUsers(home: string): Promise<Identity[]> {
  const owner = await lstat(home).catch(() => undefined);
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const asIdentity = (line: readonly string[] | undefined) => (line === undefined ? [] : [stepDown(line[0] ?? '', Number(line[2]), Number(line[3]))]);
  const ofOwner = owner === undefined || owner.uid === 0 ? [] : asIdentity(lines.find((line) => line[2] === String(owner.uid)));
  const named = ['lishun', 'postgres', 'nobody'].flatMap((name) => asIdentity(lines.find((line) => line[0] === name)));
  return [...ofOwner, ...named].filter((user) => (user.drop.uid ?? 0) > 0);
}

/** Tried out rather than read off the mode bits: access lists, mount options and sandboxes count too. */
async function trouble(identity: Identity, binaries: Binaries, dataDirectory: string): Promise<string | undefined> {
  const [file, ...before] = [...identity.prefix, '/bin/sh'];
  const script = 'cd "$1" && "$2/postgres" --version && "$2/initdb" --version';
  try {
    await run(file, [...before, '-c', script, 'sh', dataDirectory, binaries.folder], { ...identity.drop, env: binaries.environment, cwd: '/' });
    return undefined;
  } catch (error) {
    return `${identity.title}: ${(error as Error).message.split('\n').slice(1).join(' ').trim() || (error as Error).message}`;
  }
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/**
 * Decides as whom PostgreSQL runs. An ordinary user runs it as itself; root steps down to an ordinary user that can
 * enter the data folder and the programs, else hides behind a user namespace; so does a uid without a name, which initdb refuses.
 * @throws Refused `platform.postgres-needs-user`
 */
export async function chooseIdentity(binaries: Binaries, dataDirectory: string, home: string): Promise<Identity> {
  const root = process.getuid?.() === 0;
  if (!root && hasName()) return self;
  const tried: string[] = [];
  for (const identity of [...(root ? await ordinaryUsers(home) : []), inNamespace()]) {
    const reason = await trouble(identity, binaries, dataDirectory);
    if (reason === undefined) return identity;
    tried.push(reason);
  }
  throw refuseEmbeddedPostgres('platform.postgres-needs-user', { identity: `uid ${process.getuid?.()}`, detail: tried.join('；') });
}

/** Hands a folder and all in it to the identity; the folder itself last, so that one already handed over is whole. */
export async function handOver(folder: string, identity: Identity): Promise<void> {
  const { owner } = identity;
  if (owner === undefined || process.getuid?.() !== 0) return;
  const top = await lstat(folder);
  if (top.uid === owner.uid && top.gid === owner.gid) return;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) await lchown(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  await chown(folder, owner.uid, owner.gid);
}

/** The command that runs a program of PostgreSQL as the identity. */
export function commandAs(identity: Identity, binaries: Binaries, program: 'postgres' | 'initdb', words: readonly string[]) {
  const [file, ...before] = [...identity.prefix, join(binaries.folder, program)];
  return { file, words: [...before, ...words], options: { ...identity.drop, env: binaries.environment } };
}
