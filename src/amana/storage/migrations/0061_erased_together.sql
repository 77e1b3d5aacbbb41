-- before: an erasure reaches all ids of a person in one transaction
-- The erasure of the id that was asked for: those of the person's other ids name it. Null before
-- this, and where a restore replayed the erasure: each then stands by itself.
alter table erasure add column together uuid;
create index erasure_together on erasure (service, together) where together is not null;
grant insert (together) on erasure to amana_service;
