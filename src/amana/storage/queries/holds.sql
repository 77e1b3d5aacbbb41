-- name: put
-- Notes what may not be erased for now.
insert into legal_hold (service, id, about, category, source, place, sealed, again_on, entry,
    whom)
values (%(service)s, %(id)s, %(about)s, %(category)s, %(source)s, %(place)s, %(sealed)s, %(again_on)s,
    %(entry)s, %(whom)s);

-- name: limit
-- Notes that a hold limits a request; once is enough.
insert into legal_hold_request (service, request, hold)
values (%(service)s, %(request)s, %(hold)s) on conflict do nothing;

-- name: lift
-- Notes that a hold is over; one that is over stays.
update legal_hold set lifted_at = transaction_timestamp(), lifted = %(entry)s,
    whom = null
where service = %(service)s and id = %(id)s and lifted_at is null;

-- name: listed
-- Lists holds by the day on which they are looked at again, those that are over only where asked for.
select id, about is not null as of_one, category, source, place, sealed, again_on, set_at, lifted_at
from legal_hold where service = %(service)s and (%(every)s or lifted_at is null)
order by again_on, id limit %(limit)s;

-- name: over
-- Lists the holds in force about any of these persons, or about everybody.
select id, about is not null as of_one, category, source, place, sealed, again_on, set_at, lifted_at
from legal_hold
where service = %(service)s and lifted_at is null
    and (about is null or about = any(%(about)s::bytea[]))
order by again_on, id;

-- name: on_requests
-- Lists the holds in force that limit these requests, with which; those about everybody limit each.
select r.request, h.id, h.about is not null as of_one, h.category, h.source, h.place, h.sealed, h.again_on,
    h.set_at, h.lifted_at
from unnest(%(requests)s::uuid[]) as r (request)
cross join lateral (
    select * from legal_hold l where l.service = %(service)s and l.lifted_at is null
        and (l.about is null or exists (select from legal_hold_request q
            where q.service = l.service and q.hold = l.id and q.request = r.request))
    offset 0) h
order by r.request, h.again_on, h.id;

-- name: about_one
-- Lists whom the holds in force are about that are about one person each and keep something of a source.
select id, whom from legal_hold
where service = %(service)s and lifted_at is null and about is not null
    and (source is null or source = %(source)s)
order by id;

-- name: about_all
-- Lists the holds in force about everybody.
select id, about is not null as of_one, category, source, place, sealed, again_on, set_at, lifted_at
from legal_hold where service = %(service)s and lifted_at is null and about is null
order by again_on, id;
