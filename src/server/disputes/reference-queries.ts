import { sql } from 'kysely';
import { finalStates } from '../../core/disputes/machine.ts';
import type { Reference } from '../../core/registry/model.ts';
import type { FindReferences } from '../registry/references.ts';

/** Disputes to which a department is a party; closed ones are counted. */
export const findDisputeReferences: FindReferences = async (db, jurisdictionId, ids) => {
  const parties = sql`disputes.party p join disputes.dispute s using (jurisdiction_id, dispute_id) where p.jurisdiction_id = ${jurisdictionId} and p.department_id = any(${[...ids]}::uuid[])`;
  const { rows } = await sql<Reference>`
    select 'DISPUTE' as kind, s.dispute_id as id, s.number || ' ' || s.title as label, p.department_id, case when s.host_department_id = p.department_id then '主办方' else '当事方' end as role, true as is_live, 1 as count
    from ${parties} and s.state <> all(${[...finalStates]})
    union all select 'DISPUTE', p.department_id, '已办结的争议', p.department_id, '当事方', false, count(*)::int from ${parties} and s.state = any(${[...finalStates]}) group by p.department_id
    order by 3`.execute(db);
  return rows;
};

/** Pending disputes of a matter. */
export const findDisputesOfMatter: FindReferences = async (db, jurisdictionId, ids) => {
  const { rows } = await sql<Reference>`
    select 'DISPUTE' as kind, dispute_id as id, number || ' ' || title as label, host_department_id as department_id, '在办争议' as role, true as is_live, 1 as count
    from disputes.dispute where jurisdiction_id = ${jurisdictionId} and matter_id = any(${[...ids]}::uuid[]) and state <> all(${[...finalStates]}) order by 3`.execute(db);
  return rows;
};
