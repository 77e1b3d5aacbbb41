-- before: new code needs it
-- What each API key may do, for which purposes and until when, and when it was used last.

-- Null is no limit: keys that were made before go on as they were.
alter table api_key
    add column abilities text[] check (cardinality(abilities) between 1 and 30),
    add column purposes text[] check (cardinality(purposes) between 1 and 100),
    add column expires_at timestamptz,
    -- Written at most once in some minutes, so that a key that is used much costs no more writes.
    add column last_used_at timestamptz;

grant update (last_used_at) on api_key to amana_platform;
grant select (abilities, purposes, expires_at, last_used_at),
    insert (abilities, purposes, expires_at) on api_key to amana_service;
