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
