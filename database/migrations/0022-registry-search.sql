-- What clauses and documents are found by, as numbers (server/registry/search-keys.ts): class * 2^34 + type * 2^32 + value; type 0 a pair of letters,
-- 1 its own department, 2 a department it names, 3 the kind of its paper. A class can be asked for alone, so that a search stops once it has enough.
drop index registry.duty_clause_search;
alter table registry.duty_clause drop column search;
alter table registry.duty_clause add column search_keys bigint[] not null default '{}';
alter table registry.document add column search_keys bigint[] not null default '{}';

create function pg_temp.pairs_of(t text) returns setof bigint language sql immutable as $$
  select distinct (ascii(substr(t, i, 1))::bigint << 16) | ascii(substr(t, i + 1, 1))
  from generate_series(1, length(t) - 1) i
  where substr(t, i, 2) ~ '^[[:alnum:]]{2}$' and ascii(substr(t, i, 1)) < 65536 and ascii(substr(t, i + 1, 1)) < 65536
$$;
-- a multiplication by 31 that wraps at 32 bits, as the program does it
create function pg_temp.kind_key(kind text) returns bigint language plpgsql immutable as $$
declare sum bigint := 7;
begin
  for i in 1..length(kind) loop sum := (sum * 31 + ascii(substr(kind, i, 1))) & 4294967295; end loop;
  return (3::bigint << 32) + sum;
end $$;
create function pg_temp.id_key(type bigint, id text) returns bigint language sql immutable as $$ select (type << 32) + ('x' || right(id, 8))::bit(32)::bigint $$;

update registry.document d set search_keys = array(
  select pg_temp.pairs_of(lower(normalize(d.title, NFKC)))
  union select pg_temp.pairs_of(lower(normalize(coalesce(d.document_number, ''), NFKC)))
  union select ascii(letter)::bigint from regexp_split_to_table(lower(normalize(d.title, NFKC)), '') letter where letter <> '' and ascii(letter) < 65536
  union select pg_temp.id_key(1, d.department_id::text) where d.department_id is not null
  union select pg_temp.kind_key(d.kind));

update registry.duty_clause c set search_keys = array(
  select (least(15, floor(16 *
      case when c.clause_kind in ('MAIN_DUTY', 'DIVISION_RULE') then 1 when c.clause_kind in ('LAW_DUTY', 'LIST_ITEM') then 0.9 when c.clause_kind in ('TASK', 'RESOLUTION') then 0.8
        when c.clause_kind in ('PRACTICE', 'INTERNAL_OFFICE', 'FUNCTION_TRANSFORMATION', 'OTHER') then 0.6 else 0.3 end
      * case when o.kind in ('LAW', 'REGULATION', 'PARTY_REGULATION', 'SANDING') then 0.95 when o.kind in ('MEETING_MINUTES', 'DEPARTMENT_RULE', 'NEIGHBOUR_PRACTICE') then 0.65 else 0.85 end
      / (1 + length(c.text) / 80.0)))::bigint << 34) + key
  from (
    select pg_temp.pairs_of(lower(normalize(c.text, NFKC))) as key
    union select pg_temp.id_key(1, c.department_id::text) where c.department_id is not null
    union select pg_temp.id_key(2, p->>'department') from json_array_elements(c.partners) p where p->>'department' is not null
    union select pg_temp.kind_key(o.kind)) keys)
from registry.document o where o.jurisdiction_id = c.jurisdiction_id and o.document_id = c.document_id;

alter table registry.duty_clause alter column search_keys drop default;
alter table registry.document alter column search_keys drop default;
-- what is not yet in the tree is read through at every search: little of it may wait there
create index duty_clause_search on registry.duty_clause using gin (search_keys) with (gin_pending_list_limit = 512);
create index document_search on registry.document using gin (search_keys) with (gin_pending_list_limit = 256);
analyze registry.duty_clause;
analyze registry.document;
