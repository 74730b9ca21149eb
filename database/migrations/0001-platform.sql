-- Jurisdictions, counters and the journal. Every key begins with jurisdiction_id, so that a district's rows lie together.
create extension if not exists btree_gist;

create schema platform;

create table platform.jurisdiction (
  jurisdiction_id uuid primary key,
  code text not null unique,
  name text not null,
  city text not null default ''
);

-- Numbers (文号, order numbers) come from a locked row, never from max + 1.
create table platform.counter (
  jurisdiction_id uuid not null references platform.jurisdiction,
  name text not null,
  value bigint not null,
  primary key (jurisdiction_id, name)
);

create schema journal;

-- One hash chain per lane. A transaction takes any lane that is free, so that writers do not wait for each other's disk.
create table journal.lane (
  jurisdiction_id uuid not null references platform.jurisdiction,
  lane smallint not null,
  sequence bigint not null default 0,
  head_hash text not null default repeat('0', 64),
  primary key (jurisdiction_id, lane)
);

create table journal.record (
  jurisdiction_id uuid not null,
  lane smallint not null,
  sequence bigint not null,
  id uuid not null,
  recorded_at timestamptz not null,
  operation text not null,
  actor text not null,
  subject text,
  -- json, not jsonb: kept as written, since the hash covers it
  input json not null,
  answer json,
  input_hash text,
  idempotency_key text,
  previous_hash text not null,
  hash text not null,
  primary key (jurisdiction_id, lane, sequence),
  foreign key (jurisdiction_id, lane) references journal.lane
);
create unique index record_idempotency on journal.record (jurisdiction_id, actor, idempotency_key) where idempotency_key is not null;
create index record_newest on journal.record (jurisdiction_id, id desc);

create function journal.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'journal records are append-only' using errcode = 'restrict_violation', constraint = 'journal_append_only';
end $$;
create trigger record_append_only before update or delete or truncate on journal.record for each statement execute function journal.refuse_change();
