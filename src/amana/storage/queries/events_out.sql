-- name: tell
-- Writes down what the application is to be told, and puts the job of telling it into the queue.
with deferred as (
    insert into job (service, id, name, arguments)
    values (%(service)s, %(job)s, %(name)s, jsonb_build_object('event', %(id)s::uuid))
)
insert into event_out (service, id, person_key, kind, sealed)
values (%(service)s, %(id)s, %(person_key)s, %(kind)s, %(sealed)s);

-- name: take
-- Takes the event that is due the longest and has none before it about the same person.
update event_out set next_at = transaction_timestamp() + %(lease)s, tries = tries + 1
where (service, id) = (
    select e.service, e.id from event_out e
    where e.service = %(service)s and e.delivered_at is null and e.set_aside_at is null
        and e.next_at <= transaction_timestamp()
        and not exists (
            select from event_out b
            where b.service = e.service and b.person_key = e.person_key
                and b.delivered_at is null and b.set_aside_at is null and (b.at, b.id) < (e.at, e.id))
    order by e.next_at, e.at, e.id limit 1 for update skip locked
)
returning id, person_key, kind, sealed, at, tries, transaction_timestamp() - at >= %(days)s as last_try;

-- name: delivered
-- Says that an event was taken by the application.
update event_out set delivered_at = transaction_timestamp(), set_aside_at = null, fault = null
where service = %(service)s and id = %(id)s;

-- name: failed
-- Says that an event was not taken: it comes again after a while, or is set aside.
update event_out set fault = %(fault)s, next_at = transaction_timestamp() + %(wait)s,
    set_aside_at = case when %(aside)s then transaction_timestamp() end
where service = %(service)s and id = %(id)s and delivered_at is null;

-- name: drop
-- Takes an event away whose person's key is gone.
delete from event_out where service = %(service)s and id = %(id)s;

-- name: page
-- Lists events in the order of their transactions, all of the last one, none beyond an open one.
select id, kind, person_key, sealed, at, xact::text::bigint as place from event_out
where service = %(service)s and xact < pg_snapshot_xmin(pg_current_snapshot())
    and xact > %(after)s::bigint::text::xid8
order by xact fetch first %(most)s rows with ties;

-- name: listed
-- Lists the latest events with how they stand, without what they tell.
select id, kind, at, tries, next_at, delivered_at, set_aside_at, fault from event_out
where service = %(service)s and (not %(open)s or delivered_at is null)
order by at desc, id desc limit %(most)s;

-- name: replay
-- Has an event delivered again, under its own id.
update event_out set delivered_at = null, set_aside_at = null, tries = 0, fault = null,
    next_at = transaction_timestamp()
where service = %(service)s and id = %(id)s;

-- name: replay_since
-- Has all events since an instant delivered again, or those that were set aside.
update event_out set delivered_at = null, set_aside_at = null, tries = 0, fault = null,
    next_at = transaction_timestamp()
where service = %(service)s
    and case when %(since)s::timestamptz is null then set_aside_at is not null else at >= %(since)s end;

-- name: forget
-- Deletes some of the events that nobody needs any more.
delete from event_out where (service, id) in (
    select service, id from event_out
    where service = %(service)s and (at < transaction_timestamp() - %(longest)s
        or (delivered_at is not null and at < transaction_timestamp() - %(lasts)s))
    limit %(most)s);

-- name: generation
-- Names the last restore, with which places of before mean nothing any more.
select coalesce(max(at)::text, '') as generation from ledger_restore where service = %(service)s;
