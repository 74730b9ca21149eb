-- A page of a rare kind was looked for among all appeals, newest first: most of a second with the three hundred thousand of some years.
create index appeal_type on appeals.appeal (jurisdiction_id, type, received_at desc, appeal_id desc);
create index appeal_channel on appeals.appeal (jurisdiction_id, channel, received_at desc, appeal_id desc);
create index appeal_matter on appeals.appeal (jurisdiction_id, matter_id, received_at desc, appeal_id desc) where matter_id is not null;
