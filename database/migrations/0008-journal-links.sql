-- How the hash of a record is made: 1 over everything at once, 2 over its place and the hash of what it says (see core/kernel/chain.ts).
alter table journal.record add column v smallint not null default 1;
alter table journal.record alter column v drop default;
-- The head that was, so that one statement can move the head and link the record to what stood before it.
alter table journal.lane add column previous_hash text not null default repeat('0', 64);
