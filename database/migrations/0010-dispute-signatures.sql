-- product.md 3.6, for plain SQL too: an agreement is filed only with every party's signature, on the very text they read.
-- The signatures, the parties they bind, the text they stand under and the states that rest on them are guarded together: any one alone could be got around.

create function disputes.is_signed_by_all(given disputes.dispute) returns boolean language sql stable as $$
  select count(*) >= 2 and bool_and(exists (
    select from disputes.signature s where s.jurisdiction_id = p.jurisdiction_id and s.dispute_id = p.dispute_id
      and s.department_id = p.department_id and s.settlement_version = given.settlement_version))
  from disputes.party p where p.jurisdiction_id = given.jurisdiction_id and p.dispute_id = given.dispute_id
$$;

create function disputes.refuse(broken text, told text) returns void language plpgsql as $$
begin
  raise exception '%', told using errcode = 'check_violation', constraint = broken;
end $$;

drop trigger dispute_signatures on disputes.dispute;
drop function disputes.require_signatures();

create function disputes.guard_dispute() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state in ('AGREED', 'FILED', 'DECIDED', 'SETTLED') or new.settlement_version <> 0 or new.settlement is not null then
      perform disputes.refuse('dispute_unsigned_party', 'a dispute begins without a settlement');
    end if;
    return new;
  end if;
  if old.state in ('SETTLED', 'REJECTED', 'FORWARDED', 'WITHDRAWN') then
    perform disputes.refuse('dispute_ended', 'an ended dispute is history');
  end if;
  -- a new text is a new version, one at a time; what is filed or decided has none
  if new.settlement_version not in (old.settlement_version, old.settlement_version + 1)
     or (new.settlement_version = old.settlement_version and new.settlement::text is distinct from old.settlement::text)
     or (new.settlement_version <> old.settlement_version and old.state in ('FILED', 'DECIDED')) then
    perform disputes.refuse('dispute_settlement_fixed', 'the text of a settlement stands');
  end if;
  if (new.state in ('AGREED', 'FILED') and not disputes.is_signed_by_all(new))
     or (new.state = 'SETTLED' and old.state not in ('FILED', 'DECIDED')) then
    perform disputes.refuse('dispute_unsigned_party', 'a party has not signed');
  end if;
  if new.state = 'DECIDED' and (old.state not in ('REPORTED', 'DECIDED') or new.settlement is null or coalesce(trim(new.decision ->> 'body'), '') = '') then
    perform disputes.refuse('dispute_decision', 'nobody has decided');
  end if;
  return new;
end $$;
create trigger dispute_guard before insert or update on disputes.dispute for each row execute function disputes.guard_dispute();

-- Who signs has agreed to this very text, or reserved: silence and objection are not consent (procedures.md 3.7, 3.8).
create function disputes.guard_signature() returns trigger language plpgsql as $$
declare
  present int;
  last_kind text;
begin
  if tg_op <> 'INSERT' then
    perform disputes.refuse('signature_final', 'a signature stands');
  end if;
  -- the lock keeps the text from changing under the signature
  select d.settlement_version into present from disputes.dispute d where d.jurisdiction_id = new.jurisdiction_id and d.dispute_id = new.dispute_id for share;
  if present = 0 or new.settlement_version is distinct from present then
    perform disputes.refuse('signature_version', 'a signature is for the present text');
  end if;
  select p.kind into last_kind from disputes.position p
    where p.jurisdiction_id = new.jurisdiction_id and p.dispute_id = new.dispute_id and p.department_id = new.department_id and p.settlement_version = present
    order by p.ordinal desc limit 1;
  if last_kind is null or last_kind = 'OBJECT' then
    perform disputes.refuse('signature_position', 'who signs has agreed or reserved');
  end if;
  return new;
end $$;
create trigger signature_guard before insert or update or delete on disputes.signature for each row execute function disputes.guard_signature();
create trigger signature_kept before truncate on disputes.signature for each statement execute function disputes.guard_signature();

-- The parties are fixed from the first proposal on: it is put to them and signed by them.
create function disputes.guard_party() returns trigger language plpgsql as $$
declare
  proposed int;
begin
  if tg_op in ('UPDATE', 'DELETE') then
    select d.settlement_version into proposed from disputes.dispute d where d.jurisdiction_id = old.jurisdiction_id and d.dispute_id = old.dispute_id for share;
  end if;
  if tg_op in ('INSERT', 'UPDATE') and coalesce(proposed, 0) = 0 then
    select d.settlement_version into proposed from disputes.dispute d where d.jurisdiction_id = new.jurisdiction_id and d.dispute_id = new.dispute_id for share;
  end if;
  if tg_op = 'TRUNCATE' or proposed > 0 then
    perform disputes.refuse('party_fixed', 'the parties are fixed');
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger party_guard before insert or update or delete on disputes.party for each row execute function disputes.guard_party();
create trigger party_kept before truncate on disputes.party for each statement execute function disputes.guard_party();

create function disputes.refuse_rewriting() returns trigger language plpgsql as $$
begin
  perform disputes.refuse('dispute_record_final', 'what was said and done is history');
  return null;
end $$;
create trigger position_final before update or delete on disputes.position for each row execute function disputes.refuse_rewriting();
create trigger position_kept before truncate on disputes.position for each statement execute function disputes.refuse_rewriting();
create trigger dispute_event_final before update or delete on disputes.dispute_event for each row execute function disputes.refuse_rewriting();
create trigger dispute_event_kept before truncate on disputes.dispute_event for each statement execute function disputes.refuse_rewriting();
