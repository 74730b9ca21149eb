-- The words of an appeal as numbers, one for each pair of neighbouring letters (server/platform/search.ts): a third of a tsvector's size, and far less work
-- to write. In a table of its own, so that a step in the life of an appeal does not write its words anew.
drop index appeals.appeal_search;
alter table appeals.appeal drop column search;
create table appeals.appeal_search (
  jurisdiction_id uuid not null,
  received_at timestamptz not null,
  appeal_id uuid not null,
  pairs int[] not null,
  primary key (jurisdiction_id, appeal_id),
  -- looked at when the transaction ends: its statements are sent together
  foreign key (jurisdiction_id, appeal_id) references appeals.appeal deferrable initially deferred
);
insert into appeals.appeal_search (jurisdiction_id, received_at, appeal_id, pairs)
select jurisdiction_id, received_at, appeal_id, coalesce((
  select array_agg(distinct (ascii(substr(t, i, 1)) << 16) | ascii(substr(t, i + 1, 1)))
  from lower(normalize(a.title || ' ' || a.text || ' ' || a.place, NFKC)) t, generate_series(1, length(t) - 1) i
  where substr(t, i, 2) ~ '^[[:alnum:]]{2}$' and ascii(substr(t, i, 1)) < 65536 and ascii(substr(t, i + 1, 1)) < 65536), '{}')
from appeals.appeal a;
create index appeal_search_newest on appeals.appeal_search (jurisdiction_id, received_at desc, appeal_id desc);
create index appeal_search_pairs on appeals.appeal_search using gin (pairs);
create index appeal_number on appeals.appeal (jurisdiction_id, number text_pattern_ops);
create index work_order_number on appeals.work_order (jurisdiction_id, number text_pattern_ops);

-- Ids are in the order of time: the newest card is the last. Which entry it found is asked at every dispatch, the rest of it is not.
alter table dispatch.dispatch_card add column division_entry_id uuid;
update dispatch.dispatch_card set division_entry_id = (card->>'divisionEntryId')::uuid;
drop index dispatch.dispatch_card_appeal;
create index dispatch_card_appeal on dispatch.dispatch_card (jurisdiction_id, appeal_id, dispatch_card_id);

-- A card stands for its appeal. That the jurisdiction exists is the appeal's to know: every intake would lock its one row for nothing.
alter table dispatch.dispatch_card drop constraint dispatch_card_jurisdiction_id_fkey;
alter table dispatch.dispatch_card add foreign key (jurisdiction_id, appeal_id) references appeals.appeal deferrable initially deferred;

analyze appeals.appeal_search;
