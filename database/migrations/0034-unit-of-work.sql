-- What a transaction assumed no longer holds: it is undone and tried again, as after a failed serialisation.
create function platform.try_again() returns int language plpgsql volatile as $$
begin
  raise exception 'an assumption no longer holds' using errcode = 'serialization_failure';
end $$;
