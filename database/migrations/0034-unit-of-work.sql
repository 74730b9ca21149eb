-- What a transaction assumed no longer holds: it is undone and tried again, as after a failed serialisation.
create function platform.try_again() returns int language plpgsql volatile as $$
begin
  raise exception 'an assumption no longer holds' using errcode = 'serialization_failure';
end $$;

-- Every appeal that came in locked the one row of its jurisdiction against deletion: with many at once the database kept lists of who holds it, for a row
-- that nobody deletes. The journal record of the same transaction stands in a lane of the jurisdiction, and that is checked.
alter table appeals.appeal drop constraint appeal_jurisdiction_id_fkey;
