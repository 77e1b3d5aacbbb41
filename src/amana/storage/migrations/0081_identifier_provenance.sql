-- before: under which notice, at which occasion and as which category an identifier came in
-- Null in rows that are older: nothing is known of them.
alter table identifier
    add column policy_version integer check (policy_version > 0),
    add column occasion text check (length(occasion) <= 63),
    add column category text check (length(category) <= 63);
grant insert (policy_version, occasion, category) on identifier to amana_service;
