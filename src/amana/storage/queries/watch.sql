-- name: now
-- The database's clock at this very moment.
select clock_timestamp() as now;

-- name: ledgers
-- Says of each service how long its ledger is, and what waits to be sequenced: at most 10,000 are counted.
select s.slug as service, coalesce(l.size, 0) as size, w.waiting, w.oldest
from service s
left join ledger l on l.service = s.slug
cross join lateral (
    select count(*) as waiting, (array_agg(t.id order by t.id))[1] as oldest
    from (
        select e.id from entry e
        where e.service = s.slug
            and (e.xact::text)::bigint >= coalesce((l.next_xact::text)::bigint, 0)
            and (l.service is null or (e.xact, e.id) > (l.next_xact, l.last_entry))
        limit 10000
    ) t
) w
where %(service)s::text is null or s.slug = %(service)s
order by s.slug;

-- name: workers
-- Counts the workers that said lately that they live.
select count(*) as living from worker where seen_at > clock_timestamp() - %(dead_after)s;

-- name: known_value
-- Reads a service's sealed known value.
select sealed from known_value where service = %(service)s;

-- name: keep_known_value
-- Keeps a service's sealed known value, unless there is one.
insert into known_value (service, sealed) values (%(service)s, %(sealed)s)
on conflict (service) do nothing;

-- name: alone
-- Lets one program at a time compare and change the alarms; who reads them does not wait.
lock table alarm in share row exclusive mode;

-- name: firing
-- Lists the alarms that fire, of one scope or of all.
select id, service, kind, subject, why, fields, raised_at, seen_at from alarm
where over_at is null and (%(service)s::text is null or service = %(service)s)
order by raised_at, id;

-- name: raise_alarm
-- Raises an alarm.
insert into alarm (id, service, kind, subject, why, fields)
values (%(id)s, %(service)s, %(kind)s, %(subject)s, %(why)s, %(fields)s::jsonb);

-- name: still_firing
-- Says that an alarm still fires, and how things stand now.
update alarm set seen_at = transaction_timestamp(), why = %(why)s, fields = %(fields)s::jsonb
where id = %(id)s;

-- name: end_alarm
-- Says that an alarm is over.
update alarm set over_at = transaction_timestamp() where id = %(id)s;

-- name: ended
-- Lists the alarms of a scope that were over since an instant, the latest first.
select id, service, kind, subject, why, fields, raised_at, seen_at, over_at from alarm
where over_at >= transaction_timestamp() - %(within)s and service = any (%(scopes)s)
order by over_at desc limit 20;

-- name: add_notice
-- Writes down that an event of an alarm is to be told over a channel.
insert into alarm_notice (id, alarm, event, channel)
values (%(id)s, %(alarm)s, %(event)s, %(channel)s);

-- name: add_reminders
-- Writes a reminder over a channel for each firing alarm of a scope of which nothing was told for so long.
insert into alarm_notice (id, alarm, event, channel)
select gen_random_uuid(), a.id, 'still', %(channel)s from alarm a
where a.over_at is null and a.service = %(service)s and not exists (
    select from alarm_notice n where n.alarm = a.id and n.channel = %(channel)s
        and (n.ended_at is null or n.made_at > transaction_timestamp() - %(every)s));

-- name: take_notice
-- Takes the next notice that is due, so that nobody else sends it: it comes again unless it is ended.
update alarm_notice n set tries = n.tries + 1, next_at = transaction_timestamp()
    + least(interval '1 hour', interval '30 seconds' * power(2, least(n.tries, 12)))
from alarm a
where a.id = n.alarm and n.id = (
    select id from alarm_notice
    where ended_at is null and next_at <= transaction_timestamp() and channel = any (%(channels)s)
    order by made_at, id for update skip locked limit 1)
returning n.id, a.id as alarm, n.event, n.channel, n.made_at, a.service, a.kind, a.subject, a.why, a.fields,
    a.raised_at, a.over_at, n.made_at < transaction_timestamp() - %(gives_up_after)s as last_try;

-- name: end_notice
-- Says that a notice was sent, or with a fault that it is given up.
update alarm_notice set ended_at = transaction_timestamp(), fault = %(fault)s where id = %(id)s;

-- name: fail_notice
-- Says why a notice could not be sent this time.
update alarm_notice set fault = %(fault)s where id = %(id)s;

-- name: forget_alarms
-- Deletes alarms that have been over for so long.
delete from alarm where over_at < transaction_timestamp() - %(after)s and service = %(service)s;

-- name: notices_unsent
-- Counts the notices that could not be sent yet, by channel.
select channel, count(*) as waiting from alarm_notice
where ended_at is null and tries > 0 group by channel order by channel;

-- name: erasures
-- Counts the erasures that were begun a while ago and are not ended, by service.
select service, count(*) as unfinished, min(begun_at) as oldest from erasure
where closed_at is null and (%(service)s::text is null or service = %(service)s)
group by service order by service;

-- name: events_aside
-- Counts by kind the events of which an application could not be told.
select kind, count(*) as count from event_out
where set_aside_at is not null and (%(service)s::text is null or service = %(service)s)
group by kind order by kind;
