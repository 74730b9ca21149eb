import { sql } from 'kysely';
import type { Reference } from '../../core/registry/model.ts';
import type { FindReferences } from './references.ts';

/** Documents with their clauses, and clauses of others that name a department as partner. */
export const findDocumentReferences: FindReferences = async (db, jurisdictionId, ids, at) => {
  const { rows } = await sql<Reference>`
    select 'DOCUMENT' as kind, o.document_id as id, o.title as label, o.department_id, '职责主体' as role,
      o.valid_from <= ${at} and (o.valid_to is null or ${at} < o.valid_to) as is_live,
      (select count(*)::int from registry.duty_clause c where c.jurisdiction_id = o.jurisdiction_id and c.document_id = o.document_id) as count
    from registry.document o where o.jurisdiction_id = ${jurisdictionId} and o.department_id = any(${[...ids]}::uuid[])
    union all
    select 'CLAUSE_PARTNER', o.document_id, o.title, (p.value->>'department')::uuid, '协作部门', o.valid_from <= ${at} and (o.valid_to is null or ${at} < o.valid_to), count(*)::int
    from registry.duty_clause c join registry.document o using (jurisdiction_id, document_id) cross join json_array_elements(c.partners) p
    where c.jurisdiction_id = ${jurisdictionId} and p.value->>'department' = any(${[...ids]}::text[]) and c.department_id is distinct from (p.value->>'department')::uuid
    group by o.document_id, o.title, p.value->>'department', o.valid_from, o.valid_to
    order by 3`.execute(db);
  return rows;
};

/** Accounts of a department that are in use. */
export const findAccountReferences: FindReferences = async (db, jurisdictionId, ids) => {
  const { rows } = await sql<Reference>`
    select 'ACCOUNT' as kind, account_id as id, display_name || '（' || user_name || '）' as label, department_id, '所属部门' as role, true as is_live, 1 as count
    from access.account where jurisdiction_id = ${jurisdictionId} and department_id = any(${[...ids]}::uuid[]) and state = 'ACTIVE' order by 3`.execute(db);
  return rows;
};
