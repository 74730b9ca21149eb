-- How the hash of a record is made: 1 over everything at once, 2 over its place and the hash of what it says (see core/kernel/chain.ts).
alter table journal.record add column v smallint not null default 1;
alter table journal.record alter column v drop default;
