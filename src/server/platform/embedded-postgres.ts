import { setTimeout as pause } from 'node:timers/promises';
import { type Binaries, findBinaries } from './embedded-postgres/binaries.ts';
import { databaseUser, type Folders, handOverHome, madeBy, makeCluster, prepareFolders } from './embedded-postgres/cluster.ts';
import { chooseIdentity, type Identity } from './embedded-postgres/identity.ts';
import { type Holder, holderOf, type PidFile, readPidFile, removeStalePidFile, removeTemporarySocketFolder, type Started, startPostmaster, stopPostmaster } from './embedded-postgres/postmaster.ts';
import { refuseEmbeddedPostgres } from './embedded-postgres/refusals.ts';
import { ensureDatabase, knock, ownerPid, serverVersion, type Session, takeOwnerLock } from './embedded-postgres/session.ts';

const databaseName = 'lishun';
/** Replaying the log after a crash may take minutes; a server that is silent longer than this is not coming. */
const patienceToStart = 10 * 60_000;
const patienceWithLeftovers = 30_000;
const patienceForLock = 1_500;
const patienceWithSilence = 5_000;
const attemptsToRecover = 30;

/** What the supervisor tells: a pino logger fits. */
export interface SupervisorLog {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** What `pg` needs to connect; `host` is the folder of the unix socket. */
export interface EmbeddedConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  /** Such as "18.4". */
  readonly version: string;
  /** The postmaster's process id at the moment. */
  readonly pid: number;
  /** Ends the server in order and waits until none of its processes is left. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Lishun's data folder; the database lives in its subfolder `postgresql`. Made if absent. */
  readonly dataDirectory: string;
  readonly log: SupervisorLog;
  /** Tests only: no fsync, so a power cut loses or breaks the data. */
  readonly unsafeFast?: boolean;
  /** Called when the server is gone and could not be brought back, or the data folder was taken over. */
  readonly onLost?: (error: unknown) => void;
}

interface Place {
  readonly folders: Folders;
  readonly log: SupervisorLog;
  readonly unsafeFast: boolean;
}

interface Reached {
  readonly session: Session;
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  readonly startedHere: boolean;
}

interface Programs {
  readonly binaries: Binaries;
  readonly identity: Identity;
}

/** Everything a start needs; asked for only when no server runs yet. */
async function prepareStart({ folders, log, unsafeFast }: Place): Promise<Programs> {
  const made = await madeBy(folders);
  const binaries = await findBinaries({ named: process.env['LISHUN_PG_BIN'], ownLibraries: folders.libraries, made, folder: folders.cluster });
  const identity = await chooseIdentity(binaries, folders.dataDirectory, folders.home);
  await handOverHome(folders, identity);
  if (made !== undefined) return { binaries, identity };
  log.info(`making a new PostgreSQL ${binaries.major} database in ${folders.cluster}`);
  const characterType = await makeCluster(folders, binaries, identity, unsafeFast);
  if (characterType === 'C') log.warn('this system has no UTF-8 locale: searching Chinese text will be slow');
  return { binaries, identity };
}

const leftoversInTheWay = /lock file|shared memory block|could not create lock file/i;

function notStarted(folders: Folders, output: string): Error {
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line));
  return refuseEmbeddedPostgres('platform.postgres-not-started', { detail: (lines.length > 0 ? lines : output.split('\n')).slice(-3).join(' ').trim() || '—', log: folders.log });
}

type Standing = Omit<Reached, 'startedHere'> | 'not-yet' | 'silent' | 'nobody';

/** A server that could not be spoken to: on its way, hidden from here though it says it is ready, or not there at all. */
const unreached = (file: PidFile, holder: Holder): Standing => {
  if (holder !== 'ours') return 'nobody';
  return /\nready\s*$/.test(file.text) ? 'silent' : 'not-yet';
};

async function inUse(folders: Folders, session: Session): Promise<Error> {
  const pid = await ownerPid(session);
  await session.end();
  return refuseEmbeddedPostgres('platform.data-folder-in-use', { folder: folders.dataDirectory, pid });
}

/** Connects to the server that runs on this data folder, if one does. */
async function attach(folders: Folders): Promise<Standing> {
  const file = await readPidFile(folders);
  if (file === undefined) return 'nobody';
  const holder = await holderOf(file.pid, folders);
  // A copied folder carries the original's pid file: its socket is not ours to knock at.
  const mayKnock = file.socketFolder !== '' && (holder === 'ours' || file.dataDirectory === folders.cluster);
  const answer = mayKnock ? await knock(file.socketFolder, file.port) : 'nobody';
  if (answer === 'not-yet') return 'not-yet';
  if (answer === 'nobody') return unreached(file, holder);
  // A server that answers but whose process cannot be seen runs in another container on the same folder.
  if (holder !== 'ours') throw await inUse(folders, answer.session);
  return { session: answer.session, pid: file.pid, host: file.socketFolder, port: file.port };
}

/** Starts the server, again where the remains of a killed one stood in the way of the first try. */
function starterFor(place: Place) {
  const begun = performance.now();
  let programs: Programs | undefined;
  let started: Started | undefined;

  /** The processes of a killed server need a moment to end, and another start may have been quicker than ours. */
  const noticeFailure = async (): Promise<void> => {
    const failure = await started?.failure();
    if (failure === undefined) return;
    started = undefined;
    if (!leftoversInTheWay.test(failure) || performance.now() - begun > patienceWithLeftovers) throw notStarted(place.folders, failure);
  };

  const start = async (): Promise<void> => {
    if (started !== undefined) return;
    const file = await readPidFile(place.folders);
    if (file !== undefined && (await holderOf(file.pid, place.folders)) === 'other') await removeStalePidFile(place.folders, file);
    programs ??= await prepareStart(place);
    started = await startPostmaster(place.folders, programs.binaries, programs.identity, place.unsafeFast);
  };

  const abandon = async (): Promise<void> => {
    if (started !== undefined) await stopPostmaster(started.pid, place.folders);
  };
  return { noticeFailure, start, abandon, pid: () => started?.pid };
}

/** @throws Refused when nothing more is to be expected: no answer at all, or a ready server whose socket is not to be found from here */
async function checkPatience(place: Place, waited: number, standing: Standing): Promise<void> {
  if (waited > patienceToStart) throw notStarted(place.folders, 'no answer from the server');
  if (standing !== 'silent' || waited < patienceWithSilence) return;
  const file = await readPidFile(place.folders);
  throw refuseEmbeddedPostgres('platform.data-folder-in-use', { folder: place.folders.dataDirectory, pid: file?.pid ?? '?' });
}

/** Reaches the server of this data folder: the one that runs, else one started now. */
async function reach(place: Place): Promise<Reached> {
  const begun = performance.now();
  const starter = starterFor(place);
  let wait = 10;
  try {
    for (;;) {
      const standing = await attach(place.folders);
      if (typeof standing === 'object') return { ...standing, startedHere: standing.pid === starter.pid() };
      await checkPatience(place, performance.now() - begun, standing);
      await starter.noticeFailure();
      if (standing === 'nobody') await starter.start();
      await pause(wait);
      wait = Math.min(wait * 1.5, 250);
    }
  } catch (error) {
    await starter.abandon();
    throw error;
  }
}

/** The lock of an owner killed a moment ago falls when the server notices: hence a little patience. */
async function own(reached: Reached, folders: Folders): Promise<void> {
  const until = performance.now() + patienceForLock;
  while (!(await takeOwnerLock(reached.session))) {
    if (performance.now() > until) throw await inUse(folders, reached.session);
    await pause(100);
  }
}

async function reachAndOwn(place: Place): Promise<Reached> {
  const reached = await reach(place);
  await own(reached, place.folders);
  return reached;
}

/** Keeps the owner's lock as long as the application runs: a crashed server comes back by itself or is started again. */
function keep(place: Place, first: Reached, onLost: (error: unknown) => void) {
  let current = first;
  let stopping = false;
  let recovery: Promise<void> | undefined;

  const recover = async (): Promise<void> => {
    place.log.warn('the database server ended unexpectedly; bringing it back');
    let last: unknown;
    for (let attempt = 0; attempt < attemptsToRecover && !stopping; attempt += 1) {
      try {
        current = await reachAndOwn(place);
        watch();
        place.log.info('the database server is back');
        return;
      } catch (error) {
        last = error;
        await pause(1_000);
      }
    }
    if (stopping) return;
    place.log.error(`the database server could not be brought back: ${String(last)}`);
    onLost(last);
  };

  const watch = (): void => {
    current.session.once('end', () => {
      if (!stopping) recovery = recover();
    });
  };
  watch();

  const stop = async (): Promise<void> => {
    stopping = true;
    await recovery;
    // The lock is held until the server is gone, so that nobody attaches to a server about to end.
    await stopPostmaster(current.pid, place.folders);
    await current.session.end().catch(() => undefined);
    await removeTemporarySocketFolder(current.host);
  };
  let stopped: Promise<void> | undefined;
  return { pid: () => current.pid, stop: () => (stopped ??= stop()) };
}

/**
 * Opens the embedded database of a data folder: makes it on the first start, starts a real PostgreSQL on a unix
 * socket, or re-attaches to the one a killed process left running. One process at a time owns a data folder.
 * @throws Refused `platform.data-folder-…` (`in-use`, `version`, `damaged`) and `platform.postgres-…` (`missing`,
 *   `needs-user`, `not-started`, `unsupported-system`)
 */
export async function openEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') throw refuseEmbeddedPostgres('platform.postgres-unsupported-system', { system: 'Windows' });
  const place: Place = { folders: await prepareFolders(options.dataDirectory), log: options.log, unsafeFast: options.unsafeFast === true };
  const begun = performance.now();
  const reached = await reachAndOwn(place);
  try {
    await ensureDatabase(reached.session, databaseName);
    const version = await serverVersion(reached.session);
    const how = reached.startedHere ? 'started' : 're-attached to';
    options.log.info(`${how} PostgreSQL ${version} (pid ${reached.pid}) in ${Math.round(performance.now() - begun)} ms`);
    const kept = keep(place, reached, options.onLost ?? (() => undefined));
    const connection = { host: reached.host, port: reached.port, user: databaseUser, database: databaseName };
    return { connection, version, get pid() { return kept.pid(); }, stop: kept.stop };
  } catch (error) {
    await stopPostmaster(reached.pid, place.folders);
    throw error;
  }
}
