import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';

/** How long a statement may wait there for what another transaction holds, milliseconds: those behind it wait with it. */
export const PATIENCE_MS = 20;
/** When one has been on its way for so long, milliseconds, the next go by themselves: a slow disk then writes for many at once, and more processors work. */
const LATE_MS = 100;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * One connection for the short statements of changes that are a transaction of their own, one behind the other without waiting for answers. The process of PostgreSQL
 * behind it has at hand what such statements need, and is woken once for several: spread over the connections of a pool they cost it a third more.
 */
export class CommonConnection {
  readonly #connect: () => Promise<pg.Client>;
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;
  /** Since when those that are on their way have been: they are answered in their order. */
  readonly #underway: number[] = [];

  /** @param connect opens a connection that pipelines and whose `lock_timeout` is `PATIENCE_MS` */
  constructor(connect: () => Promise<pg.Client>) {
    this.#connect = connect;
  }

  /** Undefined when nothing was done and the statement is to go by itself: the connection is not open yet or lost, is busy with one before it, or it would have had to wait for a lock. */
  async ask<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row> | undefined> {
    const client = this.#client;
    if (client === undefined) {
      this.#connecting ??= this.#open();
      return undefined;
    }
    const now = performance.now();
    if (now - (this.#underway[0] ?? now) > LATE_MS) return undefined;
    this.#underway.push(now);
    try {
      const { rows } = await client.query(sql, [...parameters]);
      return { rows: rows as Row[] };
    } catch (fault) {
      if (fault instanceof pg.DatabaseError && fault.code === LOCK_NOT_AVAILABLE) return undefined;
      throw fault;
    } finally {
      this.#underway.shift();
    }
  }

  async close(): Promise<void> {
    await this.#connecting;
    await this.#client?.end();
  }

  /** A connection that cannot be opened or is lost is opened anew at the next statement. */
  async #open(): Promise<void> {
    try {
      const client = await this.#connect();
      client.on('error', () => this.#lose(client));
      client.on('end', () => this.#lose(client));
      this.#client = client;
    } catch {
      this.#connecting = undefined;
    }
  }

  /** One that is lost already says so again when it ends: by then another may have taken its place. */
  #lose(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#connecting = undefined;
  }
}
