-- name: fill
-- Puts many entries as acts leave them in the inbox, with ids of this instant and commitments of their own.
insert into entry (service, id, header, commitment)
select %(service)s,
    encode(substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        || substring(uuid_send(gen_random_uuid()) from 7), 'hex')::uuid,
    %(header)s, sha256(uuid_send(gen_random_uuid()))
from generate_series(1, %(count)s);

-- name: entries_at
-- Names the entries at these places.
select b.entries[(at.position %% 256 + 1)::integer] as entry
from unnest(%(positions)s::bigint[]) as at (position)
join ledger_bundle b on b.service = %(service)s and b.index = at.position / 256;

-- name: count
-- Counts the entries of a service.
select count(*) as count from entry where service = %(service)s;

-- name: bodies
-- Counts the sealed bodies of a service's entries.
select count(*) as count from entry_body where service = %(service)s;
