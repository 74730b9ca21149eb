-- What a card was computed from can be had again, byte for byte.

create function dispatch.refuse_knowledge_change() returns trigger language plpgsql as $$
begin
  raise exception 'what a dispatch card was computed from does not change' using errcode = 'restrict_violation';
end $$;

-- A precedent has the place in which it became known: the version of the precedents that brought it, given under the lock of their counter.
alter table dispatch.precedent add column number bigint;
update dispatch.precedent p set number = n.number
from (select jurisdiction_id, precedent_id, row_number() over (partition by jurisdiction_id order by recorded_at, precedent_id) as number from dispatch.precedent) n
where n.jurisdiction_id = p.jurisdiction_id and n.precedent_id = p.precedent_id;
alter table dispatch.precedent alter column number set not null;
create unique index precedent_number on dispatch.precedent (jurisdiction_id, number);
insert into dispatch.knowledge_version (jurisdiction_id, part, version)
select jurisdiction_id, 'precedents', max(number) from dispatch.precedent group by jurisdiction_id
on conflict (jurisdiction_id, part) do update set version = greatest(knowledge_version.version, excluded.version);

-- What the outcome of a precedent was before a ruling changed it: until that version of the precedents.
create table dispatch.precedent_outcome (
  jurisdiction_id uuid not null,
  precedent_id uuid not null,
  until_version bigint not null,
  outcome text not null,
  primary key (jurisdiction_id, precedent_id, until_version),
  foreign key (jurisdiction_id, precedent_id) references dispatch.precedent
);
create index precedent_outcome_version on dispatch.precedent_outcome (jurisdiction_id, until_version);
-- The last guard: whoever changes an outcome moves the version of the precedents, and what it was until then stays on record.
create function dispatch.keep_outcome() returns trigger language plpgsql as $$
begin
  insert into dispatch.knowledge_version (jurisdiction_id, part, version) values (old.jurisdiction_id, 'precedents', 1)
  on conflict (jurisdiction_id, part) do update set version = knowledge_version.version + 1;
  insert into dispatch.precedent_outcome (jurisdiction_id, precedent_id, until_version, outcome)
  select old.jurisdiction_id, old.precedent_id, v.version, old.outcome from dispatch.knowledge_version v where v.jurisdiction_id = old.jurisdiction_id and v.part = 'precedents';
  return null;
end $$;
create trigger precedent_outcome_kept after update of outcome on dispatch.precedent for each row when (old.outcome is distinct from new.outcome) execute function dispatch.keep_outcome();
create trigger precedent_outcome_history before update or delete or truncate on dispatch.precedent_outcome for each statement execute function dispatch.refuse_knowledge_change();

-- Departments, clauses, entries, disputes and guard rules as cards have seen them, each part under the hash of its content.
create table dispatch.knowledge_part (
  jurisdiction_id uuid not null references platform.jurisdiction,
  part_hash text not null,
  content json not null,
  primary key (jurisdiction_id, part_hash)
);
create trigger knowledge_part_history before update or delete or truncate on dispatch.knowledge_part for each statement execute function dispatch.refuse_knowledge_change();

-- What was ranked where it is not what the appeal says today: the matter before its dispatch, and whether its title was its own.
alter table dispatch.dispatch_card add column asked_matter_id uuid, add column titled boolean not null default true;

-- Up to which version of the precedents a model has learned, and since when it is out of use.
alter table dispatch.model add column learned_to bigint, add column retired_at timestamptz;
update dispatch.model m set learned_to = coalesce((select v.version from dispatch.knowledge_version v where v.jurisdiction_id = m.jurisdiction_id and v.part = 'precedents'), 0);
update dispatch.model set retired_at = trained_at where not live;
alter table dispatch.model alter column learned_to set not null, add constraint model_retired check (live = (retired_at is null));
