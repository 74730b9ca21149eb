-- Accounts that go over to whoever carries on when their department ends. A move that holds from a later day waits for it; one that was made stays as history.
create table access.account_move (
  jurisdiction_id uuid not null references platform.jurisdiction,
  account_move_id uuid not null,
  account_id uuid not null,
  from_department_id uuid not null,
  to_department_id uuid not null,
  effective_at timestamptz not null,
  ordered_by text not null,
  recorded_at timestamptz not null,
  done_at timestamptz,
  primary key (jurisdiction_id, account_move_id),
  foreign key (jurisdiction_id, account_id) references access.account,
  constraint account_move_elsewhere check (from_department_id <> to_department_id)
);
create index account_move_waiting on access.account_move (jurisdiction_id, effective_at) where done_at is null;
