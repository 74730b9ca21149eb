-- What is taken in one after the other goes to the end of an ascending index, or of its kind in it, and the pages fill up; those of a descending one are split in halves, and the last page
-- is found at once where the first is looked for. A list that shows the newest first reads it backward.
drop index appeals.appeal_newest, appeals.appeal_state, appeals.appeal_type, appeals.appeal_channel, appeals.appeal_matter, appeals.appeal_search_newest, journal.record_newest;
create index appeal_newest on appeals.appeal (jurisdiction_id, received_at, appeal_id);
create index appeal_state on appeals.appeal (jurisdiction_id, state, received_at, appeal_id);
create index appeal_type on appeals.appeal (jurisdiction_id, type, received_at, appeal_id);
create index appeal_channel on appeals.appeal (jurisdiction_id, channel, received_at, appeal_id);
create index appeal_matter on appeals.appeal (jurisdiction_id, matter_id, received_at, appeal_id) where matter_id is not null;
create index appeal_search_newest on appeals.appeal_search (jurisdiction_id, received_at, appeal_id);
create index record_newest on journal.record (jurisdiction_id, id);
