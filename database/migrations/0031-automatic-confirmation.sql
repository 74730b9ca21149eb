alter table dispatch.knowledge_version drop constraint knowledge_version_part_check;
alter table dispatch.knowledge_version add constraint knowledge_version_part_check check (part in ('registry', 'entries', 'disputes', 'precedents', 'model', 'automatic'));

-- 个人信息保护影响评估 (个人信息保护法 55, 56): what must be assessed before a machine decides, kept for at least three years.
create table dispatch.impact_assessment (
  jurisdiction_id uuid not null references platform.jurisdiction,
  impact_assessment_id uuid not null,
  matter_id uuid not null,
  purpose text not null check (length(purpose) > 0),
  necessity text not null check (length(necessity) > 0),
  effect_on_rights text not null check (length(effect_on_rights) > 0),
  safeguards text not null check (length(safeguards) > 0),
  assessed_by text not null check (length(assessed_by) > 0),
  assessed_on date not null,
  next_review_on date not null,
  retained_until date not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawal_reason text,
  primary key (jurisdiction_id, impact_assessment_id),
  constraint impact_assessment_matter unique (jurisdiction_id, impact_assessment_id, matter_id),
  constraint impact_assessment_review check (next_review_on > assessed_on),
  constraint impact_assessment_retention check (retained_until >= assessed_on + interval '3 years'),
  foreign key (jurisdiction_id, matter_id) references registry.matter
);
create index impact_assessment_of on dispatch.impact_assessment (jurisdiction_id, matter_id, assessed_on desc);

create table dispatch.automatic_confirmation (
  jurisdiction_id uuid not null,
  automatic_confirmation_id uuid not null,
  matter_id uuid not null,
  impact_assessment_id uuid not null,
  threshold double precision not null,
  -- where the cost is least by the version of the costs in force when it was switched on
  least_threshold double precision not null,
  switched_on_at timestamptz not null,
  switched_on_by text not null,
  switched_off_at timestamptz,
  switched_off_by text,
  off_reason text,
  primary key (jurisdiction_id, automatic_confirmation_id),
  constraint automatic_confirmation_threshold check (threshold >= least_threshold and threshold <= 1 and least_threshold > 0),
  constraint automatic_confirmation_off check ((switched_off_at is null) = (switched_off_by is null) and (switched_off_at is null) = (off_reason is null)),
  foreign key (jurisdiction_id, impact_assessment_id, matter_id) references dispatch.impact_assessment (jurisdiction_id, impact_assessment_id, matter_id)
);
create unique index automatic_confirmation_one_on on dispatch.automatic_confirmation (jurisdiction_id, matter_id) where switched_off_at is null;

-- The last guard: nothing is switched on without an assessment in force, whoever writes here.
create function dispatch.require_assessment() returns trigger language plpgsql as $$
begin
  if new.switched_off_at is null and not exists (
    select from dispatch.impact_assessment i
    where i.jurisdiction_id = new.jurisdiction_id and i.impact_assessment_id = new.impact_assessment_id and i.withdrawn_at is null
      and (new.switched_on_at at time zone 'Asia/Shanghai')::date between i.assessed_on and i.next_review_on
  ) then
    raise exception 'automatic confirmation without an impact assessment in force' using errcode = 'check_violation', constraint = 'automatic_confirmation_assessed';
  end if;
  if tg_op = 'UPDATE' and (new.matter_id, new.impact_assessment_id, new.threshold, new.least_threshold, new.switched_on_at) is distinct from (old.matter_id, old.impact_assessment_id, old.threshold, old.least_threshold, old.switched_on_at) then
    raise exception 'a switch is turned off, never changed' using errcode = 'check_violation', constraint = 'dispatch_record_final';
  end if;
  return new;
end $$;
create trigger automatic_confirmation_assessed before insert or update on dispatch.automatic_confirmation for each row execute function dispatch.require_assessment();

-- An assessment is withdrawn, never reworded; and not while something rests on it, nor gone before its time.
create function dispatch.guard_assessment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.retained_until >= current_date then
      raise exception 'the assessment must be kept until %', old.retained_until using errcode = 'check_violation', constraint = 'dispatch_record_final';
    end if;
    return old;
  end if;
  if (new.matter_id, new.purpose, new.necessity, new.effect_on_rights, new.safeguards, new.assessed_by, new.assessed_on, new.next_review_on, new.retained_until)
    is distinct from (old.matter_id, old.purpose, old.necessity, old.effect_on_rights, old.safeguards, old.assessed_by, old.assessed_on, old.next_review_on, old.retained_until) then
    raise exception 'an assessment is withdrawn, never reworded' using errcode = 'check_violation', constraint = 'dispatch_record_final';
  end if;
  if new.withdrawn_at is not null and exists (
    select from dispatch.automatic_confirmation c
    where c.jurisdiction_id = new.jurisdiction_id and c.impact_assessment_id = new.impact_assessment_id and c.switched_off_at is null
  ) then
    raise exception 'automatic confirmation still rests on the assessment' using errcode = 'check_violation', constraint = 'automatic_confirmation_assessed';
  end if;
  return new;
end $$;
create trigger impact_assessment_guard before update or delete on dispatch.impact_assessment for each row execute function dispatch.guard_assessment();

-- An order that the system sent out by itself carries its reasons; a person may take it back before it is signed in.
alter table appeals.work_order add column automatic_reasons json;
create index work_order_automatic on appeals.work_order (jurisdiction_id, dispatched_at desc, work_order_id desc) where automatic_reasons is not null;
alter table appeals.work_order drop constraint work_order_state_check;
alter table appeals.work_order add constraint work_order_state_check check (state in ('DISPATCHED', 'SIGNED_IN', 'RETURNED', 'REPLIED', 'CLOSED', 'WITHDRAWN'));
alter table appeals.work_order add constraint work_order_withdrawn check (state <> 'WITHDRAWN' or (automatic_reasons is not null and signed_at is null));
-- one order for an appeal, apart from those that were taken back
alter table appeals.work_order drop constraint work_order_one_per_appeal;
create unique index work_order_one_per_appeal on appeals.work_order (jurisdiction_id, appeal_id) where state <> 'WITHDRAWN';
