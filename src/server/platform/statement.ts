import type { CompiledQuery } from 'kysely';
import type { Reading } from './database.ts';

/** Stands in a statement for a value that each run gives. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const slots = new Proxy({}, { get: (_values, name) => new Slot(String(name)) });

/** Columns as the code names them. */
const toCamel = (column: string): string => column.replace(/_([a-z0-9])/g, (_found, letter: string) => letter.toUpperCase());

type Rename = readonly (readonly [column: string, name: string])[];

function renamed(row: Readonly<Record<string, unknown>>, names: Rename): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const [column, name] of names) named[name] = row[column];
  return named;
}

/**
 * A statement that is built and compiled once and run with other values each time: on a busy path that took a fifth of a request, more than PostgreSQL needs to answer.
 * The values can stand in it only as values; its shape is the same whatever they are, and so are the names of its columns.
 */
export function fixedStatement<Given extends Readonly<Record<string, unknown>>, Row>(build: (db: Reading, given: Given) => { compile(): CompiledQuery<Row> }): (db: Reading, given: Given) => Promise<Row[]> {
  let fixed: CompiledQuery<Row> | undefined;
  let names: Rename | undefined;
  return async (db, given) => {
    fixed ??= build(db, slots as Given).compile();
    const parameters = fixed.parameters.map((value) => (value instanceof Slot ? given[value.name] : value));
    const { rows } = await db.getExecutor().withoutPlugins().executeQuery<Row>({ ...fixed, parameters });
    const [first] = rows as Readonly<Record<string, unknown>>[];
    if (first === undefined) return rows;
    const named = (names ??= Object.keys(first).map((column) => [column, toCamel(column)] as const));
    return named.every(([column, name]) => column === name) ? rows : (rows as Readonly<Record<string, unknown>>[]).map((row) => renamed(row, named) as Row);
  };
}
