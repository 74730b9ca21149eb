import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { DivisionRule, Office, StoredStaffing, StoredStructure } from '../../core/registry/structure-model.ts';
import type { Reading } from '../platform/database.ts';
import { departmentCalled, holds, isKnown, type AskedClocks, type Clocks } from './clock-queries.ts';

type Papers = ReturnType<typeof ofDocument>;

const ofDocument = (documentId: string) => sql<SqlBool>`o.document_id = ${documentId}`;

/** The papers of a department that hold then, and, `asSide`, those of others that divide work with it. */
function ofDepartment(departmentId: string, { on, known }: Clocks, asSide: boolean): Papers {
  const inForce = sql<SqlBool>`exists (select 1 from registry.document_period p where p.jurisdiction_id = o.jurisdiction_id and p.document_id = o.document_id and ${isKnown('p', known)} and ${holds('p.validFrom', 'p.validTo', on)})`;
  const isSide = sql<SqlBool>`exists (select 1 from registry.division_side s where s.jurisdiction_id = x.jurisdiction_id and s.document_id = x.document_id and s.rule_ordinal = x.ordinal and s.department_id = ${departmentId})`;
  return sql<SqlBool>`${inForce} and (o.department_id = ${departmentId}${asSide ? sql` or ${isSide}` : sql``})`;
}

async function listOffices(db: Reading, jurisdictionId: JurisdictionId, papers: Papers): Promise<Office[]> {
  const { rows } = await sql<Office>`
    select x.document_id, o.title as document_title, x.name, x.path, x.start_offset as start, x.end_offset as end, x.duty_clause_ids
    from registry.internal_office x join registry.document o using (jurisdiction_id, document_id) where x.jurisdiction_id = ${jurisdictionId} and ${papers} order by x.document_id, x.ordinal`.execute(db);
  return rows;
}

async function listStaffing(db: Reading, jurisdictionId: JurisdictionId, papers: Papers): Promise<StoredStaffing[]> {
  const { rows } = await sql<StoredStaffing>`
    select x.document_id, o.title as document_title, x.duty_clause_id, c.path, x.posts, x.leaders, c.start_offset as start, c.end_offset as end
    from registry.staffing x join registry.document o using (jurisdiction_id, document_id) join registry.duty_clause c using (jurisdiction_id, duty_clause_id)
    where x.jurisdiction_id = ${jurisdictionId} and ${papers} order by x.document_id, x.ordinal`.execute(db);
  return rows;
}

async function listDivisions(db: Reading, jurisdictionId: JurisdictionId, papers: Papers, clocks: AskedClocks): Promise<DivisionRule[]> {
  const { rows } = await sql<DivisionRule>`
    select x.document_id, o.title as document_title, x.duty_clause_id, c.path, x.with_names as "with", x.mechanism_clause_ids as mechanism_ids, x.start_offset as start, x.end_offset as end,
      (select coalesce(json_agg(json_build_object('owner', s.owner, 'departmentId', s.department_id, 'departmentName', ${departmentCalled('s.departmentId', 'd.name', clocks)}, 'clauses',
          (select coalesce(json_agg(json_build_object('dutyClauseId', e.duty_clause_id, 'path', e.path, 'text', e.text) order by e.ordinal), '[]') from registry.duty_clause e where e.jurisdiction_id = s.jurisdiction_id and e.duty_clause_id = any(s.duty_clause_ids))) order by s.ordinal), '[]')
        from registry.division_side s left join registry.department d on d.jurisdiction_id = s.jurisdiction_id and d.department_id = s.department_id
        where s.jurisdiction_id = x.jurisdiction_id and s.document_id = x.document_id and s.rule_ordinal = x.ordinal) as sides
    from registry.division_rule x join registry.document o using (jurisdiction_id, document_id) join registry.duty_clause c using (jurisdiction_id, duty_clause_id)
    where x.jurisdiction_id = ${jurisdictionId} and ${papers} order by o.department_id, x.document_id, x.ordinal`.execute(db);
  return rows;
}

/** What a paper sets up beside its duties; departments as they were called then. */
export const viewStructure = async (db: Reading, jurisdictionId: JurisdictionId, documentId: string, clocks: AskedClocks): Promise<StoredStructure> => {
  const papers = ofDocument(documentId);
  return { offices: await listOffices(db, jurisdictionId, papers), staffing: await listStaffing(db, jurisdictionId, papers), divisions: await listDivisions(db, jurisdictionId, papers, clocks) };
};

/** The offices and posts of a department, and the rules that divide work between it and others, whoever's paper they stand in. */
export const viewStructureOf = async (db: Reading, jurisdictionId: JurisdictionId, departmentId: string, clocks: Clocks): Promise<StoredStructure> => {
  const own = ofDepartment(departmentId, clocks, false);
  return { offices: await listOffices(db, jurisdictionId, own), staffing: await listStaffing(db, jurisdictionId, own), divisions: await listDivisions(db, jurisdictionId, ofDepartment(departmentId, clocks, true), clocks) };
};
