import pg from 'pg';

/** What PostgreSQL has said of the rows of a statement, as the driver keeps it; parts without a public name are those of the pinned `pg`. */
interface Described {
  fields: unknown;
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}

/** The part of the driver's connection that a query sends with. */
interface Sending {
  describe(what: object): void;
  _send(message: Buffer): boolean;
}

interface Inner {
  readonly _result: Described;
  _accumulateRows: boolean;
  prepare(connection: Sending): void;
  handleReadyForQuery(connection: Sending): void;
}

const base = pg.Query.prototype as unknown as Inner;

/** What one connection knows of its prepared statements, by their names. */
export type KnownRows = Map<string, Described>;

/**
 * A run of a prepared statement that asks PostgreSQL only once on a connection what its rows look like: it cannot change, PostgreSQL would refuse to run the statement
 * (“cached plan must not change result type”). What it sends goes out as one message instead of four.
 */
export class PreparedQuery extends pg.Query {
  readonly #statement: string;
  readonly #known: KnownRows;

  constructor(config: { readonly name: string; readonly text: string; readonly values: unknown[] }, known: KnownRows, done: (fault: Error | undefined, result: pg.QueryResult) => void) {
    super(config, done as never);
    this.#statement = config.name;
    this.#known = known;
    const described = known.get(config.name);
    if (described === undefined) return;
    const { _result: result } = this as unknown as Inner;
    result.fields = described.fields;
    result._parsers = described._parsers;
    result._prebuiltEmptyResultObject = described._prebuiltEmptyResultObject;
    (this as unknown as Inner)._accumulateRows = true;
  }

  prepare(connection: Sending): void {
    const parts: Buffer[] = [];
    const gathering = Object.create(connection) as Sending;
    gathering._send = (message) => parts.push(message) > 0;
    if (this.#known.has(this.#statement)) gathering.describe = () => undefined;
    base.prepare.call(this as unknown as Inner, gathering);
    connection._send(Buffer.concat(parts));
  }

  handleReadyForQuery(connection: Sending): void {
    if (!this.#known.has(this.#statement)) this.#known.set(this.#statement, (this as unknown as Inner)._result);
    base.handleReadyForQuery.call(this as unknown as Inner, connection);
  }
}
