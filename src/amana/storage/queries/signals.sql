-- name: note
-- Notes what a browser of a person signals, the first time that it is seen.
with alive as materialized (
    -- Whoever decides about this person under lock ends first, and nobody begins before this ends.
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    for no key update
)
insert into signal (service, person_key, signal, entry)
select %(service)s, %(person_key)s, %(signal)s, %(entry)s from alive
on conflict (service, person_key, signal) do nothing
returning 1 as noted;

-- name: of
-- Lists what browsers of these ids signal, and when each id was first seen to.
select signal, begun_at, entry from signal
where service = %(service)s and person_key = any(%(members)s::bytea[])
order by begun_at, signal;

-- name: begun
-- Says when any of these ids was first seen to signal this.
select min(begun_at) as begun_at from signal
where service = %(service)s and person_key = any(%(members)s::bytea[]) and signal = %(signal)s;
