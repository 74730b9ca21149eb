import { sql } from 'kysely';
import { compileDraft, departmentsOf, type CompileFacts, type KnownLead, type KnownOrgan } from '../../core/division/compile.ts';
import type { CompileRules } from '../../core/division/basis-ranks.ts';
import type { CompileFinding, DivisionEntryId, EntryContent } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { MatterId } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';

async function listOrgans(db: Reading, jurisdictionId: JurisdictionId, ids: readonly string[]): Promise<ReadonlyMap<string, KnownOrgan>> {
  const { rows } = await sql<KnownOrgan & { departmentId: string }>`
    select d.department_id, d.name, d.valid_from, d.valid_to,
      array(select n.name from registry.department_successor s join registry.department n on n.jurisdiction_id = s.jurisdiction_id and n.department_id = s.successor_id
        where s.jurisdiction_id = d.jurisdiction_id and s.department_id = d.department_id order by s.effective_at) as successor_names
    from registry.department d where d.jurisdiction_id = ${jurisdictionId} and d.department_id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.departmentId, row]));
}

async function listLeads(db: Reading, jurisdictionId: JurisdictionId, matterId: MatterId): Promise<KnownLead[]> {
  return db
    .selectFrom('division.divisionEntry as e')
    .innerJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'e.jurisdictionId').onRef('d.departmentId', '=', 'e.leadDepartmentId'))
    .select(['e.divisionEntryId', 'e.number', 'e.scope', 'd.name as leadDepartmentName', 'e.validFrom', 'e.validTo'])
    .where('e.jurisdictionId', '=', jurisdictionId)
    .where('e.matterId', '=', matterId)
    .where('e.supersededAt', 'is', null)
    .orderBy('e.recordedAt')
    .$castTo<KnownLead>()
    .execute();
}

export interface CompileQuestion {
  readonly content: EntryContent;
  readonly replacesEntryId: DivisionEntryId | null;
}

/** Compiles a draft against what stands in the tables now. */
export async function compileAgainstTable(db: Reading, jurisdictionId: JurisdictionId, rules: CompileRules, { content, replacesEntryId }: CompileQuestion, now: Instant): Promise<CompileFinding[]> {
  const organs = await listOrgans(db, jurisdictionId, departmentsOf(content));
  const leads = await listLeads(db, jurisdictionId, content.matterId);
  const facts: CompileFacts = { now, rules, organs, leads, replacesEntryId };
  return compileDraft(content, facts);
}
