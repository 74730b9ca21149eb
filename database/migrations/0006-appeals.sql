create schema appeals;

create table appeals.appeal (
  jurisdiction_id uuid not null references platform.jurisdiction,
  appeal_id uuid not null,
  number text not null,
  channel text not null,
  type text not null check (type in ('INQUIRY', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION')),
  title text not null,
  text text not null check (length(text) <= 10000),
  place text not null default '',
  township_department_id uuid,
  matter_id uuid,
  urgency text not null check (urgency in ('NORMAL', 'URGENT', 'EMERGENCY')),
  appellant_name text not null default '',
  appellant_phone text not null default '',
  confidential boolean not null default false,
  complained_department_id uuid,
  external_number text not null default '',
  state text not null default 'RECEIVED' check (state in ('RECEIVED', 'DISPATCHED', 'CLOSED')),
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  search tsvector not null,
  version int not null default 1,
  primary key (jurisdiction_id, appeal_id)
);
create index appeal_newest on appeals.appeal (jurisdiction_id, received_at desc, appeal_id desc);
create index appeal_state on appeals.appeal (jurisdiction_id, state, received_at desc);
create index appeal_search on appeals.appeal using gin (search);

create table appeals.work_order (
  jurisdiction_id uuid not null,
  work_order_id uuid not null,
  number text not null,
  appeal_id uuid not null,
  lead_department_id uuid not null,
  co_handling_units json not null,
  -- every department that leads it, helps with it, or once led it: who may see it
  handled_by uuid[] not null,
  state text not null check (state in ('DISPATCHED', 'SIGNED_IN', 'RETURNED', 'REPLIED', 'CLOSED')),
  -- product.md 3.4: the department it stands at is the first or the second in line; there is no third
  hop smallint not null constraint work_order_third_hop check (hop in (1, 2)),
  designated boolean not null default false,
  interim_lead boolean not null default false,
  dispute_id uuid,
  division_entry_id uuid,
  dispatch_card_id uuid,
  instructions text not null default '',
  dispatched_at timestamptz not null,
  due_at timestamptz not null,
  limit_reasons json not null,
  signed_at timestamptz,
  replied_at timestamptz,
  closed_at timestamptz,
  reply text,
  outcome text,
  reached boolean,
  resolved boolean,
  satisfied boolean,
  version int not null default 1,
  primary key (jurisdiction_id, work_order_id),
  constraint work_order_one_per_appeal unique (jurisdiction_id, appeal_id),
  foreign key (jurisdiction_id, appeal_id) references appeals.appeal,
  foreign key (jurisdiction_id, lead_department_id) references registry.department,
  foreign key (jurisdiction_id, dispute_id) references disputes.dispute
);
create index work_order_department on appeals.work_order (jurisdiction_id, lead_department_id, state, dispatched_at desc);
create index work_order_newest on appeals.work_order (jurisdiction_id, dispatched_at desc, work_order_id desc);
create index work_order_handled_by on appeals.work_order using gin (handled_by);
create index work_order_dispute on appeals.work_order (jurisdiction_id, dispute_id) where dispute_id is not null;

-- product.md 3.5: an order never reaches the unit complained of.
create function appeals.refuse_complained_unit() returns trigger language plpgsql as $$
begin
  if exists (select from appeals.appeal a where a.jurisdiction_id = new.jurisdiction_id and a.appeal_id = new.appeal_id and a.complained_department_id = new.lead_department_id) then
    raise exception 'the order would reach the unit complained of' using errcode = 'check_violation', constraint = 'work_order_complained_unit';
  end if;
  return new;
end $$;
create trigger work_order_complained_unit before insert or update of lead_department_id on appeals.work_order for each row execute function appeals.refuse_complained_unit();

create table appeals.order_return (
  jurisdiction_id uuid not null,
  order_return_id uuid not null,
  work_order_id uuid not null,
  department_id uuid not null,
  reason text not null,
  clause text not null constraint order_return_without_clause check (length(clause) > 0),
  duty_clause_id uuid,
  named_department_id uuid not null,
  explanation text not null default '',
  returned_at timestamptz not null,
  is_late boolean not null,
  ruling text not null default 'PENDING' check (ruling in ('PENDING', 'ACCEPTED', 'OVERRULED', 'DISPUTED')),
  ruling_note text not null default '',
  ruled_at timestamptz,
  primary key (jurisdiction_id, order_return_id),
  constraint order_return_once unique (jurisdiction_id, work_order_id, department_id),
  constraint order_return_named_itself check (department_id <> named_department_id),
  foreign key (jurisdiction_id, work_order_id) references appeals.work_order,
  foreign key (jurisdiction_id, named_department_id) references registry.department
);

create table appeals.order_event (
  jurisdiction_id uuid not null,
  work_order_id uuid not null,
  ordinal int not null,
  at timestamptz not null,
  action text not null,
  by text not null,
  note text not null default '',
  primary key (jurisdiction_id, work_order_id, ordinal),
  foreign key (jurisdiction_id, work_order_id) references appeals.work_order
);

create table appeals.appeal_import (
  jurisdiction_id uuid not null references platform.jurisdiction,
  appeal_import_id uuid not null,
  file_name text not null,
  file_hash text not null,
  state text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
  total int not null,
  done int not null default 0,
  accepted int not null default 0,
  refused json not null,
  started_by uuid,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (jurisdiction_id, appeal_import_id)
);

create table appeals.import_row (
  jurisdiction_id uuid not null,
  appeal_import_id uuid not null,
  row_number int not null,
  input json not null,
  primary key (jurisdiction_id, appeal_import_id, row_number),
  foreign key (jurisdiction_id, appeal_import_id) references appeals.appeal_import
);
