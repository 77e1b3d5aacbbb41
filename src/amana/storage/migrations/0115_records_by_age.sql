-- before: what is past its time is found by its age; without it, all records of a service are gone through
-- concurrently: the records of a large service are millions, and more come in meanwhile
create index concurrently if not exists record_by_age on record (service, type, at);
create index concurrently if not exists event_by_name on event (service, event, at);
