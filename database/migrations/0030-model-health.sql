-- What the health of the model is computed from, beside the card itself: figures over two years must not open every card.
alter table dispatch.dispatch_card add column lead_department_id uuid;
-- Only where the lead was ranked: one that an entry or an interim rule names has no probability that could be right or wrong.
alter table dispatch.dispatch_card add column lead_probability double precision check (lead_probability between 0 and 1);
-- The departments among which the right one is to be found; null where nothing was promised.
alter table dispatch.dispatch_card add column prediction_set uuid[];
-- The matter that the card found, whatever the intake said.
alter table dispatch.dispatch_card add column found_matter_id uuid;
-- Share of the text's words and runs that the model had learned.
alter table dispatch.dispatch_card add column known_share double precision check (known_share between 0 and 1);

update dispatch.dispatch_card set
  lead_department_id = (card->'leadDepartment'->>'departmentId')::uuid,
  lead_probability = case when outcome <> 'SETTLED' and card->>'interim' is null then (card->'leadDepartment'->>'probability')::double precision end,
  prediction_set = case when outcome <> 'SETTLED' and card->>'interim' is null then array(select json_array_elements_text(card->'predictionSet'))::uuid[] end,
  found_matter_id = (card->'matter'->>'matterId')::uuid,
  known_share = (card->>'known')::double precision;

-- What a wrong dispatch and the minutes of a person cost, by the day from which it holds. The newest version of a day holds; none is ever changed.
create table dispatch.cost_version (
  jurisdiction_id uuid not null references platform.jurisdiction,
  v int not null,
  valid_from timestamptz not null,
  wrong_dispatch_minutes double precision not null check (wrong_dispatch_minutes > 0),
  confirmation_minutes double precision not null check (confirmation_minutes > 0),
  consultation_minutes double precision not null check (consultation_minutes > 0),
  noticed_share double precision not null check (noticed_share > 0 and noticed_share <= 1),
  source text not null check (length(source) > 0),
  reason text not null check (length(reason) > 0),
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction_id, v)
);
create function dispatch.refuse_record_change() returns trigger language plpgsql as $$
begin
  raise exception 'a record of % is never changed', tg_table_name using errcode = 'check_violation', constraint = 'dispatch_record_final';
end $$;
create trigger cost_version_final before update or delete on dispatch.cost_version for each row execute function dispatch.refuse_record_change();
