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

/** The nearest to a moment first: what holds then, else what held last before it, else what came first after it. */
const nearest = (alias: string, on: Instant) => sql`
  case when ${holds(`${alias}.validFrom`, `${alias}.validTo`, on)} then 0 when ${sql.ref(`${alias}.validFrom`)} is null or ${sql.ref(`${alias}.validFrom`)} <= ${on} then 1 else 2 end,
  abs(extract(epoch from ${sql.ref(`${alias}.validFrom`)} - ${on}::timestamptz)) nulls last`;

/**
 * What the department or the matter of `id` was called then; what it is called now, `now`, where no clock is asked for. Without a day of its own a question about
 * what was known means the day of that knowledge.
 */
const calledThen = (table: 'department' | 'matter', id: string, now: string, { on, known }: AskedClocks) => {
  const day = on ?? known;
  if (day === undefined) return sql<string>`${sql.ref(now)}`;
  return sql<string>`(select n.name from ${sql.table(`registry.${table}Version`)} n where n.jurisdiction_id = ${sql.ref(`${id.split('.')[0] ?? ''}.jurisdictionId`)} and ${sql.ref(`n.${table}Id`)} = ${sql.ref(id)} and ${isKnown('n', known)} order by ${nearest('n', day)} limit 1)`;
};

export const departmentCalled = (id: string, now: string, clocks: AskedClocks) => calledThen('department', id, now, clocks);
export const matterCalled = (id: string, now: string, clocks: AskedClocks) => calledThen('matter', id, now, clocks);

/** When a version was superseded, as far as that was known then. */
export const supersededBy = (table: string, known: Instant | undefined) =>
  known === undefined ? sql<Instant | null>`${sql.ref(`${table}.supersededAt`)}` : sql<Instant | null>`case when ${sql.ref(`${table}.supersededAt`)} <= ${known} then ${sql.ref(`${table}.supersededAt`)} end`;
