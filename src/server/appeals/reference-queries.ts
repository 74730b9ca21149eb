import { sql } from 'kysely';
import type { Reference } from '../../core/registry/model.ts';
import type { FindReferences } from '../registry/references.ts';

/** Orders that stand at a department; closed ones are counted. */
export const findOrderReferences: FindReferences = async (db, jurisdictionId, ids) => {
  const orders = sql`appeals.work_order w where w.jurisdiction_id = ${jurisdictionId} and w.lead_department_id = any(${[...ids]}::uuid[])`;
  const { rows } = await sql<Reference>`
    select 'WORK_ORDER' as kind, w.work_order_id as id, w.number as label, w.lead_department_id as department_id, '主办单位' as role, true as is_live, 1 as count from ${orders} and w.state not in ('CLOSED', 'WITHDRAWN')
    union all select 'WORK_ORDER', w.lead_department_id, '已办结的工单', w.lead_department_id, '主办单位', false, count(*)::int from ${orders} and w.state = 'CLOSED' group by w.lead_department_id
    order by 3`.execute(db);
  return rows;
};

/** Appeals of a matter that are not closed, counted. */
export const findAppealsOfMatter: FindReferences = async (db, jurisdictionId, ids) => {
  const { rows } = await sql<Reference>`
    select 'APPEAL' as kind, matter_id as id, '未办结的诉求' as label, null as department_id, '归类' as role, false as is_live, count(*)::int as count
    from appeals.appeal where jurisdiction_id = ${jurisdictionId} and matter_id = any(${[...ids]}::uuid[]) and state <> 'CLOSED' group by matter_id`.execute(db);
  return rows;
};
