import { sql } from 'kysely';

export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/** As many rows as a page needs to know whether there is a next one; written into the statement, since PostgreSQL plans a list anew each time it does not know how short it is. */
export const oneMore = (limit: number) => sql.lit(limit + 1);

/** Cuts `limit + 1` rows to a page; the row too many only says that there is a next one. */
export function pageAfter<Item>(rows: readonly Item[], limit: number, cursorOf: (last: Item) => string): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A cursor of several fields, for lists ordered by more than one. */
export const joinCursor = (...parts: readonly (string | number)[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

export function splitCursor(cursor: string | undefined): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as (string | number)[]) : undefined;
  } catch {
    return undefined;
  }
}
