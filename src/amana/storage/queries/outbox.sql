-- name: meet
-- Notes persons who were not met before.
insert into person (service, person_key)
select %(service)s, key from unnest(%(person_keys)b::bytea[]) as key order by key
on conflict do nothing;

-- name: put
-- Puts messages out; nothing to who was erased, and nothing twice under one keyed hash.
with given as materialized (
    select * from unnest(%(ids)b::uuid[], %(person_keys)b::bytea[], %(classes)b::text[],
        %(purposes)b::text[], %(channels)b::text[], %(languages)b::text[], %(about_promises)b::text[],
        %(looks)b::bytea[], %(series)b::uuid[], %(sealed)b::bytea[], %(due)b::timestamptz[],
        %(expires)b::timestamptz[])
        as g (id, person_key, class, purpose, channel, language, promise, look, series, sealed,
            due_at, expires_at)
), alive as materialized (
    select person_key from person
    where service = %(service)s and erased_at is null
        and person_key = any(%(person_keys)b::bytea[])
    -- In one order, so that two programs never wait for each other in a circle.
    order by person_key for share
)
insert into outbox (service, id, person_key, class, purpose, channel, language, promise, look,
    series, sealed, due_at, expires_at)
select %(service)s, id, person_key, class, purpose, channel, language, promise, look, series,
    sealed, coalesce(due_at, transaction_timestamp()), expires_at
from given where person_key is null or person_key in (select person_key from alive)
on conflict (service, look) where look is not null do nothing
returning id;

-- name: by_looks
-- Reads which messages stand under these keyed hashes.
select look, id from outbox where service = %(service)s and look = any(%(looks)b::bytea[]);

-- name: absorb
-- Takes the other waiting jobs of sending out of the queue: whoever sends sends what they were for.
delete from job where service = %(service)s and name = %(name)s and state = 'waiting'
    and due_at <= transaction_timestamp() and key is null;

-- name: claim_at_once
-- Takes of what is due what the service has to say to one person, the oldest first.
select id, person_key, class, purpose, channel, language, promise, sealed, attempts, expires_at,
    intended
from outbox
where service = %(service)s and state = 'waiting' and due_at <= transaction_timestamp()
    and class = 'service' and series is null and channel <> all(%(shut)s::text[])
order by due_at, id limit %(limit)s for update skip locked;

-- name: claim
-- Takes of what is due the rest, the oldest first, without what others are taking right now.
select id, person_key, class, purpose, channel, language, promise, sealed, attempts, expires_at,
    intended
from outbox
where service = %(service)s and state = 'waiting' and due_at <= transaction_timestamp()
    and not (class = 'service' and series is null) and channel <> all(%(shut)s::text[])
order by due_at, id limit %(limit)s for update skip locked;

-- name: claim_own
-- Takes of what is due what the service has to say to many, the oldest first.
select id, person_key, class, purpose, channel, language, promise, sealed, attempts, expires_at,
    intended
from outbox
where service = %(service)s and state = 'waiting' and due_at <= transaction_timestamp()
    and class = 'service' and series is not null and channel <> all(%(shut)s::text[])
order by due_at, id limit %(limit)s for update skip locked;

-- name: claimed
-- Notes what is being sent, by whom, and under which entries that was intended.
update outbox o set state = 'sending', claim = %(claim)s, claimed_at = clock_timestamp(),
    attempts = o.attempts + 1, intended = t.intended, address = t.address
from unnest(%(ids)b::uuid[], %(intended)b::uuid[], %(addresses)b::bytea[])
    as t (id, intended, address)
-- Named by their array too: joined alone, all messages that there ever were would be walked.
where o.service = %(service)s and o.id = any(%(ids)b::uuid[]) and o.id = t.id;

-- name: end
-- Ends messages, and forgets what they said; only those that are still in the hands of who ends them.
with told as materialized (
    select * from unnest(%(ids)b::uuid[], %(states)b::text[], %(entries)b::uuid[],
        %(faults)b::text[], %(way_outs)b::boolean[]) as t (id, state, entry, fault, way_out)
)
update outbox o set state = t.state, claim = null, ended = t.entry, fault = t.fault,
    way_out = t.way_out,
    sealed = case when t.state = 'failed' and o.expires_at is null then o.sealed end,
    ended_at = clock_timestamp()
from told t
where o.service = %(service)s and o.id = any(%(ids)b::uuid[]) and o.id = t.id
    -- As a case no index is thought to help with it: by theirs all that waits would be walked.
    and case o.state when 'waiting' then true when 'sending' then o.claim = %(claim)s else false end
returning o.id, o.class, o.channel, o.state;

-- name: count
-- Counts what became of messages, over all time.
insert into outbox_count as c (service, class, channel, sent, failed, refused, repeated)
select %(service)s, t.* from unnest(%(classes)s::text[], %(channels)s::text[], %(sent)s::bigint[],
    %(failed)s::bigint[], %(refused)s::bigint[], %(repeated)s::bigint[])
    as t (class, channel, sent, failed, refused, repeated)
order by 2, 3
on conflict (service, class, channel) do update set sent = c.sent + excluded.sent,
    failed = c.failed + excluded.failed, refused = c.refused + excluded.refused,
    repeated = c.repeated + excluded.repeated;

-- name: later
-- Puts messages back that could not be handed over, each for its own time; one that may have arrived counts as sent again.
update outbox o set state = 'waiting', claim = null, due_at = transaction_timestamp() + t.wait,
    fault = t.fault, repeats = o.repeats + t.again::integer
from unnest(%(ids)b::uuid[], %(waits)b::interval[], %(faults)b::text[], %(again)b::boolean[])
    as t (id, wait, fault, again)
where o.service = %(service)s and o.id = any(%(ids)b::uuid[]) and o.id = t.id
    and case o.state when 'sending' then o.claim = %(claim)s else false end
returning o.id, o.class, o.channel, t.again;

-- name: unsent
-- Puts back what was claimed and not tried yet, as if it had not been claimed.
update outbox set state = 'waiting', claim = null, attempts = attempts - 1
where service = %(service)s and id = any(%(ids)s::uuid[]) and state = 'sending'
    and claim = %(claim)s;

-- name: take_up
-- Puts back what those had in hand who died: it may have been sent, and is sent once more.
with left_behind as materialized (
    select id from outbox
    where service = %(service)s and state = 'sending'
        and (claim = %(claim)s or claimed_at < clock_timestamp() - %(longest)s::interval)
    -- In one order, so that it never waits in a circle for who is dying and still notes something.
    order by id for update
)
update outbox o set state = 'waiting', claim = null, repeats = o.repeats + 1,
    due_at = transaction_timestamp()
from left_behind l where o.service = %(service)s and o.id = l.id
returning o.id, o.class, o.channel;

-- name: is_due
-- Tells whether anything is to be sent, or was left in the hands of who died.
select exists (
    select from outbox
    where service = %(service)s and state = 'waiting' and due_at <= transaction_timestamp()
) or exists (
    select from outbox
    where service = %(service)s and state = 'sending'
        and claimed_at < clock_timestamp() - %(longest)s::interval
) as due;

-- name: overdue
-- Counts what could be sent now, and says since when the oldest could; at most 10,000 are counted.
select count(*) as count, min(due_at) as oldest from (
    select due_at from outbox
    where service = %(service)s and state = 'waiting' and due_at <= transaction_timestamp()
    order by due_at limit 10000) t;

-- name: unnamed
-- Reads which of these persons' own ids were never kept.
select key as person_key from unnest(%(person_keys)b::bytea[]) as key
where not exists (
    select from identifier i where i.service = %(service)s and i.person_key = key and i.kind = 'own'
);

-- name: stopped
-- Reads which classes of messages these persons stopped, of which purposes, and since when they go on again.
select person_key, purpose, class, at, resumed_at from stopped_class
where service = %(service)s and person_key = any(%(members)b::bytea[]);

-- name: stop
-- Notes that a person stopped a class of messages of a purpose, now.
insert into stopped_class (service, person_key, purpose, class, entry)
values (%(service)s, %(person_key)s, %(purpose)s, %(class)s, %(entry)s)
on conflict (service, person_key, purpose, class) do update
    set at = excluded.at, entry = excluded.entry, resumed_at = null;

-- name: resume
-- Notes that a class of messages that these persons stopped goes on again.
update stopped_class set resumed_at = transaction_timestamp()
where service = %(service)s and person_key = any(%(members)s::bytea[])
    and purpose = %(purpose)s and class = %(class)s and resumed_at is null;

-- name: ended_addresses
-- Reads the addresses of these persons to which nothing that can be stopped is sent any more.
select person_key, look, why from ended_address
where service = %(service)s and person_key = any(%(members)b::bytea[]);

-- name: end_address
-- Notes that an address of a person bounced or complained; twice is once.
insert into ended_address (service, person_key, look, why, message, entry)
values (%(service)s, %(person_key)s, %(look)s, %(why)s, %(message)s, %(entry)s)
on conflict do nothing;

-- name: whose
-- Reads to whom a message went, and what it was.
select id, person_key, class, purpose, channel, language, series, state, attempts, repeats, made_at,
    due_at, ended_at, fault, address
from outbox where service = %(service)s and id = %(id)s;

-- name: of_state
-- Lists messages in some state, the latest first.
select id, class, purpose, channel, language, series, state, attempts, repeats, made_at, due_at,
    ended_at, fault
from outbox
where service = %(service)s and state = any(%(states)s::text[])
    and (%(before)s::uuid is null or id < %(before)s::uuid)
order by id desc limit %(limit)s;

-- name: series
-- Counts what became of the messages of a series.
select state, count(*) as count, coalesce(sum(repeats), 0) as repeats
from outbox where service = %(service)s and series = %(series)s group by state;

-- name: standing
-- Counts what waits, is being sent or stands here since it failed.
select class, channel, state, count(*) as count, min(due_at) as oldest
from outbox where service = %(service)s and state in ('waiting', 'sending')
group by class, channel, state order by class, channel, state;

-- name: counts
-- Reads what became of all messages ever.
select class, channel, sent, failed, refused, repeated from outbox_count
where service = %(service)s order by class, channel;

-- name: retry
-- Puts messages back that failed, or that wait for a later try, as if they had not been tried.
update outbox set state = 'waiting', due_at = transaction_timestamp(), attempts = 0,
    intended = case when state = 'failed' then null else intended end, ended = null,
    ended_at = null, fault = null
where service = %(service)s and id = any(%(ids)s::uuid[]) and sealed is not null
    and state in ('waiting', 'failed')
returning id;

-- name: fade
-- Forgets what failed messages said, once they are too old to be tried again.
update outbox set sealed = null where service = %(service)s and state = 'failed'
    and sealed is not null and ended_at < transaction_timestamp() - %(lasts)s::interval;

-- name: note_broken
-- Keeps of these messages which broke a promise about leaving, for when their rows are gone.
insert into message_breach (service, message, how, entry, purpose, at)
select b.service, b.message, b.how, b.entry, b.purpose, b.at
from unnest(%(ids)s::uuid[]) given(id)
cross join lateral (
    -- One by one: of a service that nobody has counted yet, all messages pass for one row.
    select * from broken_message where service = %(service)s and message = given.id offset 0
) b
on conflict do nothing;

-- name: forget
-- Forgets messages that ended long ago, some at a time, and keeps the counts of announcements and what broke a promise.
with old as materialized (
    select id, class, state from outbox
    where service = %(service)s and ended_at < transaction_timestamp() - %(lasts)s::interval
    limit %(most)s
), broken as (
    -- All parts of a statement see what was there before it.
    insert into message_breach (service, message, how, entry, purpose, at)
    select b.service, b.message, b.how, b.entry, b.purpose, b.at
    from old
    cross join lateral (
        select * from broken_message where service = %(service)s and message = old.id offset 0
    ) b
    where old.state = 'sent' and old.class not in ('service', 'transactional')
    on conflict do nothing
), gone as (
    delete from outbox where service = %(service)s and id in (select id from old)
    returning series, state, ended_at
), kept as (
    -- What became of an announcement's messages stays countable without them.
    update announcement a set kept_sent = a.kept_sent + t.sent, kept_failed = a.kept_failed + t.failed,
        kept_late = a.kept_late + t.late, kept_last = greatest(a.kept_last, t.last)
    from (
        select n.version, count(*) filter (where g.state = 'sent') as sent,
            count(*) filter (where g.state <> 'sent') as failed,
            count(*) filter (where g.state = 'sent' and g.ended_at > n.due_at) as late,
            max(g.ended_at) as last
        from gone g join announcement n on n.service = %(service)s and n.series = g.series
        group by n.version
    ) t
    where a.service = %(service)s and a.version = t.version
)
select count(*) as count from gone;

-- name: note
-- Keeps a notice for the service's own pages; under one id there is one.
insert into in_service_notice (service, id, person_key, class, purpose, language, sealed)
select %(service)s, %(id)s, %(person_key)s, %(class)s, %(purpose)s, %(language)s, %(sealed)s
from person p where p.service = %(service)s and p.person_key = %(person_key)s and p.erased_at is null
on conflict do nothing;

-- name: notices
-- Reads the notices of these ids of a person, the latest first.
select n.id, n.person_key, n.class, n.purpose, n.language, n.sealed, n.at, n.read_at
from in_service_notice n
join person p on p.service = n.service and p.person_key = n.person_key and p.erased_at is null
where n.service = %(service)s and n.person_key = any(%(members)s::bytea[])
    and (not %(unread)s or n.read_at is null)
    and (%(before)s::uuid is null or n.id < %(before)s::uuid)
order by n.id desc limit %(limit)s;

-- name: read_notices
-- Notes that a person has read notices of theirs.
update in_service_notice set read_at = transaction_timestamp()
where service = %(service)s and person_key = any(%(members)s::bytea[])
    and id = any(%(ids)s::uuid[]) and read_at is null
returning id;
