create schema dispatch;

create table dispatch.dispatch_card (
  jurisdiction_id uuid not null references platform.jurisdiction,
  dispatch_card_id uuid not null,
  appeal_id uuid not null,
  outcome text not null check (outcome in ('SETTLED', 'CLEAR', 'CONTESTED', 'OWNERLESS')),
  card json not null,
  computed_at timestamptz not null,
  primary key (jurisdiction_id, dispatch_card_id)
);
create index dispatch_card_appeal on dispatch.dispatch_card (jurisdiction_id, appeal_id, computed_at desc);

-- Settled cases and finished orders, reused for equal appeals.
create table dispatch.precedent (
  jurisdiction_id uuid not null references platform.jurisdiction,
  precedent_id uuid not null,
  appeal_id uuid,
  text text not null,
  matter_id uuid,
  department_id uuid not null,
  outcome text not null check (outcome in ('ACCEPTED', 'RETURNED', 'UPHELD', 'OVERTURNED')),
  division_entry_id uuid,
  dispute_id uuid,
  recorded_at timestamptz not null,
  primary key (jurisdiction_id, precedent_id),
  foreign key (jurisdiction_id, department_id) references registry.department
);
create index precedent_newest on dispatch.precedent (jurisdiction_id, recorded_at desc);
create index precedent_appeal on dispatch.precedent (jurisdiction_id, appeal_id) where appeal_id is not null;
create index precedent_entry on dispatch.precedent (jurisdiction_id, division_entry_id, precedent_id desc) where division_entry_id is not null;

-- What the cards are computed from, as counters that move with every change of it, in the same transaction:
-- an instance that sees a newer number than its own reads again before it ranks.
create table dispatch.knowledge_version (
  jurisdiction_id uuid not null references platform.jurisdiction,
  part text not null check (part in ('registry', 'entries', 'disputes', 'precedents', 'model')),
  version bigint not null default 0,
  primary key (jurisdiction_id, part)
);

create table dispatch.model (
  jurisdiction_id uuid not null references platform.jurisdiction,
  model_id uuid not null,
  bytes bytea not null,
  seed int not null,
  precedents int not null,
  trained_at timestamptz not null,
  live boolean not null,
  primary key (jurisdiction_id, model_id)
);
create unique index model_one_live on dispatch.model (jurisdiction_id) where live;
