import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { addDays, type Instant } from '../../core/kernel/time.ts';
import type { Reading } from '../platform/database.ts';

interface RestingOrder {
  readonly workOrderId: string;
  readonly label: string;
  /** The changed clauses that the card of the order names. */
  readonly clauses: string[];
  /** The number of the entry it was sent by, when that entry stands on the list of the change. */
  readonly entryNumber: string | null;
}

/** Older orders are settled history. */
const DAYS_BACK = 365;
const MOST = 500;

/** Orders of the last year whose card names a changed clause or that were sent by an affected entry, newest first. */
export async function listDispatchesOnClauses(db: Reading, jurisdictionId: JurisdictionId, clauseIds: readonly string[], basisChangeId: string, at: Instant): Promise<RestingOrder[]> {
  const { rows } = await sql<RestingOrder>`
    with candidate as (
      select w.work_order_id, w.number || ' ' || a.title as label, w.dispatched_at,
        array(select i from unnest(${[...clauseIds]}::text[]) i where strpos(c.card::text, i) > 0) as clauses,
        (select e.number from registry.basis_watch_item b join division.division_entry e on e.jurisdiction_id = b.jurisdiction_id and e.division_entry_id = b.target_id and e.superseded_at is null
          where b.jurisdiction_id = w.jurisdiction_id and b.basis_change_id = ${basisChangeId} and b.target_kind = 'DIVISION_ENTRY' and b.target_id = w.division_entry_id) as entry_number
      from appeals.work_order w join appeals.appeal a using (jurisdiction_id, appeal_id)
      left join dispatch.dispatch_card c on c.jurisdiction_id = w.jurisdiction_id and c.dispatch_card_id = w.dispatch_card_id
      where w.jurisdiction_id = ${jurisdictionId} and w.dispatched_at >= ${addDays(at, -DAYS_BACK)}
    )
    select work_order_id, label, clauses, entry_number from candidate where cardinality(clauses) > 0 or entry_number is not null order by dispatched_at desc limit ${MOST}`.execute(db);
  return rows;
}

/** Returns that rely on a changed clause. */
export async function listReturnsOnClauses(db: Reading, jurisdictionId: JurisdictionId, clauseIds: readonly string[]): Promise<{ workOrderId: string; label: string; dutyClauseId: string }[]> {
  const { rows } = await sql<{ workOrderId: string; label: string; dutyClauseId: string }>`
    select w.work_order_id, w.number || '（退单所引条款）' as label, r.duty_clause_id
    from appeals.order_return r join appeals.work_order w using (jurisdiction_id, work_order_id)
    where r.jurisdiction_id = ${jurisdictionId} and r.duty_clause_id = any(${[...clauseIds]}::uuid[]) order by r.returned_at desc limit ${MOST}`.execute(db);
  return rows;
}
