-- name: meet_many
-- Notes those of some persons whom nobody has met yet, and says who they are.
insert into person (service, person_key)
select %(service)s, given from unnest(%(person_keys)b::bytea[]) as given order by given
on conflict (service, person_key) do nothing
returning person_key;

-- name: alive_many
-- Finds those of some persons who were not erased, and keeps them from being erased until the transaction ends.
select person_key from person
where service = %(service)s and person_key = any (%(person_keys)b::bytea[]) and erased_at is null
order by person_key for share;

-- name: put_many
-- Adds many records that came in alike, with their purposes and recipients, but those whose keys are taken.
with made as (
    insert into record (service, id, look, person_key, type, version, sealed, policy_version,
        occasion, origin, source, imported, automated, expires_at, entry, terms)
    select %(service)s, given.id, given.look, given.person_key, %(type)s, 1, given.sealed,
        %(policy_version)s, %(occasion)s, %(origin)s, %(source)s, %(imported)s, %(automated)s,
        %(expires_at)s, %(entry)s, given.terms
    from unnest(%(ids)b::uuid[], %(looks)b::bytea[], %(person_keys)b::bytea[], %(sealed)b::bytea[],
        %(terms)b::bytea[]) as given (id, look, person_key, sealed, terms)
    on conflict (service, look) do nothing
    returning id
), purposes as (
    insert into record_purpose (service, purpose, record)
    select %(service)s, purpose, id from made cross join unnest(%(purposes)s::text[]) as purpose
), recipients as (
    insert into record_recipient (service, recipient, record)
    select %(service)s, recipient, id
    from made cross join unnest(%(recipients)s::text[]) as recipient
)
select id from made;

-- name: drop_expired_many
-- Deletes those records of some keys whose time is over.
delete from record
where service = %(service)s and look = any (%(looks)b::bytea[])
    and expires_at <= transaction_timestamp();

-- name: link_many
-- Says of an entry that it is about some persons, none of whom its body names.
insert into entry_person (service, person_key, entry, shared)
select %(service)s, given, %(entry)s::uuid, true
from unnest(%(person_keys)b::bytea[]) as given;

-- name: begin_import
-- Notes that a file is to come in, unless it has begun to.
insert into file_import (service, file) values (%(service)s, %(file)s)
on conflict (service, file) do nothing;

-- name: import_place
-- Says how far a file has come in.
select place, line, stored, left_out from file_import
where service = %(service)s and file = %(file)s;

-- name: move_import
-- Puts a file's import forward, unless another program did meanwhile.
update file_import set place = %(place)s, line = %(line)s, stored = stored + %(stored)s,
    left_out = left_out + %(left_out)s, at = transaction_timestamp()
where service = %(service)s and file = %(file)s and place = %(before)s;

-- name: forget_plans
-- Forgets how statements were run while tables were small, when walking a whole table was quickest.
discard plans;

-- name: use_indexes
-- Has what is planned from now on, checks of keys between tables too, use indexes instead of walking tables.
select set_config('enable_seqscan', 'off', true);
