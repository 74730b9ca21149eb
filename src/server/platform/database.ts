import { CamelCasePlugin, Kysely, PostgresDialect, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { Refused } from '../../core/kernel/refusal.ts';
import { CommonConnection, PATIENCE_MS } from './common-connection.ts';
import { refusalOfConstraint } from './constraints.ts';
import { PreparingClient } from './preparing-client.ts';
import type { Tables } from './tables.ts';
import { inUnit, type Reading, type Tx, type UnitOfWork } from './unit-of-work.ts';

export type { Reading, Tx } from './unit-of-work.ts';

export interface Database {
  readonly reading: Reading;
  /** Runs `work` in one transaction; tries again, from the start, when the database asks for it (serialisation, deadlock, an assumption that no longer holds). */
  inTransaction<Result>(work: (tx: Tx, unit: UnitOfWork) => Promise<Result>): Promise<Result>;
  /** Runs plain SQL outside any module: migrations and administration only. */
  execute(sqlText: string): Promise<void>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const TIMESTAMPTZ = 1184;
const DATE = 1082;
const INT8 = 20;
const NUMERIC = 1700;

/** PostgreSQL writes `2026-03-01 08:00:00.12+00` (zone UTC); an `Instant` is `2026-03-01T08:00:00.120Z`. */
function parseInstant(text: string): string {
  const fraction = text.length > 22 && text[19] === '.' ? text.slice(20, text.indexOf('+')).padEnd(3, '0').slice(0, 3) : '000';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}

const parsers = new Map<number, (text: string) => unknown>([
  [TIMESTAMPTZ, parseInstant],
  [DATE, (text) => text],
  [INT8, Number],
  [NUMERIC, Number],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (format === 'binary' ? undefined : parsers.get(oid)) ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

const RETRIED = new Set(['40001', '40P01']);
const TRIES = 4;

export interface ConnectionOptions {
  readonly connectionString?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string | undefined;
  readonly database?: string;
  readonly poolSize: number;
  /** On unless said otherwise. */
  readonly prepares?: boolean;
}

const settings = (patience: number): string => `-c timezone=UTC -c lock_timeout=${patience}`;

export function openDatabase({ poolSize, prepares = true, ...connection }: ConnectionOptions): Database {
  const place = withoutUndefined(connection);
  const pool = new pg.Pool({ ...place, ...(prepares ? { Client: PreparingClient, pipeline: true } : {}), types, max: poolSize, idleTimeoutMillis: 60_000, options: settings(15_000) });
  // an idle connection that dies is replaced by the pool at the next request; without a listener Node would end the process
  pool.on('error', () => undefined);
  // nor may one that dies between two statements of a transaction: the next statement fails and the transaction with it
  pool.on('connect', (client) => client.on('error', () => undefined));
  const common = new CommonConnection(async () => {
    const client = new PreparingClient({ ...place, pipeline: true, types, options: settings(PATIENCE_MS) });
    await client.connect();
    return client;
  });
  // without a pipeline the client queues what it is given, in the same order
  const dialect = new PostgresDialect({ pool });
  const kysely = new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
  return {
    reading: kysely,
    pool,
    inTransaction: (work) => retried((tries) => inUnit({ kysely, dialect, ...(prepares ? { common } : {}) }, tries, work)),
    execute: async (sqlText) => {
      await pool.query(sqlText);
    },
    close: async () => {
      await common.close();
      await kysely.destroy();
    },
  };
}

/** The rows of a statement that names its columns as the code does: nothing is renamed. */
export const readRows = async <Row>(db: Reading, statement: RawBuilder<unknown>): Promise<Row[]> =>
  (await statement.execute({ getExecutor: () => db.getExecutor().withoutPlugins() })).rows as Row[];

const withoutUndefined = <Shape extends object>(shape: Shape) => Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));

async function retried<Result>(attempt: (tries: number) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(tries);
    } catch (fault) {
      if (tries < TRIES && fault instanceof pg.DatabaseError && RETRIED.has(fault.code ?? '')) continue;
      throw refusalOf(fault) ?? fault;
    }
  }
}

function refusalOf(fault: unknown): Refused | undefined {
  return fault instanceof pg.DatabaseError && fault.constraint !== undefined ? refusalOfConstraint(fault.constraint) : undefined;
}
