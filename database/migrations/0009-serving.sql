-- The words of an appeal as numbers, one for each pair of neighbouring letters: a third of the tsvector's size, and far less work to write (server/platform/search.ts).
drop index appeals.appeal_search;
alter table appeals.appeal drop column search;
alter table appeals.appeal add column pairs int[];
update appeals.appeal a set pairs = coalesce((
  select array_agg(distinct (ascii(substr(t, i, 1)) << 16) | ascii(substr(t, i + 1, 1)))
  from lower(normalize(a.title || ' ' || a.text || ' ' || a.place, NFKC)) t, generate_series(1, length(t) - 1) i
  where substr(t, i, 2) ~ '^[[:alnum:]]{2}$' and ascii(substr(t, i, 1)) < 65536 and ascii(substr(t, i + 1, 1)) < 65536), '{}');
alter table appeals.appeal alter column pairs set not null;
-- an appeal of a few hundred characters stays in its page as it is; packing it would cost more than the rest of the insert
alter table appeals.appeal set (toast_tuple_target = 4080);
create index appeal_pairs on appeals.appeal using gin (pairs);
create index appeal_number on appeals.appeal (jurisdiction_id, number text_pattern_ops);
create index work_order_number on appeals.work_order (jurisdiction_id, number text_pattern_ops);

-- ids are in the order of time: the newest card is the last
drop index dispatch.dispatch_card_appeal;
create index dispatch_card_appeal on dispatch.dispatch_card (jurisdiction_id, appeal_id, dispatch_card_id);
analyze appeals.appeal;
