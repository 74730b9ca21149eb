import { CompiledQuery } from 'kysely';
import { PgBoss, type SendOptions } from 'pg-boss';
import type pg from 'pg';
import type { Instant } from '../../core/kernel/time.ts';
import type { Tx } from './database.ts';

/** A job as its worker is given it; `isLastTry` is true when a failure now is final. */
export interface Job<Data> {
  readonly data: Data;
  readonly isLastTry: boolean;
}

/** Background work in the same database. A job is queued in the transaction that asks for it: rolled back, it was never there. With `notBefore` it waits until then. */
export interface Jobs {
  send(tx: Tx, queue: string, data: object, notBefore?: Instant): Promise<void>;
  /** Says who works a queue; to be called before `start`. Jobs come one at a time; one whose instance dies is taken up again. */
  work<Data extends object>(queue: string, worker: (job: Job<Data>) => Promise<void>): void;
  /** Has a worker called again and again, by a cron expression in the district's zone; once for all instances together. */
  repeat(queue: string, cron: string, worker: () => Promise<void>): void;
  /** Makes the queues and begins to work; the first `send` does so too. */
  start(): Promise<void>;
  /** Waits for what runs, up to ten seconds. */
  stop(): Promise<void>;
}

const RETRIES = 3;
const EXPIRES_SECONDS = 3_600;
const HEARTBEAT_SECONDS = 30;
const POLL_SECONDS = 0.5;
const STOP_MS = 10_000;
const ZONE = 'Asia/Shanghai';

/** The options of `work` by type: only then are a job's tries given with it. */
interface WithMetadata {
  readonly pollingIntervalSeconds: number;
  readonly includeMetadata: true;
}

type Worker = (job: Job<object>) => Promise<void>;

/** The caller's transaction as the queue wants a database. */
const within = (tx: Tx): NonNullable<SendOptions['db']> => ({
  executeSql: async (text: string, values: unknown[] = []) => ({ rows: (await tx.executeQuery(CompiledQuery.raw(text, values))).rows }),
});

/** `options` are those of the pool of the database; the queue keeps two connections of its own. */
export function makeJobs({ connectionString, host, port, user, password, database }: pg.PoolOptions, onFault: (fault: unknown) => void): Jobs {
  const given = Object.fromEntries(Object.entries({ connectionString, host, port, user, password, database }).filter(([, value]) => value !== undefined));
  const workers = new Map<string, Worker>();
  const crons = new Map<string, string>();
  let started: Promise<PgBoss> | undefined;

  async function begin(): Promise<PgBoss> {
    const boss = new PgBoss({ ...given, max: 2, schema: 'jobs', schedule: crons.size > 0 });
    boss.on('error', onFault);
    await boss.start();
    for (const [queue, worker] of workers) {
      await boss.createQueue(queue, { retryLimit: RETRIES, retryDelay: 2, expireInSeconds: EXPIRES_SECONDS, heartbeatSeconds: HEARTBEAT_SECONDS });
      await boss.work<object, unknown, WithMetadata>(queue, { pollingIntervalSeconds: POLL_SECONDS, includeMetadata: true }, async ([job]) => {
        if (job !== undefined) await worker({ data: job.data, isLastTry: job.retryCount >= job.retryLimit });
      });
    }
    for (const [queue, cron] of crons) await boss.schedule(queue, cron, null, { tz: ZONE, missed: 'once' });
    return boss;
  }

  const running = (): Promise<PgBoss> => (started ??= begin());

  return {
    async send(tx, queue, data, notBefore) {
      await (await running()).send(queue, data, { db: within(tx), ...(notBefore === undefined ? {} : { startAfter: new Date(notBefore) }) });
    },
    work: (queue, worker) => {
      workers.set(queue, worker as Worker);
    },
    repeat: (queue, cron, worker) => {
      workers.set(queue, worker);
      crons.set(queue, cron);
    },
    start: async () => {
      await running();
    },
    stop: async () => {
      if (started !== undefined) await (await started).stop({ graceful: true, timeout: STOP_MS });
    },
  };
}
