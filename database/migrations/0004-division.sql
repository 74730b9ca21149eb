create schema division;

-- Published entries. A row says what held from valid_from to valid_to as known from recorded_at to superseded_at; it is never changed but to close the second.
create table division.division_entry (
  jurisdiction_id uuid not null references platform.jurisdiction,
  division_entry_id uuid not null,
  version int not null,
  number text not null,
  matter_id uuid not null,
  title text not null,
  scope text not null default '',
  -- the scope as a range: the whole matter is everything, a named part one point; so that a part and the whole overlap
  scope_range int8range not null,
  boundary json not null,
  trigger_text text not null default '',
  lead_department_id uuid not null,
  responsible json not null,
  township_share text not null default '',
  fallback_department_id uuid,
  bases json not null,
  hand_over text not null default '',
  limit_working_days int,
  formed_by text not null check (formed_by in ('CONSULTATION', 'SPECIAL_COORDINATION', 'ESTABLISHMENT_COORDINATION', 'LEADERSHIP_STUDY')),
  decision json not null,
  review_on date,
  dispute_id uuid,
  replaces_entry_id uuid,
  valid_from timestamptz not null,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, division_entry_id, version),
  foreign key (jurisdiction_id, matter_id) references registry.matter,
  foreign key (jurisdiction_id, lead_department_id) references registry.department,
  foreign key (jurisdiction_id, fallback_department_id) references registry.department,
  -- a period ended before it began holds no moment: an entry taken back before it came into force
  constraint division_entry_period check (valid_to is null or valid_to >= valid_from),
  constraint division_entry_has_basis check (json_array_length(bases) > 0),
  -- product.md 3.1: per matter, scope and moment at most one lead in force, in what we know today
  constraint division_entry_one_lead exclude using gist (
    jurisdiction_id with =, matter_id with =, scope_range with &&, tstzrange(valid_from, valid_to) with &&
  ) where (superseded_at is null)
);
create index division_entry_current on division.division_entry (jurisdiction_id, matter_id) where superseded_at is null;
create index division_entry_lead on division.division_entry (jurisdiction_id, lead_department_id) where superseded_at is null;

create function division.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
     and to_jsonb(old) - 'superseded_at' = to_jsonb(new) - 'superseded_at' then
    return new;
  end if;
  raise exception 'published entries are history' using errcode = 'restrict_violation', constraint = 'division_entry_immutable';
end $$;
create trigger division_entry_immutable before update or delete on division.division_entry for each row execute function division.refuse_change();

create table division.division_draft (
  jurisdiction_id uuid not null references platform.jurisdiction,
  division_draft_id uuid not null,
  state text not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED', 'DISCARDED')),
  content json not null,
  matter_id uuid not null,
  replaces_entry_id uuid,
  dispute_id uuid,
  published_entry_id uuid,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction_id, division_draft_id),
  foreign key (jurisdiction_id, matter_id) references registry.matter
);
