-- name: tombstone
-- Sets the tombstone of a person, once and for ever.
update person set erased_at = transaction_timestamp(), joined_to = null
where service = %(service)s and person_key = %(person_key)s and erased_at is null;

-- name: close_off
-- Sets the tombstone of a person who was met, and notes the erasure that is begun; nothing of who was erased already.
with closed as (
    update person set erased_at = transaction_timestamp(), joined_to = null
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    returning person_key
)
insert into erasure (service, id, person_key, intended, epoch, together)
select %(service)s, %(id)s, person_key, %(intended)s, %(epoch)s, %(together)s from closed;

-- name: begin
-- Notes an erasure that is begun; one that is there stays.
insert into erasure (service, id, person_key, intended, epoch, together)
values (%(service)s, %(id)s, %(person_key)s, %(intended)s, %(epoch)s, %(together)s)
on conflict (service, person_key) do nothing;

-- name: of
-- Reads the erasures of all ids of a person by one of them, that of the id first asked for first.
select e.id, e.together, e.person_key, e.begun_at, e.epoch, e.intended, e.done, e.closed_at, e.bodies, e.links,
    e.acceptances, e.records, e.rest
from erasure o join erasure e on e.service = o.service
    and (e.id = o.id or e.together = o.together)
where o.service = %(service)s and o.person_key = %(person_key)s
order by e.id <> coalesce(o.together, o.id), e.person_key;

-- name: together
-- Reads the erasures of all ids that were erased with this erasure, its own first.
select e.id, e.together, e.person_key, e.begun_at, e.epoch, e.intended, e.done, e.closed_at, e.bodies, e.links,
    e.acceptances, e.records, e.rest
from erasure o join erasure e on e.service = o.service
    and (e.id = o.id or e.together = o.together)
where o.service = %(service)s and o.id = %(id)s
order by e.id <> o.id, e.person_key;

-- name: hold
-- Reads what of does, and keeps others from going on with any of it.
select id, together, person_key, begun_at, epoch, intended, done, closed_at, bodies, links, acceptances,
    records, rest
from erasure where service = %(service)s and person_key = any(%(members)s::bytea[])
order by person_key for update;

-- name: open
-- Lists the erasures that are begun and not done, the oldest first.
select person_key from erasure
where service = %(service)s and closed_at is null order by id limit %(limit)s;

-- name: forget
-- Deletes what hangs on a person who was erased; the function refuses for anybody else.
select bodies, links, acceptances, records, rest from forget(%(person_key)s::bytea);

-- name: left
-- Counts what still hangs on a person.
select hanging_on(%(person_key)s::bytea) as count;

-- name: close
-- Notes that nothing was left.
update erasure set done = %(done)s, closed_at = transaction_timestamp(), bodies = %(bodies)s,
    links = %(links)s, acceptances = %(acceptances)s, records = %(records)s, rest = %(rest)s
where service = %(service)s and id = %(id)s;
