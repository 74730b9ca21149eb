import type { CompiledQuery } from 'kysely';
import pg from 'pg';

/** So many statements may be on their way; a further one goes by itself, so that a slow disk writes for many at once. */
const MOST_UNDERWAY = 8;
/** How long a statement may wait for what another transaction holds, milliseconds: those behind it wait with it. */
export const PATIENCE_MS = 20;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * One connection for statements that are a transaction of their own, one behind the other without waiting for answers. The process of PostgreSQL behind it has at hand
 * what such statements need, and is woken once for several: spread over the connections of a pool they cost it a third more.
 */
export class CommonWriter {
  readonly #connect: () => Promise<pg.Client>;
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;
  #underway = 0;

  /** @param connect opens a connection that pipelines and whose `lock_timeout` is `PATIENCE_MS` */
  constructor(connect: () => Promise<pg.Client>) {
    this.#connect = connect;
  }

  /** Whether it was written. If not, nothing was, and the statement is to go by itself: the connection is not open yet or lost, has enough to do, or would have had to wait for a lock. */
  async write({ sql, parameters }: CompiledQuery): Promise<boolean> {
    const client = this.#client;
    if (client === undefined) {
      this.#connecting ??= this.#open();
      return false;
    }
    if (this.#underway >= MOST_UNDERWAY) return false;
    this.#underway += 1;
    try {
      await client.query(sql, [...parameters]);
      return true;
    } catch (fault) {
      if (fault instanceof pg.DatabaseError && fault.code === LOCK_NOT_AVAILABLE) return false;
      throw fault;
    } finally {
      this.#underway -= 1;
    }
  }

  async close(): Promise<void> {
    await this.#connecting;
    await this.#client?.end();
  }

  /** A connection that cannot be opened or is lost is opened anew at the next statement. */
  async #open(): Promise<void> {
    const lose = () => {
      this.#client = undefined;
      this.#connecting = undefined;
    };
    try {
      const client = await this.#connect();
      client.on('error', lose);
      client.on('end', lose);
      this.#client = client;
    } catch {
      lose();
    }
  }
}
