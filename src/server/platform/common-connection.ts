import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';
import type { PreparingClient } from './preparing-client.ts';

/** How long a statement may wait there for what another transaction holds, milliseconds: those behind it wait with it. */
export const PATIENCE_MS = 20;
/** When one has been on its way for so long, milliseconds, the next go by themselves: a slow disk then writes for many at once, and more processors work. */
const LATE_MS = 100;
/** No more than these are one transaction: what one of them stumbles over, all have to do again. */
const MOST_TOGETHER = 16;

const LOCK_NOT_AVAILABLE = '55P03';

/** A writing statement with who waits for it. */
interface Waiting {
  readonly statement: CompiledQuery;
  readonly resolve: (isDone: boolean) => void;
  readonly reject: (fault: unknown) => void;
}

/** Whether PostgreSQL has refused something, undone it and goes on: a fault that ends the session may have come after the commit. Its severity is told in the server's language. */
const isUndone = async (client: pg.Client, fault: unknown): Promise<boolean> =>
  fault instanceof pg.DatabaseError && (await client.query('select 1').then(() => true, () => false));

/**
 * One connection for the short statements of changes that are a transaction of their own, one behind the other without waiting for answers. The process of PostgreSQL
 * behind it has at hand what such statements need, and is woken once for several: spread over the connections of a pool they cost it a third more. Those that write while
 * others do so go together when these are done, and are committed at once: the disk is waited for once.
 */
export class CommonConnection {
  readonly #connect: () => Promise<PreparingClient>;
  #client: PreparingClient | undefined;
  #connecting: Promise<void> | undefined;
  /** Since when those that are on their way have been: they are answered in their order. */
  readonly #underway: number[] = [];
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  /** @param connect opens a connection that pipelines and whose `lock_timeout` is `PATIENCE_MS` */
  constructor(connect: () => Promise<PreparingClient>) {
    this.#connect = connect;
  }

  /** Undefined when nothing was done and the statement is to go by itself: the connection is not open yet or lost, is busy with one before it, or it would have had to wait for a lock. */
  async ask<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row> | undefined> {
    const client = this.#client;
    if (client === undefined) {
      this.#connecting ??= this.#open();
      return undefined;
    }
    if (this.#isLate()) return undefined;
    try {
      const { rows } = await this.#timed(() => (client as pg.Client).query(sql, [...parameters]));
      return { rows: rows as Row[] };
    } catch (fault) {
      if (fault instanceof pg.DatabaseError && fault.code === LOCK_NOT_AVAILABLE) return undefined;
      throw fault;
    }
  }

  /** The same for a statement whose rows nobody reads. False also when it was refused, or undone with another of its transaction: by itself it hears why. */
  async write(statement: CompiledQuery): Promise<boolean> {
    if (this.#client?.knows(statement) !== true || this.#isLate()) return (await this.ask(statement)) !== undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statement, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Done when those that wait are written. */
  async close(): Promise<void> {
    await this.#connecting;
    await this.#writing;
    await this.#client?.end();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeTogether(this.#waiting.splice(0, MOST_TOGETHER));
    this.#writing = undefined;
  }

  async #writeTogether(group: readonly Waiting[]): Promise<void> {
    const client = this.#client;
    // another connection than the one they waited for
    if (client === undefined || !group.every(({ statement }) => client.knows(statement))) {
      for (const { resolve } of group) resolve(false);
      return;
    }
    try {
      await this.#timed(() => client.runTogether(group.map(({ statement }) => statement)));
      for (const { resolve } of group) resolve(true);
    } catch (fault) {
      // known before the next are sent: a session that ends would take them with it
      const mayGoAgain = await isUndone(client, fault);
      for (const { resolve, reject } of group) {
        if (mayGoAgain) resolve(false);
        else reject(fault);
      }
    }
  }

  async #timed<Result>(run: () => Promise<Result>): Promise<Result> {
    this.#underway.push(performance.now());
    try {
      return await run();
    } finally {
      this.#underway.shift();
    }
  }

  #isLate(): boolean {
    const now = performance.now();
    return now - (this.#underway[0] ?? now) > LATE_MS;
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
  #lose(client: PreparingClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#connecting = undefined;
  }
}
