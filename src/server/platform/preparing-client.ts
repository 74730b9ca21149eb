import type { Writable } from 'node:stream';
import type { CompiledQuery } from 'kysely';
import pg from 'pg';
import { PreparedGroup, PreparedQuery, type KnownRows } from './prepared-query.ts';

/** Longer texts are bulk inserts, each of its own shape: planned once and never again. */
const LONGEST_PREPARED = 6_000;
const MOST_PREPARED = 400;

const statementNames = new Map<string, string>();

/** A short name for a statement that comes again and again; none for one that is too long or one too many. */
function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || text.length > LONGEST_PREPARED || statementNames.size >= MOST_PREPARED) return known;
  const name = `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

/** Has the server plan each statement once for a connection: planning a view of many joins takes longer than running it. */
export class PreparingClient extends pg.Client {
  readonly #known: KnownRows = new Map();
  #gathers = false;

  /** What is asked in one turn of the loop goes out in one write. */
  #gather(): void {
    if (this.#gathers) return;
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Writable } }).connection;
    this.#gathers = true;
    stream.cork();
    setImmediate(() => {
      this.#gathers = false;
      stream.uncork();
    });
  }

  override query(...given: unknown[]): never {
    this.#gather();
    const [text, values, ...rest] = given;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    const query = super.query.bind(this) as (...inner: unknown[]) => never;
    if (name === undefined) return query(...given);
    if (rest.length > 0) return query({ name, text, values }, ...rest);
    return new Promise((resolve, reject) => {
      query(new PreparedQuery({ name, text: text as string, values: values as unknown[] }, this.#known, (fault, result) => (fault instanceof Error ? reject(fault) : resolve(result))));
    }) as never;
  }

  /** Whether the statement was run on this connection before, under a name. */
  knows({ sql }: CompiledQuery): boolean {
    const name = nameOf(sql);
    return name !== undefined && this.#known.has(name);
  }

  /** Runs statements that it knows as one transaction. Rejects with what the first that fails stumbled over; then nothing is done. */
  async runTogether(statements: readonly CompiledQuery[]): Promise<void> {
    const runs = statements.map(({ sql: text, parameters }) => ({ name: nameOf(text) as string, text, values: [...parameters] }));
    this.#gather();
    await new Promise<void>((resolve, reject) => {
      super.query(new PreparedGroup(runs, (fault) => (fault instanceof Error ? reject(fault) : resolve())));
    });
  }
}
