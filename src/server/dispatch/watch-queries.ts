import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Reading } from '../platform/database.ts';

/** From where a page goes on: the last row of the one before it. */
export interface PageEnd {
  readonly at: Instant;
  readonly id: string;
}

interface RestingOrder {
  readonly workOrderId: string;
  readonly label: string;
  readonly dispatchedAt: Instant;
  /** The changed clauses that the card of the order names. */
  readonly clauses: string[];
  /** The number of the entry it was sent by, when that entry stands on the list of the change. */
  readonly entryNumber: string | null;
}

/** Rows that are held at once, however many there are in all. */
export const WATCH_PAGE = 500;

const after = (at: string, id: string, end: PageEnd | undefined) => (end === undefined ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.ref(at)}, ${sql.ref(id)}) < (${end.at}::timestamptz, ${end.id}::uuid)`);

/**
 * Orders whose card names a changed clause or that were sent by an affected entry, newest first, however old, a page at a time. The card is looked through once
 * for all clauses together: asked for one by one it would be read as often as there are clauses.
 */
export async function listDispatchesOnClauses(db: Reading, jurisdictionId: JurisdictionId, clauseIds: readonly string[], basisChangeId: string, end: PageEnd | undefined): Promise<RestingOrder[]> {
  const { rows } = await sql<RestingOrder>`
    with candidate as (
      select w.work_order_id, w.number || ' ' || a.title as label, w.dispatched_at, c.card::text as card, c.card::text ~ ${clauseIds.join('|')} as is_named,
        (select e.number from registry.basis_watch_item b join division.division_entry e on e.jurisdiction_id = b.jurisdiction_id and e.division_entry_id = b.target_id and e.superseded_at is null
          where b.jurisdiction_id = w.jurisdiction_id and b.basis_change_id = ${basisChangeId} and b.target_kind = 'DIVISION_ENTRY' and b.target_id = w.division_entry_id) as entry_number
      from appeals.work_order w join appeals.appeal a using (jurisdiction_id, appeal_id)
      left join dispatch.dispatch_card c on c.jurisdiction_id = w.jurisdiction_id and c.dispatch_card_id = w.dispatch_card_id
      where w.jurisdiction_id = ${jurisdictionId} and w.dispatched_at is not null and ${after('w.dispatchedAt', 'w.workOrderId', end)}
    )
    select work_order_id, label, dispatched_at, case when is_named then array(select i from unnest(${[...clauseIds]}::text[]) i where strpos(card, i) > 0) else '{}' end as clauses, entry_number
    from candidate where is_named or entry_number is not null order by dispatched_at desc, work_order_id desc limit ${WATCH_PAGE}`.execute(db);
  return rows;
}

interface RestingReturn {
  readonly workOrderId: string;
  readonly label: string;
  readonly dutyClauseId: string;
  readonly orderReturnId: string;
  readonly returnedAt: Instant;
}

/** Returns that rely on a changed clause, newest first, a page at a time. */
export async function listReturnsOnClauses(db: Reading, jurisdictionId: JurisdictionId, clauseIds: readonly string[], end: PageEnd | undefined): Promise<RestingReturn[]> {
  const { rows } = await sql<RestingReturn>`
    select w.work_order_id, w.number || '（退单所引条款）' as label, r.duty_clause_id, r.order_return_id, r.returned_at
    from appeals.order_return r join appeals.work_order w using (jurisdiction_id, work_order_id)
    where r.jurisdiction_id = ${jurisdictionId} and r.duty_clause_id = any(${[...clauseIds]}::uuid[]) and ${after('r.returnedAt', 'r.orderReturnId', end)}
    order by r.returned_at desc, r.order_return_id desc limit ${WATCH_PAGE}`.execute(db);
  return rows;
}
