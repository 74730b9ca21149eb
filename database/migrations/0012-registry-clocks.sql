-- Two clocks for the registry, as for the division table: a row says what held from valid_from to valid_to as known from recorded_at to superseded_at.
create function registry.refuse_history_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
     and to_jsonb(old) - 'superseded_at' = to_jsonb(new) - 'superseded_at' then
    return new;
  end if;
  raise exception 'what was known is history' using errcode = 'restrict_violation', constraint = 'registry_history_immutable';
end $$;

-- registry.department keeps the id, the code, how long it is in being and what it is called now; here stands what it was called when.
create table registry.department_version (
  jurisdiction_id uuid not null,
  department_id uuid not null,
  version int not null,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('PARTY_ORGAN', 'GOVERNMENT_DEPARTMENT', 'VERTICAL_AGENCY', 'MASS_ORGANIZATION', 'PUBLIC_INSTITUTION', 'PUBLIC_ENTERPRISE', 'TOWNSHIP')),
  superior text,
  secondary_names text[] not null default '{}',
  -- the paper it rests on: 文号, name of the reform plan
  basis text not null default '',
  valid_from timestamptz not null,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, department_id, version),
  foreign key (jurisdiction_id, department_id) references registry.department,
  constraint department_version_period check (valid_to is null or valid_to > valid_from),
  constraint department_one_name exclude using gist (
    jurisdiction_id with =, department_id with =, tstzrange(valid_from, valid_to) with &&
  ) where (superseded_at is null)
);
create index department_version_current on registry.department_version (jurisdiction_id, department_id) where superseded_at is null;
create trigger department_version_history before update or delete on registry.department_version for each row execute function registry.refuse_history_change();
insert into registry.department_version (jurisdiction_id, department_id, version, name, short_name, kind, superior, secondary_names, valid_from, valid_to, recorded_at)
  select jurisdiction_id, department_id, 1, name, short_name, kind, superior, secondary_names, valid_from, valid_to, recorded_at from registry.department;

-- why nobody carries on after it, where that was decided
alter table registry.department add end_note text not null default '';

alter table registry.department_alias add version int not null default 1, add superseded_at timestamptz;
alter table registry.department_alias drop constraint department_alias_pkey, add primary key (jurisdiction_id, department_id, name, version);
-- two departments may not go by one name at one time: a text that uses it could not be resolved
alter table registry.department_alias add constraint department_alias_one_owner exclude using gist (
  jurisdiction_id with =, name with =, tstzrange(valid_from, valid_to) with &&
) where (superseded_at is null);
create trigger department_alias_history before update or delete on registry.department_alias for each row execute function registry.refuse_history_change();

alter table registry.department_successor add version int not null default 1, add superseded_at timestamptz, add basis text not null default '';
alter table registry.department_successor drop constraint department_successor_pkey, add primary key (jurisdiction_id, department_id, successor_id, scope, version);
alter table registry.department_successor add constraint department_successor_not_itself check (department_id <> successor_id);
create unique index department_successor_current on registry.department_successor (jurisdiction_id, department_id, successor_id, scope) where superseded_at is null;
create trigger department_successor_history before update or delete on registry.department_successor for each row execute function registry.refuse_history_change();

-- A document's text never changes; how long it holds may turn out otherwise.
create table registry.document_period (
  jurisdiction_id uuid not null,
  document_id uuid not null,
  version int not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, document_id, version),
  foreign key (jurisdiction_id, document_id) references registry.document
);
create unique index document_period_current on registry.document_period (jurisdiction_id, document_id) where superseded_at is null;
create trigger document_period_history before update or delete on registry.document_period for each row execute function registry.refuse_history_change();
insert into registry.document_period (jurisdiction_id, document_id, version, valid_from, valid_to, recorded_at)
  select jurisdiction_id, document_id, 1, valid_from, valid_to, recorded_at from registry.document;

-- A matter without a beginning has always been there.
alter table registry.matter add valid_from timestamptz, add valid_to timestamptz;
create table registry.matter_version (
  jurisdiction_id uuid not null,
  matter_id uuid not null,
  version int not null,
  parent_id uuid,
  code text not null,
  name text not null,
  is_class boolean not null,
  description text not null default '',
  includes text[] not null default '{}',
  excludes text[] not null default '{}',
  keywords text[] not null default '{}',
  basis text not null default '',
  search tsvector not null,
  valid_from timestamptz,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, matter_id, version),
  foreign key (jurisdiction_id, matter_id) references registry.matter,
  foreign key (jurisdiction_id, parent_id) references registry.matter,
  constraint matter_one_place exclude using gist (
    jurisdiction_id with =, matter_id with =, tstzrange(valid_from, valid_to) with &&
  ) where (superseded_at is null)
);
create index matter_version_current on registry.matter_version (jurisdiction_id, matter_id) where superseded_at is null;
create index matter_version_search on registry.matter_version using gin (search);
create trigger matter_version_history before update or delete on registry.matter_version for each row execute function registry.refuse_history_change();
insert into registry.matter_version (jurisdiction_id, matter_id, version, parent_id, code, name, is_class, description, includes, excludes, keywords, search, recorded_at)
  select jurisdiction_id, matter_id, 1, parent_id, code, name, is_class, description, includes, excludes, keywords, search,
    coalesce((select min(d.recorded_at) from registry.department d where d.jurisdiction_id = m.jurisdiction_id), '2000-01-01'::timestamptz) from registry.matter m;

-- Where the appeals, disputes and entries of a matter that was merged or split belong since.
create table registry.matter_successor (
  jurisdiction_id uuid not null,
  matter_id uuid not null,
  successor_id uuid not null,
  version int not null default 1,
  effective_at timestamptz not null,
  basis text not null default '',
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, matter_id, successor_id, version),
  foreign key (jurisdiction_id, matter_id) references registry.matter,
  foreign key (jurisdiction_id, successor_id) references registry.matter,
  constraint matter_successor_not_itself check (matter_id <> successor_id)
);
create trigger matter_successor_history before update or delete on registry.matter_successor for each row execute function registry.refuse_history_change();
