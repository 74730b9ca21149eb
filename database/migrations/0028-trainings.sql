-- Trainings of the dispatch model: what was learned, how the candidate did beside the model in use, and what became of it.
create table dispatch.training (
  jurisdiction_id uuid not null references platform.jurisdiction,
  training_id uuid not null,
  reason text not null check (reason in ('FIRST', 'NIGHTLY', 'ASKED')),
  state text not null check (state in ('WAITING', 'RUNNING', 'LIVE', 'REFUSED', 'SKIPPED', 'FAILED')),
  requested_by text not null,
  requested_at timestamptz not null,
  -- how often it was begun: again after an instance died in the middle of it
  tries int not null default 0,
  started_at timestamptz,
  progress double precision not null default 0 check (progress between 0 and 1),
  touched_at timestamptz not null,
  ended_at timestamptz,
  seed int not null,
  guard_version int not null,
  -- orders that the candidate learned from when it was judged, and those held out
  learned int,
  held_out int,
  -- figures of the candidate and of the model in use on the orders held out
  candidate json,
  incumbent json,
  incumbent_id uuid,
  model_id uuid,
  reasons json not null,
  primary key (jurisdiction_id, training_id),
  constraint training_ended check ((state in ('WAITING', 'RUNNING')) = (ended_at is null)),
  constraint training_model check ((state = 'LIVE') = (model_id is not null))
);
create unique index training_one_open on dispatch.training (jurisdiction_id) where state in ('WAITING', 'RUNNING');
create index training_newest on dispatch.training (jurisdiction_id, requested_at desc, training_id desc);
