import { createRequire } from 'node:module';
import pg from 'pg';

/** How the driver turns a value into what PostgreSQL takes: its text, its bytes, or null. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as { prepareValue(value: unknown): string | Buffer | null };

/** What PostgreSQL has said of the rows of a statement, as the driver keeps it; parts without a public name are those of the pinned `pg`. */
interface Described {
  fields: unknown;
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}

/** The part of the driver's connection that a query sends with. */
interface Sending {
  _send(message: Buffer): boolean;
}

interface Inner {
  readonly _result: Described;
  _accumulateRows: boolean;
  prepare(connection: Sending): void;
  handleReadyForQuery(connection: Sending): void;
}

const base = pg.Query.prototype as unknown as Inner;

const TEXT = 0;
const BYTES = 1;
/** Messages without anything to say in them. */
const EXECUTE = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

/** One run of a statement that is prepared under a name. */
export interface Run {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The messages Bind and Execute for a statement that is prepared and described (PostgreSQL, “Message Formats”). They are measured first and written once, where the
 * driver's own writer grows by copying: a dispatch card's statement left sixty kilobytes of garbage behind for twenty that were sent.
 */
function bindAndExecute({ name: statement, values: given }: Run): Buffer {
  const values = given.map((value) => prepareValue(value));
  const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const length = 4 + 1 + statement.length + 1 + 2 + values.length * 2 + 2 + sizes.reduce((sum, size) => sum + 4 + size, 0) + 4;
  const message = Buffer.allocUnsafe(1 + length + EXECUTE.length);
  let at = message.writeUInt8(0x42, 0);
  at = message.writeInt32BE(length, at);
  at = message.writeUInt8(0, at);
  at += message.write(statement, at, 'latin1');
  at = message.writeUInt8(0, at);
  at = message.writeInt16BE(values.length, at);
  for (const value of values) at = message.writeInt16BE(Buffer.isBuffer(value) ? BYTES : TEXT, at);
  at = message.writeInt16BE(values.length, at);
  values.forEach((value, place) => {
    at = message.writeInt32BE(value === null ? -1 : (sizes[place] as number), at);
    if (value !== null) at += Buffer.isBuffer(value) ? value.copy(message, at) : message.write(value, at);
  });
  at = message.writeInt16BE(1, at);
  at = message.writeInt16BE(TEXT, at);
  EXECUTE.copy(message, at);
  return message;
}

/** What one connection knows of its prepared statements, by their names. */
export type KnownRows = Map<string, Described>;

/**
 * A run of a prepared statement that asks PostgreSQL only once on a connection what its rows look like: it cannot change, PostgreSQL would refuse to run the statement
 * (“cached plan must not change result type”). What it sends goes out in one write.
 */
export class PreparedQuery extends pg.Query {
  readonly #run: Run;
  readonly #known: KnownRows;
  readonly #isDescribed: boolean;

  constructor(run: Run, known: KnownRows, done: (fault: Error | undefined, result: pg.QueryResult) => void) {
    super(run, done as never);
    this.#run = run;
    this.#known = known;
    const described = known.get(run.name);
    this.#isDescribed = described !== undefined;
    if (described === undefined) return;
    const { _result: result } = this as unknown as Inner;
    result.fields = described.fields;
    result._parsers = described._parsers;
    result._prebuiltEmptyResultObject = described._prebuiltEmptyResultObject;
    (this as unknown as Inner)._accumulateRows = true;
  }

  prepare(connection: Sending): void {
    if (this.#isDescribed) {
      connection._send(bindAndExecute(this.#run));
      connection._send(SYNC);
      return;
    }
    const parts: Buffer[] = [];
    const gathering = Object.create(connection) as Sending;
    gathering._send = (message) => parts.push(message) > 0;
    base.prepare.call(this as unknown as Inner, gathering);
    connection._send(Buffer.concat(parts));
  }

  handleReadyForQuery(connection: Sending): void {
    if (!this.#known.has(this.#run.name)) this.#known.set(this.#run.name, (this as unknown as Inner)._result);
    base.handleReadyForQuery.call(this as unknown as Inner, connection);
  }
}

/** Runs of statements that are prepared and described, one behind the other as one transaction: all or none. Nobody reads what they return. */
export class PreparedGroup extends pg.Query {
  readonly #runs: readonly Run[];

  /** @param runs at least one */
  constructor(runs: readonly Run[], done: (fault: Error | undefined) => void) {
    super(runs[0] as Run, done as never);
    this.#runs = runs;
  }

  prepare(connection: Sending): void {
    // all are written before the first is sent: half a group would be committed with whatever comes next
    const messages = this.#runs.map(bindAndExecute);
    for (const message of messages) connection._send(message);
    connection._send(SYNC);
  }

  handleDataRow(): void {}

  handleCommandComplete(): void {}
}
