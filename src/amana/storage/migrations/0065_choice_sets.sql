-- before: new code needs it
-- Which chunks of a set changed since a process read them.
alter table choice_bits add column version bigint not null default 1;
grant update (version) on choice_bits to amana_service;
