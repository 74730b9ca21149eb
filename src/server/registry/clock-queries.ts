import { sql, type SqlBool } from 'kysely';
import type { Instant } from '../../core/kernel/time.ts';

/** The two clocks of a question: the moment asked about, and the moment whose knowledge is asked for (absent: what is known now). */
export interface Clocks {
  readonly on: Instant;
  readonly known?: Instant | undefined;
}

/** The clocks as they are asked for: without a day of its own a question means now. */
export interface AskedClocks {
  readonly on?: Instant | undefined;
  readonly known?: Instant | undefined;
}

/** A period that holds at `at`. */
export const holds = (from: string, to: string, at: Instant) => sql<SqlBool>`(${sql.ref(from)} is null or ${sql.ref(from)} <= ${at}) and (${sql.ref(to)} is null or ${at} < ${sql.ref(to)})`;

/** A version that was held true at `known`. `table` is the alias of a table with `recorded_at` and `superseded_at`. */
export const isKnown = (table: string, known: Instant | undefined) =>
  known === undefined
    ? sql<SqlBool>`${sql.ref(`${table}.supersededAt`)} is null`
    : sql<SqlBool>`${sql.ref(`${table}.recordedAt`)} <= ${known} and (${sql.ref(`${table}.supersededAt`)} is null or ${known} < ${sql.ref(`${table}.supersededAt`)})`;
