-- How often the set of a card was promised to hold the right department: it follows from the cut-off by cost, and no longer is the same for every card.
alter table dispatch.dispatch_card add column promised_coverage double precision check (promised_coverage between 0 and 1);
-- Cards so far promised nine times in ten.
update dispatch.dispatch_card set promised_coverage = 0.9 where prediction_set is not null;
