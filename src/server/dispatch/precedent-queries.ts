import { sql } from 'kysely';
import type { KnownPrecedent } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import type { FindHeir } from '../registry/heirs.ts';

type PrecedentRow = Omit<KnownPrecedent, 'title' | 'responsible'> & { readonly responsible: readonly DepartmentId[] };

/** A stretch of the numbers of precedents: after the one, up to the other. */
export interface Stretch {
  readonly after: number;
  readonly upTo: number;
}

/** The first line of a stored precedent is the title of its appeal. */
function toKnownPrecedent({ text, responsible, ...precedent }: PrecedentRow, heirOf: FindHeir): KnownPrecedent {
  const end = text.indexOf('\n');
  const beside = responsible.length === 0 ? {} : { responsible: [...new Set(responsible.map((departmentId) => heirOf(departmentId, text)))] };
  return { ...precedent, ...beside, departmentId: heirOf(precedent.departmentId, text), title: text.slice(0, Math.max(end, 0)), text: text.slice(end + 1) };
}

/** A precedent with the outcome it had at a version of the precedents. */
const columnsAt = (upTo: number) => sql`
  p.number, p.precedent_id, p.text, p.department_id, p.matter_id, p.responsible,
  coalesce((select h.outcome from dispatch.precedent_outcome h
    where h.jurisdiction_id = p.jurisdiction_id and h.precedent_id = p.precedent_id and h.until_version > ${upTo} order by h.until_version limit 1), p.outcome) as outcome`;

/** The precedents of a stretch as they stood at its end, in the order in which they became known; without those that were taken back. */
export async function listPrecedents(db: Reading, jurisdictionId: JurisdictionId, { after, upTo }: Stretch, heirOf: FindHeir): Promise<KnownPrecedent[]> {
  const { rows } = await sql<PrecedentRow>`
    select ${columnsAt(upTo)} from dispatch.precedent p where p.jurisdiction_id = ${jurisdictionId} and p.number > ${after} and p.number <= ${upTo} order by p.number`.execute(db);
  return rows.filter(({ outcome }) => outcome !== 'WITHDRAWN').map((row) => toKnownPrecedent(row, heirOf));
}

/** Of the precedents numbered above `floor` those that came in the stretch, and those whose outcome changed in it, as they stood at its end. */
export async function listPrecedentsMoved(db: Reading, jurisdictionId: JurisdictionId, { after, upTo }: Stretch, floor: number, heirOf: FindHeir): Promise<KnownPrecedent[]> {
  const { rows } = await sql<PrecedentRow>`
    select ${columnsAt(upTo)} from dispatch.precedent p where p.jurisdiction_id = ${jurisdictionId} and p.number > ${after} and p.number <= ${upTo}
    union all
    select ${columnsAt(upTo)} from dispatch.precedent p where p.jurisdiction_id = ${jurisdictionId} and p.number > ${floor} and p.number <= ${after}
      and p.precedent_id in (select h.precedent_id from dispatch.precedent_outcome h where h.jurisdiction_id = ${jurisdictionId} and h.until_version > ${after} and h.until_version <= ${upTo})
    order by number`.execute(db);
  return rows.map((row) => toKnownPrecedent(row, heirOf));
}

/** Whether a ruling or a closed order has said who handles the appeal; what was only said of its card is none. */
export async function isAppealDecided(db: Reading, jurisdictionId: JurisdictionId, appealId: string): Promise<boolean> {
  const found = await db.selectFrom('dispatch.precedent').select('precedentId').where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId)
    .where('cardFeedbackId', 'is', null).where('outcome', 'in', ['ACCEPTED', 'UPHELD']).executeTakeFirst();
  return found !== undefined;
}

/** More appeals than these under one number come from a desk or a switchboard, not from a person. */
const MOST_OF_ONE = 100;

/**
 * By precedent, a key that is the same for all appeals of one telephone number, and else the same for all precedents of one appeal. It tells apart and nothing more: it is
 * not kept anywhere.
 */
export async function findTellers(db: Reading, jurisdictionId: JurisdictionId, { after, upTo }: Stretch): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ precedentId: string; teller: string }>`
    select p.precedent_id, case when length(a.appellant_phone) >= 7 and count(*) over (partition by a.appellant_phone) <= ${MOST_OF_ONE} then md5(a.appellant_phone) else p.appeal_id::text end as teller
    from dispatch.precedent p left join appeals.appeal a using (jurisdiction_id, appeal_id)
    where p.jurisdiction_id = ${jurisdictionId} and p.number > ${after} and p.number <= ${upTo} and p.appeal_id is not null`.execute(db);
  return new Map(rows.map(({ precedentId, teller }) => [precedentId, teller]));
}
