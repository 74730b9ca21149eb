create schema disputes;

create table disputes.dispute (
  jurisdiction_id uuid not null references platform.jurisdiction,
  dispute_id uuid not null,
  number text not null,
  title text not null,
  matter_id uuid,
  claim text not null,
  facts text not null default '',
  origin text not null check (origin in ('DEPARTMENT', 'DISPATCHER', 'ESTABLISHMENT_OFFICE', 'LEADERS', 'ORDER_RETURN')),
  level smallint not null check (level between 1 and 4),
  state text not null,
  -- the version of the transition table it began with
  machine_version int not null,
  host_department_id uuid not null,
  host_reasons json not null,
  interim_rule text not null check (interim_rule in ('KEEP_CURRENT', 'FREEZE', 'ACT_FIRST')),
  interim_lead_department_id uuid,
  settlement json,
  settlement_version int not null default 0,
  opinion text,
  decision json,
  round smallint not null default 0 check (round between 0 and 2),
  division_draft_id uuid,
  division_entry_id uuid,
  opened_at timestamptz not null,
  state_since timestamptz not null,
  due_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction_id, dispute_id),
  constraint dispute_number_taken unique (jurisdiction_id, number),
  constraint dispute_interim_lead check ((interim_rule = 'ACT_FIRST') = (interim_lead_department_id is not null)),
  foreign key (jurisdiction_id, matter_id) references registry.matter,
  foreign key (jurisdiction_id, host_department_id) references registry.department,
  foreign key (jurisdiction_id, interim_lead_department_id) references registry.department
);
create index dispute_matter on disputes.dispute (jurisdiction_id, matter_id);
create index dispute_state on disputes.dispute (jurisdiction_id, state);

create table disputes.party (
  jurisdiction_id uuid not null,
  dispute_id uuid not null,
  department_id uuid not null,
  ordinal int not null,
  is_listed_lead boolean not null,
  claim text not null default '',
  primary key (jurisdiction_id, dispute_id, department_id),
  foreign key (jurisdiction_id, dispute_id) references disputes.dispute,
  foreign key (jurisdiction_id, department_id) references registry.department
);
create index party_department on disputes.party (jurisdiction_id, department_id);

create table disputes.position (
  jurisdiction_id uuid not null,
  dispute_id uuid not null,
  department_id uuid not null,
  ordinal int not null,
  kind text not null check (kind in ('AGREE', 'RESERVE', 'OBJECT')),
  reason text not null default '',
  basis text not null default '',
  settlement_version int not null,
  round smallint not null,
  taken_at timestamptz not null,
  taken_by text not null,
  primary key (jurisdiction_id, dispute_id, department_id, ordinal),
  foreign key (jurisdiction_id, dispute_id, department_id) references disputes.party
);

-- A signature holds for one version of the settlement; a changed settlement is unsigned again.
create table disputes.signature (
  jurisdiction_id uuid not null,
  dispute_id uuid not null,
  department_id uuid not null,
  settlement_version int not null,
  signed_at timestamptz not null,
  signed_by text not null,
  primary key (jurisdiction_id, dispute_id, department_id, settlement_version),
  foreign key (jurisdiction_id, dispute_id, department_id) references disputes.party
);

create table disputes.dispute_event (
  jurisdiction_id uuid not null,
  dispute_id uuid not null,
  ordinal int not null,
  at timestamptz not null,
  action text not null,
  from_state text,
  to_state text not null,
  by text not null,
  note text not null default '',
  primary key (jurisdiction_id, dispute_id, ordinal),
  foreign key (jurisdiction_id, dispute_id) references disputes.dispute
);

-- product.md 3.6: an agreement is filed only with every party's signature.
create function disputes.require_signatures() returns trigger language plpgsql as $$
begin
  if new.state = 'FILED' and old.state is distinct from 'FILED' and exists (
    select from disputes.party p where p.jurisdiction_id = new.jurisdiction_id and p.dispute_id = new.dispute_id and not exists (
      select from disputes.signature s where s.jurisdiction_id = p.jurisdiction_id and s.dispute_id = p.dispute_id
        and s.department_id = p.department_id and s.settlement_version = new.settlement_version)) then
    raise exception 'a party has not signed' using errcode = 'check_violation', constraint = 'dispute_unsigned_party';
  end if;
  return new;
end $$;
create trigger dispute_signatures before insert or update of state on disputes.dispute for each row execute function disputes.require_signatures();
