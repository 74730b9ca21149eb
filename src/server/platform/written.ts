/** What a value in a statement can be. A list becomes an array of PostgreSQL; JSON is given as its text, or that in UTF-8; other bytes are the binary form of their type. */
export type Value = string | number | boolean | null | Uint8Array | readonly string[] | readonly number[];

/** SQL as the code says it, with what stands between its pieces: values, or SQL again. One piece more than what is between. */
export interface Written {
  readonly pieces: readonly string[];
  readonly between: readonly (Value | Written)[];
  /** It is to write exactly one row: see `once`. */
  readonly once?: true;
}

/** Values never become part of the text: it is the same each time, and the database knows the statement again by it. */
export const written = (pieces: TemplateStringsArray, ...between: (Value | Written)[]): Written => ({ pieces, between });

/** A write that finds its row as it was seen, or undoes everything, which is then tried again: so what was read without a lock is not lost on anybody who was quicker. */
export const once = (write: Written): Written => ({ ...write, once: true });

const isWritten = (given: Value | Written): given is Written => typeof given === 'object' && given !== null && 'pieces' in given;

/** As PostgreSQL takes it: a text with numbered places, and the values in their order behind those that are in `values` already. */
export function toText({ pieces, between }: Written, values: Value[]): string {
  return pieces.reduce((text, piece, at) => {
    const given = between[at - 1] as Value | Written;
    return `${text}${isWritten(given) ? toText(given, values) : `$${values.push(given)}`}${piece}`;
  });
}

const INT4 = 23;

/** A long list of whole numbers in the binary form of `int[]` (PostgreSQL, `array_recv`): as text it would be written out digit by digit, and read again. */
export function toIntArray(numbers: readonly number[]): Uint8Array {
  const head = [numbers.length === 0 ? 0 : 1, 0, INT4, ...(numbers.length === 0 ? [] : [numbers.length, 1])];
  const view = new DataView(new ArrayBuffer(head.length * 4 + numbers.length * 8));
  head.forEach((value, at) => view.setInt32(at * 4, value));
  numbers.forEach((value, at) => {
    view.setInt32((head.length + at * 2) * 4, 4);
    view.setInt32((head.length + at * 2 + 1) * 4, value);
  });
  return new Uint8Array(view.buffer);
}

const column = (field: string): string => `"${field.replaceAll('"', '""').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`;

/** What an update sets: the columns of the fields that are given. */
export function assignments(change: Readonly<Record<string, Value | undefined>>): Written {
  const given = Object.entries(change).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return { pieces: [...given.map(([field], at) => `${at === 0 ? '' : ', '}${column(field)} = `), ''], between: given.map(([, value]) => value) };
}
