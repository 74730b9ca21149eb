import { CompiledQuery, Transaction, type DatabaseConnection, type Dialect, type Kysely, type QueryExecutor, type QueryResult } from 'kysely';
import type { CommonConnection } from './common-connection.ts';
import type { Tables } from './tables.ts';
import { toText, type Value, type Written } from './written.ts';

declare const transactional: unique symbol;

/** A connection inside a transaction. Made only here, so that work outside one does not compile. */
export type Tx = Transaction<Tables> & { readonly [transactional]: true };

/** What a query may use: a transaction, or the database for reading alone. */
export type Reading = Pick<Kysely<Tables>, 'selectFrom' | 'with' | 'withRecursive' | 'fn' | 'getExecutor' | 'executeQuery'>;

/**
 * Writing statements, each under the name of the table it writes; a later one may read what an earlier one returns by that name. They run as one statement
 * and see the database as it was before any of them.
 */
export type Writes = Readonly<Record<string, Written>>;

/** One transaction on its way: what is asked goes out at once, what is only to be written goes out together at its end. */
export interface UnitOfWork {
  /** 1, or more when an earlier try had to be undone. */
  readonly tries: number;
  /** For reading before anything is written: no transaction is begun for it, and nothing can be locked. What decides must be made sure of by what is written: its version by `once`. */
  readonly look: Reading;
  /** Writes of which nobody waits for the answer: if one fails, everything is undone and what it stumbled over is thrown. Whatever is asked later finds them written. */
  send(writes: Writes): void;
  /** Holds in the statement that writes, or everything is undone and tried again. For what was remembered instead of read. */
  assume(condition: Written): void;
}

/** The writes as one statement. PostgreSQL lets no row be changed twice in one: names are those of the tables, and no name comes twice. */
export function together(writes: Writes, assumed: readonly Written[] = []): CompiledQuery {
  const values: Value[] = [];
  const parts = Object.entries(writes).map(([name, write]) => `"${name}" as (${toText(write, values)}${write.once === true ? ' returning 1' : ''})`);
  const conditions = [
    ...assumed.map((condition) => toText(condition, values)),
    ...Object.entries(writes).flatMap(([name, write]) => (write.once === true ? [`(select count(*) from "${name}") = 1`] : [])),
  ];
  const checks = conditions.map((condition) => `case when ${condition} then 1 else platform.try_again() end`);
  return CompiledQuery.raw(`${parts.length === 0 ? '' : `with ${parts.join(', ')} `}select ${checks.length === 0 ? '1' : checks.join(', ')}`, values);
}

/** A connection that is taken when something is first asked of it, and held until it is let go: what is worked out before that keeps nobody else waiting. */
class HeldConnection {
  readonly #executor: QueryExecutor;
  readonly #needed = Promise.withResolvers<undefined>();
  #taken: Promise<DatabaseConnection> | undefined;
  #over: Promise<void> = Promise.resolve();

  constructor(executor: QueryExecutor) {
    this.#executor = executor;
  }

  take(): Promise<DatabaseConnection> {
    this.#taken ??= new Promise((resolve, reject) => {
      const hold = async (connection: DatabaseConnection): Promise<void> => {
        resolve(connection);
        await this.#needed.promise;
      };
      this.#over = this.#executor.provideConnection(hold).catch(reject);
    });
    return this.#taken;
  }

  /** What is asked first goes out first. */
  async ask<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return (await this.take()).executeQuery<Row>(query);
  }

  letGo(): Promise<void> {
    this.#needed.resolve(undefined);
    return this.#over;
  }
}

/** What of a connection a query needs. */
type Asking = Pick<DatabaseConnection, 'executeQuery'>;

/** What units work with. */
export interface UnitParts {
  readonly kysely: Kysely<Tables>;
  readonly dialect: Dialect;
  /** Takes the statements that are a transaction of their own; absent where nothing is prepared. */
  readonly common?: CommonConnection;
}

class Unit implements UnitOfWork {
  readonly tries: number;
  readonly tx: Tx;
  readonly look: Reading;
  readonly #connection: HeldConnection;
  readonly #common: CommonConnection | undefined;
  readonly #sent: Promise<unknown>[] = [];
  #writes: Record<string, Written> = {};
  #assumed: Written[] = [];
  #state: 'FRESH' | 'BEGUN' | 'OVER' = 'FRESH';

  constructor({ kysely, dialect, common }: UnitParts, connection: HeldConnection, tries: number) {
    this.tries = tries;
    this.#common = common;
    this.#connection = connection;
    const within = (take: () => Promise<Asking>): Tx => {
      const executor = kysely.getExecutor().withConnectionProvider({ provideConnection: async (consumer) => consumer((await take()) as DatabaseConnection) });
      return new Transaction<Tables>({ config: { dialect }, dialect, driver: dialect.createDriver(), executor }) as Tx;
    };
    this.tx = within(() => {
      this.#begin();
      this.#flush();
      return connection.take();
    });
    this.look = within(async () => {
      this.#refuseLate();
      if (this.#isPending()) this.#begin();
      this.#flush();
      return this.#state === 'FRESH' ? { executeQuery: (query) => this.#askAlone(query) } : connection.take();
    });
  }

  send(writes: Writes): void {
    this.#refuseLate();
    if (Object.keys(writes).some((name) => name in this.#writes)) {
      this.#begin();
      this.#flush();
    }
    Object.assign(this.#writes, writes);
  }

  assume(condition: Written): void {
    this.#refuseLate();
    this.#assumed.push(condition);
  }

  /** The first statement goes out right behind its `begin`, which fails only with its connection: then what stands behind it fails too. */
  #begin(): void {
    this.#refuseLate();
    if (this.#state === 'BEGUN') return;
    this.#state = 'BEGUN';
    void this.#connection.ask(CompiledQuery.raw('begin')).catch(() => undefined);
  }

  #refuseLate(): void {
    if (this.#state === 'OVER') throw new Error('the transaction is over: a statement was not waited for');
  }

  #isPending = (): boolean => Object.keys(this.#writes).length > 0 || this.#assumed.length > 0;

  #flush(): void {
    if (!this.#isPending()) return;
    const statement = together(this.#writes, this.#assumed);
    const sent = this.#state === 'FRESH' ? this.#writeAlone(statement) : this.#connection.ask(statement);
    this.#writes = {};
    this.#assumed = [];
    sent.catch(() => undefined);
    this.#sent.push(sent);
  }

  async #askAlone<Row>(statement: CompiledQuery): Promise<QueryResult<Row>> {
    return (await this.#common?.ask<Row>(statement)) ?? this.#connection.ask<Row>(statement);
  }

  async #writeAlone(statement: CompiledQuery): Promise<void> {
    if ((await this.#common?.write(statement)) !== true) await this.#connection.ask(statement);
  }

  /** What only writes is one statement, and that a transaction of its own; else the commit goes out behind the writes, and undoes everything if one has failed. */
  async commit(): Promise<void> {
    this.#flush();
    const isBegun = this.#state === 'BEGUN';
    this.#state = 'OVER';
    const ended = isBegun ? this.#connection.ask<{ command: string }>(CompiledQuery.raw('commit')) : undefined;
    await Promise.allSettled([...this.#sent, ended]);
    await Promise.all(this.#sent);
    if ((await ended)?.rows[0]?.command === 'ROLLBACK') throw new Error('a statement failed and nobody heard of it: everything is undone');
  }

  /** A connection that cannot even roll back is dead, and the pool replaces it. */
  async undo(): Promise<void> {
    const isBegun = this.#state === 'BEGUN';
    this.#state = 'OVER';
    if (isBegun) await this.#connection.ask(CompiledQuery.raw('rollback')).catch(() => undefined);
    await Promise.all(this.#sent);
  }
}

/** Runs `work` as one transaction. What is a transaction by itself goes down the common connection; else it has a connection of its own, which it takes when it first needs it. */
export async function inUnit<Result>(parts: UnitParts, tries: number, work: (tx: Tx, unit: UnitOfWork) => Promise<Result>): Promise<Result> {
  const connection = new HeldConnection(parts.kysely.getExecutor());
  const unit = new Unit(parts, connection, tries);
  try {
    const result = await work(unit.tx, unit);
    await unit.commit();
    return result;
  } catch (fault) {
    await unit.undo();
    throw fault;
  } finally {
    await connection.letGo();
  }
}

/** Questions asked at once, so that the database is waited for once. When several fail, the first of them in the order given is the one heard. */
export async function askAtOnce<const Questions extends readonly Promise<unknown>[]>(...questions: Questions): Promise<{ readonly [Place in keyof Questions]: Awaited<Questions[Place]> }> {
  await Promise.allSettled(questions);
  return Promise.all(questions);
}
