-- Who handled an appeal beside its lead: like appeals are proposed to be handled together again.
alter table dispatch.precedent add column responsible uuid[] not null default '{}';
update dispatch.precedent p set responsible = (select coalesce(array_agg((unit->>'departmentId')::uuid), '{}') from jsonb_array_elements(o.co_handling_units::jsonb) unit)
from appeals.work_order o where o.jurisdiction_id = p.jurisdiction_id and o.appeal_id = p.appeal_id;
