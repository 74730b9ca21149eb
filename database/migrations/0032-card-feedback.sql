-- What a dispatcher or the establishment office says of a card; a department's own wish is a claim, and stands with its order.
create table dispatch.card_feedback (
  jurisdiction_id uuid not null,
  card_feedback_id uuid not null,
  dispatch_card_id uuid not null,
  appeal_id uuid not null,
  verdict text not null check (verdict in ('RIGHT', 'WRONG', 'MISSING_DUTY')),
  department_id uuid,
  duty_clause_id uuid,
  clause text not null default '',
  note text not null default '',
  given_by uuid,
  given_by_name text not null,
  given_at timestamptz not null,
  undone_at timestamptz,
  undone_by_name text,
  primary key (jurisdiction_id, card_feedback_id),
  constraint card_feedback_department check ((verdict = 'MISSING_DUTY') = (department_id is null)),
  constraint card_feedback_undone check ((undone_at is null) = (undone_by_name is null)),
  foreign key (jurisdiction_id, dispatch_card_id) references dispatch.dispatch_card,
  foreign key (jurisdiction_id, department_id) references registry.department
);
create unique index card_feedback_one_standing on dispatch.card_feedback (jurisdiction_id, dispatch_card_id) where undone_at is null;
create index card_feedback_given on dispatch.card_feedback (jurisdiction_id, given_at desc);

-- WITHDRAWN: what was said of a card and taken back, or what the closing of the order has since said itself. Nothing learns from it; the row stays, so that every instance sees it go.
alter table dispatch.precedent drop constraint precedent_outcome_check;
alter table dispatch.precedent add constraint precedent_outcome_check check (outcome in ('ACCEPTED', 'RETURNED', 'UPHELD', 'OVERTURNED', 'WITHDRAWN'));
alter table dispatch.precedent add column card_feedback_id uuid;
create index precedent_feedback on dispatch.precedent (jurisdiction_id, card_feedback_id) where card_feedback_id is not null;
