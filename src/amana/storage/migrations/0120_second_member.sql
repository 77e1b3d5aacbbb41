-- before: from here on it is kept which member noted how who asks proved who they are
-- Who noted it may not approve an erasure alone. Nobody's where it was proven otherwise.
alter table request add column proven_member uuid;
grant update (proven_member) on request to amana_service;
