-- name: receive
-- Notes a request that came in.
insert into request (service, id, kind, door, by_guardian, linked, promises, laws, law, article,
    certain, country, safe_until, latest_until, entry)
values (%(service)s, %(id)s, %(kind)s, %(door)s, %(by_guardian)s, %(linked)s, %(promises)s::text[],
    %(laws)s::text[], %(law)s, %(article)s, %(certain)s, %(country)s, %(safe_until)s,
    %(latest_until)s, %(entry)s);

-- name: link
-- Notes whose request it is.
insert into request_person (service, request, person_key, sealed)
values (%(service)s, %(request)s, %(person_key)s, %(sealed)s);

-- name: hold_person
-- Keeps others from receiving a request of this person until the transaction ends.
select person_key from person
where service = %(service)s and person_key = any(%(members)s::bytea[]) and erased_at is null
order by person_key for update;

-- name: one
-- Reads a request, with whose it is.
select r.id, r.kind, r.door, r.state, r.by_guardian, r.linked, r.promises, r.laws, r.law, r.article,
    r.certain, r.country, r.received_at, r.safe_until, r.latest_until, r.extended_at, r.proven_at,
    r.proven_by, r.proven_member, r.alone, r.fee, r.currency, r.fee_settled_at, r.reason, r.ended_at, r.late_at, r.entry,
    r.ended, p.person_key, p.sealed
from request r left join request_person p on p.service = r.service and p.request = r.id
where r.service = %(service)s and r.id = %(id)s;

-- name: hold
-- Keeps others from moving a request until the transaction ends.
select id from request where service = %(service)s and id = %(id)s for update;

-- name: listed
-- Reads a page of requests by deadline, the first to end first, of those that are asked for.
select r.id, r.kind, r.door, r.state, r.by_guardian, r.linked, r.promises, r.laws, r.law, r.article,
    r.certain, r.country, r.received_at, r.safe_until, r.latest_until, r.extended_at, r.proven_at,
    r.proven_by, r.proven_member, r.alone, r.fee, r.currency, r.fee_settled_at, r.reason, r.ended_at, r.late_at, r.entry,
    r.ended, null::bytea as person_key, null::bytea as sealed
from request r
where r.service = %(service)s
    and (%(state)s::text is null or r.state = %(state)s)
    and (%(kind)s::text is null or r.kind = %(kind)s)
    and (%(door)s::text is null or r.door = %(door)s)
    and (%(law)s::text is null or r.law = %(law)s)
    and (%(number)s::text is null
        or right(replace(r.id::text, '-', ''), length(%(number)s)) = %(number)s)
    and (%(source)s::text is null and %(fault)s::text is null
        or exists (select from request_part a
            where a.service = r.service and a.request = r.id
                and (%(source)s::text is null or a.source = %(source)s)
                and (%(fault)s::text is null or a.fault = %(fault)s))
        or r.ended_at is null and exists (
            select from request_person p
            join prepared_copy c on c.service = p.service and c.person_key = p.person_key
            cross join jsonb_array_elements(c.missing) m
            where p.service = r.service and p.request = r.id
                and r.kind in ('copy', 'portability') and c.asked_at >= r.received_at
                and (%(source)s::text is null or m.value->>'source' = %(source)s)
                and (%(fault)s::text is null or m.value->>'fault' = %(fault)s)
                and not exists (select from prepared_copy d
                    where d.service = c.service and d.person_key = c.person_key and d.id > c.id)))
    and (not %(late)s or (r.ended_at is null and r.latest_until <= transaction_timestamp()))
    and (not %(only_open)s or r.ended_at is null
        -- As a list: where it stood beside, each request there ever was would be asked.
        or r.id = any(array(
            select l.request from request_part l
            where l.service = %(service)s and l.lifting
                and l.state in ('waiting', 'running', 'failed')
                and (%(source)s::text is not null or %(fault)s::text is not null)
                and (%(source)s::text is null or l.source = %(source)s)
                and (%(fault)s::text is null or l.fault = %(fault)s))))
    and (%(after)s::uuid is null or (r.safe_until, r.id) > (
        select a.safe_until, a.id from request a
        where a.service = %(service)s and a.id = %(after)s::uuid))
order by r.safe_until, r.id limit %(limit)s;

-- name: faults
-- Lists what keeps open requests in the sources, and marks from being taken off: source and code; of copies the latest that answers.
select distinct f.source, f.fault from (
    select a.source, a.fault from request_part a
    join request r on r.service = a.service and r.id = a.request
    where a.service = %(service)s and a.state in ('waiting', 'failed') and a.fault is not null
        and (r.ended_at is null or a.lifting)
    union all
    select m.value->>'source', m.value->>'fault' from request r
    join request_person p on p.service = r.service and p.request = r.id
    cross join lateral (
        select c.missing, c.asked_at from prepared_copy c
        where c.service = p.service and c.person_key = p.person_key
        order by c.id desc limit 1) c
    cross join jsonb_array_elements(c.missing) m
    where r.service = %(service)s and r.ended_at is null and r.kind in ('copy', 'portability')
        and c.asked_at >= r.received_at
) f where f.fault is not null order by f.source, f.fault limit %(limit)s;

-- name: counts
-- Counts the requests by state.
select state, count(*) as count from request where service = %(service)s group by state;

-- name: count_late
-- Counts the open requests whose latest end is over.
select count(*) as count from request
where service = %(service)s and ended_at is null and latest_until <= transaction_timestamp();

-- name: ageing
-- Counts open requests, the soonest due first and so many at most, by how many days are left: the
-- number is the first of the given ones within which their latest end is, 0 where it is over.
select d.days, count(*) as count from (
    select case when r.latest_until <= transaction_timestamp() then 0 else (
        select min(e.days) from unnest(%(days)s::int[]) e (days)
        where r.latest_until <= transaction_timestamp() + make_interval(days => e.days)
    ) end as days
    from (
        select latest_until from request where service = %(service)s and ended_at is null
        order by safe_until, id limit %(limit)s
    ) r
) d group by d.days;

-- name: of
-- Reads the requests of these ids of a person, the latest first.
select r.id, r.kind, r.door, r.state, r.by_guardian, r.linked, r.promises, r.laws, r.law, r.article,
    r.certain, r.country, r.received_at, r.safe_until, r.latest_until, r.extended_at, r.proven_at,
    r.proven_by, r.proven_member, r.alone, r.fee, r.currency, r.fee_settled_at, r.reason, r.ended_at, r.late_at, r.entry,
    r.ended, p.person_key, p.sealed
from request_person p join request r on r.service = p.service and r.id = p.request
where p.service = %(service)s and p.person_key = any(%(members)s::bytea[])
order by r.id desc limit %(limit)s;

-- name: hold_open
-- Reads the open requests of a kind of these ids of a person, the latest first, and holds them.
select r.id, r.kind, r.door, r.state, r.by_guardian, r.linked, r.promises, r.laws, r.law, r.article,
    r.certain, r.country, r.received_at, r.safe_until, r.latest_until, r.extended_at, r.proven_at,
    r.proven_by, r.proven_member, r.alone, r.fee, r.currency, r.fee_settled_at, r.reason, r.ended_at, r.late_at, r.entry,
    r.ended, p.person_key, p.sealed
from request_person p join request r on r.service = p.service and r.id = p.request
where p.service = %(service)s and p.person_key = any(%(members)s::bytea[])
    and r.kind = %(kind)s and r.ended_at is null
order by r.id desc limit %(limit)s for update of r;

-- name: move
-- Notes where a request stands now, and what came with it.
update request set state = %(state)s,
    proven_at = coalesce(proven_at,
        case when %(proven_by)s::text is not null then transaction_timestamp() end),
    proven_by = coalesce(proven_by, %(proven_by)s::text),
    proven_member = coalesce(proven_member, %(proven_member)s::uuid),
    alone = alone or %(alone)s,
    fee = coalesce(%(fee)s::bigint, fee), currency = coalesce(%(currency)s::text, currency),
    fee_settled_at = case when %(settled)s then transaction_timestamp() else fee_settled_at end,
    reason = %(reason)s::text,
    ended_at = case when %(ended)s::uuid is not null then transaction_timestamp() end,
    ended = %(ended)s::uuid
where service = %(service)s and id = %(id)s;

-- name: extend
-- Notes the longer term of a request.
update request set law = %(law)s, article = %(article)s, certain = %(certain)s,
    safe_until = %(safe_until)s, latest_until = %(latest_until)s,
    extended_at = transaction_timestamp()
where service = %(service)s and id = %(id)s and extended_at is null;

-- name: late
-- Lists the open requests whose latest end is over, and that nobody noted as late.
select id from request
where service = %(service)s and ended_at is null and late_at is null
    and latest_until <= transaction_timestamp()
order by safe_until, id limit %(limit)s;

-- name: note_late
-- Notes that a request is late.
update request set late_at = transaction_timestamp()
where service = %(service)s and id = %(id)s and late_at is null;

-- name: left_behind
-- Lists the open requests of who was erased since, and the erasures that are being carried out in our own records.
select r.id from request r
where r.service = %(service)s and r.ended_at is null and r.linked
    and (r.state <> 'waiting_for_sources' or not exists (select from request_part a
        where a.service = r.service and a.request = r.id
            and a.state in ('waiting', 'running', 'failed')))
    and ((r.state = 'running' and r.kind = 'erasure') or not exists (
        select from request_person p where p.service = r.service and p.request = r.id))
order by r.id limit %(limit)s;

-- name: set_day
-- Notes that a day is off, or is not.
insert into request_day (service, country, day, off, entry)
values (%(service)s, %(country)s, %(day)s, %(off)s, %(entry)s)
on conflict (service, country, day)
    do update set off = excluded.off, at = excluded.at, entry = excluded.entry;

-- name: days
-- Reads what the organisation knows of the days of a country.
select day, off from request_day where service = %(service)s and country = %(country)s;

-- name: answered
-- Counts for each promise its requests of these kinds: answered in time, late, and when one is due.
select a.promise,
    count(*) filter (where r.state in ('done', 'refused') and r.ended_at < r.latest_until) as kept,
    max(r.ended_at) filter (where r.state in ('done', 'refused') and r.ended_at < r.latest_until)
        as last,
    count(*) filter (where coalesce(r.ended_at, transaction_timestamp()) >= r.latest_until)
        as late,
    max(r.latest_until) filter (
        where coalesce(r.ended_at, transaction_timestamp()) >= r.latest_until) as late_last,
    (array_agg(coalesce(r.ended, r.entry) order by r.id desc) filter (
        where coalesce(r.ended_at, transaction_timestamp()) >= r.latest_until))[:10] as late_cases,
    (array_agg(r.ended order by r.id desc) filter (
        where r.state in ('done', 'refused') and r.ended_at < r.latest_until))[:10] as cases,
    min(r.safe_until) filter (where r.ended_at is null
        and r.latest_until > transaction_timestamp()) as due
from unnest(%(promises)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    as a (promise, since, until)
join request r on r.service = %(service)s and a.promise = any(r.promises)
    and r.kind = any(%(kinds)s::text[])
    and r.received_at >= coalesce(a.since, '-infinity')
    and r.received_at < coalesce(a.until, 'infinity')
group by a.promise;

-- name: whose
-- Reads whose requests these are; nothing of one whose person was erased.
select request, person_key from request_person
where service = %(service)s and request = any(%(requests)s::uuid[]);
