import { sql } from 'kysely';
import type { Reference } from '../../core/registry/model.ts';
import type { FindReferences } from '../registry/references.ts';

/** Entries and drafts that name a department; entries that have ended are counted. */
export const findDivisionReferences: FindReferences = async (db, jurisdictionId, ids, at) => {
  const wanted = sql`any(${[...ids]}::uuid[])`;
  const { rows } = await sql<Reference>`
    with named as (
      select e.division_entry_id, e.number, e.title, e.valid_to, e.lead_department_id as department_id, '牵头部门' as role from division.division_entry e
        where e.jurisdiction_id = ${jurisdictionId} and e.superseded_at is null and e.lead_department_id = ${wanted}
      union all select e.division_entry_id, e.number, e.title, e.valid_to, e.fallback_department_id, '兜底部门' from division.division_entry e
        where e.jurisdiction_id = ${jurisdictionId} and e.superseded_at is null and e.fallback_department_id = ${wanted}
      union all select e.division_entry_id, e.number, e.title, e.valid_to, (r.value->>'departmentId')::uuid, '责任部门' from division.division_entry e cross join json_array_elements(e.responsible) r
        where e.jurisdiction_id = ${jurisdictionId} and e.superseded_at is null and (r.value->>'departmentId')::uuid = ${wanted}
    )
    select 'DIVISION_ENTRY' as kind, division_entry_id as id, number || ' ' || title as label, department_id, role, true as is_live, 1 as count from named where valid_to is null or valid_to > ${at}
    union all select 'DIVISION_ENTRY', department_id, '已失效的分工条目', department_id, role, false, count(*)::int from named where valid_to <= ${at} group by department_id, role
    union all select 'DIVISION_DRAFT', t.division_draft_id, t.content->>'title', d.id, '草案所列部门', true, 1 from division.division_draft t cross join unnest(${[...ids]}::uuid[]) d(id)
      where t.jurisdiction_id = ${jurisdictionId} and t.state = 'DRAFT' and (d.id::text in (t.content->>'leadDepartmentId', t.content->>'fallbackDepartmentId')
        or exists (select 1 from json_array_elements(t.content->'responsible') r where r.value->>'departmentId' = d.id::text))
    order by 3`.execute(db);
  return rows;
};

/** Entries in force and drafts of a matter. */
export const findDivisionOfMatter: FindReferences = async (db, jurisdictionId, ids, at) => {
  const { rows } = await sql<Reference>`
    select 'DIVISION_ENTRY' as kind, division_entry_id as id, number || ' ' || title as label, lead_department_id as department_id, '现行分工' as role, true as is_live, 1 as count
    from division.division_entry where jurisdiction_id = ${jurisdictionId} and superseded_at is null and matter_id = any(${[...ids]}::uuid[]) and (valid_to is null or valid_to > ${at})
    union all select 'DIVISION_DRAFT', division_draft_id, content->>'title', null, '分工草案', true, 1 from division.division_draft
    where jurisdiction_id = ${jurisdictionId} and state = 'DRAFT' and matter_id = any(${[...ids]}::uuid[])
    order by 3`.execute(db);
  return rows;
};
