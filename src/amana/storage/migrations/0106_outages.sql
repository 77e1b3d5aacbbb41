-- before: a source that is away must not use up the tries of what is to be done in it
-- How often in a row a source was away when a part was due: it is left alone the longer, and the
-- tries after which a person has to look are counted apart.
alter table request_part add column outages integer not null default 0;
grant update (outages) on request_part to amana_service;
