-- A running dispute keeps the rules of procedure it began with (parameters/disputes.yaml); those before this column began with version 1.
alter table disputes.dispute add column rules_version int not null default 1;
alter table disputes.dispute alter column rules_version drop default;

-- Deadlines are rows that a recurring job sweeps: when the system acts next by itself, and when it last reminded in the present state.
alter table disputes.dispute add column reminded_at timestamptz;
alter table disputes.dispute add column deadline_at timestamptz;
update disputes.dispute set deadline_at = due_at where state not in ('SETTLED', 'REJECTED', 'FORWARDED', 'WITHDRAWN') and due_at is not null;
create index dispute_deadline on disputes.dispute (jurisdiction_id, deadline_at) where deadline_at is not null;

alter table appeals.work_order add column reminded_at timestamptz;
create index work_order_unreminded on appeals.work_order (jurisdiction_id, due_at) where reminded_at is null and state in ('DISPATCHED', 'SIGNED_IN', 'RETURNED');

-- What is filed or decided rests on a draft of the division table: with the draft discarded it would wait for ever.
alter table disputes.dispute add foreign key (jurisdiction_id, division_draft_id) references division.division_draft;
alter table disputes.dispute add constraint dispute_draft_needed check (state not in ('FILED', 'DECIDED') or division_draft_id is not null);

create function disputes.guard_draft() returns trigger language plpgsql as $$
begin
  if exists (select from disputes.dispute d where d.jurisdiction_id = new.jurisdiction_id and d.division_draft_id = new.division_draft_id and d.state in ('FILED', 'DECIDED')) then
    perform disputes.refuse('dispute_rests_on_draft', 'a dispute rests on this draft');
  end if;
  return null;
end $$;
-- looked at when the transaction ends: the discarding sends the dispute back in the same one
create constraint trigger division_draft_rested_on after update of state on division.division_draft
  deferrable initially deferred for each row when (new.state = 'DISCARDED') execute function disputes.guard_draft();
