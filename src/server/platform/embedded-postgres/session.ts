import pg from 'pg';
import { databaseUser } from './cluster.ts';

/** Which advisory lock marks the owner of a data folder: two fixed numbers, in the maintenance database. */
const ownerLock = [0x4c_69_73, 0x68_75_6e] as const;
const maintenanceDatabase = 'postgres';
const ownerPrefix = 'lishun-owner ';

/** The connection that holds the owner's lock; the lock ends with it, however this process ends. */
export type Session = pg.Client;

/** What a knock at the server's socket brought: a session, "not yet" (starting, stopping, recovering) or nobody there. */
export type Knock = { readonly session: Session } | 'not-yet' | 'nobody';

export async function knock(socketFolder: string, port: number): Promise<Knock> {
  const session = new pg.Client({
    host: socketFolder,
    port,
    user: databaseUser,
    database: maintenanceDatabase,
    application_name: `${ownerPrefix}${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
  // A connection cut later is seen through its 'end'; without a listener the error would end the process.
  session.on('error', () => undefined);
  try {
    await session.connect();
    return { session };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    await session.end().catch(() => undefined);
    return code === 'ENOENT' || code === 'ECONNREFUSED' ? 'nobody' : 'not-yet';
  }
}

export async function takeOwnerLock(session: Session): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [...ownerLock]);
  return rows[0]?.taken === true;
}

/** The pid of the process that holds the lock, as far as it can be told. */
export async function ownerPid(session: Session): Promise<string> {
  const { rows } = await session.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.classid = $1 and l.objid = $2 and l.granted`,
    [...ownerLock],
  );
  return rows[0]?.name.replace(ownerPrefix, '') ?? '?';
}

/** Makes the database if it is not there yet. */
export async function ensureDatabase(session: Session, name: string): Promise<void> {
  const { rowCount } = await session.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await session.query(`create database ${pg.escapeIdentifier(name)}`);
}

export async function serverVersion(session: Session): Promise<string> {
  const { rows } = await session.query<{ version: string }>("select split_part(current_setting('server_version'), ' ', 1) as version");
  return rows[0]?.version ?? '';
}
