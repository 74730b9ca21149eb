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

/** Whether PostgreSQL has refused a statement, undone it and lives on. */
const isRefused = (fault: unknown): boolean => fault instanceof pg.DatabaseError && fault.severity === 'ERROR';

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
  #waiting: Waiting[] = [];
  #isWriting = false;

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

  /** The same for a statement whose rows nobody reads. False when nothing was done, also because it was undone with another of its transaction. */
  async write(statement: CompiledQuery): Promise<boolean> {
    if (this.#client === undefined || this.#isLate()) return (await this.ask(statement)) !== undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statement, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async close(): Promise<void> {
    await this.#connecting;
    await this.#client?.end();
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const [first, ...others] = this.#waiting.splice(0, MOST_TOGETHER) as [Waiting, ...Waiting[]];
      await (others.length === 0 ? this.#writeAlone(first) : this.#writeTogether([first, ...others]));
    }
    this.#isWriting = false;
  }

  async #writeAlone({ statement, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve((await this.ask(statement)) !== undefined);
    } catch (fault) {
      reject(fault);
    }
  }

  async #writeTogether(group: readonly Waiting[]): Promise<void> {
    const client = this.#client;
    try {
      const isDone = client !== undefined && (await this.#timed(() => client.runTogether(group.map(({ statement }) => statement))));
      for (const { resolve } of group) resolve(isDone);
    } catch (fault) {
      for (const { resolve, reject } of group) {
        if (isRefused(fault)) resolve(false);
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
