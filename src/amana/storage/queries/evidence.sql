-- name: acts
-- Counts the acts under each promise in its window by act and outcome, with the ten latest of each.
with asked as (
    select promise, coalesce(since, '-infinity') as since, coalesce(until, 'infinity') as until
    from unnest(%(promises)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
        as given (promise, since, until)
)
select g.promise, g.act, g.outcome, g.count, l.cases, l.last
from (
    select e.promise, e.act, e.outcome, a.since, a.until, count(*) as count
    from asked a join entry_promise e on e.promise = a.promise and e.at >= a.since and e.at < a.until
    where e.service = %(service)s
    group by e.promise, e.act, e.outcome, a.since, a.until
) g
cross join lateral (
    select array_agg(t.entry order by t.entry desc) as cases, max(t.at) as last
    from (
        select e.entry, e.at from entry_promise e
        where e.service = %(service)s and e.promise = g.promise and e.act = g.act
            and e.outcome = g.outcome
            -- Ids begin with their instant: the latest lie first along the key, whatever the window.
            and e.at + interval '0' >= g.since and e.at + interval '0' < g.until
        order by e.entry desc limit 10
    ) t
) l;

-- name: latest
-- Reads the latest entries under each promise, the latest first.
select a.promise, l.entry, l.act, l.outcome, l.at, l.policy_version
from unnest(%(promises)s::text[]) as a (promise)
cross join lateral (
    select e.entry, e.act, e.outcome, e.at, e.policy_version from entry_promise e
    where e.service = %(service)s and e.promise = a.promise
    order by e.at desc, e.entry desc limit %(limit)s
) l
order by a.promise, l.at desc, l.entry desc;

-- name: notice
-- Says of each version that came into force which declared languages have a text to show, and which promises stand in it.
select v.number, v.number = max(v.number) over () as in_force,
    coalesce(v.languages <@ (select array_agg(p.language) from passage p
        where p.service = v.service and p.version = v.number), false) as complete,
    case when v.number = max(v.number) over () then
        (select array_agg(distinct s.promise) from passage p cross join unnest(p.promises) as s(promise)
         where p.service = v.service and p.version = v.number) end as promises
from policy_version v
where v.service = %(service)s and v.effective_at <= transaction_timestamp();

-- name: attested
-- Counts for each promise the attestations in its window that have not expired.
select w.promise, count(*) as count, max(w.at) as last,
    array_agg(w.id::text order by w.at desc) as cases
from attestation w
join unnest(%(promises)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    as a (promise, since, until)
    on w.promise = a.promise and w.at >= coalesce(a.since, '-infinity')
    and w.at < coalesce(a.until, 'infinity')
where w.service = %(service)s and w.expires_at > transaction_timestamp()
group by w.promise;

-- name: taken_as_accepted
-- Counts who declined and was later taken to have accepted by going on.
select count(*) as count, max(a.at) as last from acceptance a
where a.service = %(service)s and a.how = 'continued_use' and (
    select b.how from acceptance b
    where b.service = a.service and b.person_key = a.person_key and b.how <> 'continued_use'
        and (b.at, b.id) < (a.at, a.id)
    order by b.at desc, b.id desc limit 1
) = 'declined';

-- name: watched
-- Counts the decided acts of each name under the version in force, with the latest ten.
with current as materialized (
    select max(v.number) as number from policy_version v
    where v.service = %(service)s and v.effective_at <= transaction_timestamp()
)
select g.act, g.count, g.last, l.cases
from (
    select e.act, count(distinct e.entry) as count, max(e.at) as last
    from entry_promise e
    where e.service = %(service)s and e.outcome in ('done', 'refused')
        and e.policy_version = (select number from current)
    group by e.act
) g
cross join lateral (
    select array_agg(t.entry order by t.entry desc) as cases
    from (
        select distinct e.entry from entry_promise e
        where e.service = %(service)s and e.outcome in ('done', 'refused') and e.act = g.act
            and e.policy_version = (select number from current)
        order by e.entry desc limit 10
    ) t
) l;

-- name: last_of_acts
-- Reads the last entry of each act under any of the promises, with its sealed body; of two at once the failed one.
select distinct on (c.act) c.act, l.entry, o.outcome, l.at, b.sealed
from unnest(%(acts)s::text[]) as c (act)
cross join unnest(%(promises)s::text[]) as a (promise)
cross join unnest(array['done', 'failed']) as o (outcome)
cross join lateral (
    select e.entry, e.at from entry_promise e
    where e.service = %(service)s and e.promise = a.promise and e.act = c.act
        and e.outcome = o.outcome
    order by e.entry desc limit 1
) l
left join entry_body b on b.service = %(service)s and b.entry = l.entry
order by c.act, l.at desc, o.outcome desc;

-- name: noted
-- Reads the sealed bodies of an act's latest entries under no promise, from one id on.
select e.entry, e.at, b.sealed
from (
    select entry, at from entry_promise
    where service = %(service)s and promise = '' and act = %(act)s and outcome = 'done'
        and entry >= %(since)s
    order by entry desc limit %(limit)s
) e
left join entry_body b on b.service = %(service)s and b.entry = e.entry
order by e.entry desc;

-- name: failed_lately
-- Counts the entries that say of an act under no promise that it failed, from one id on.
select count(*) as count from entry_promise
where service = %(service)s and promise = '' and act = %(act)s and outcome = 'failed'
    and entry >= %(since)s;

-- name: announced
-- Counts the messages of each announcement by what became of them; what waits for a day, or beyond its date, is overdue.
select a.version, a.promise, a.begun_at,
    count(*) filter (where o.state = 'sent') + a.kept_sent as sent,
    count(*) filter (where o.state in ('failed', 'refused')) + a.kept_failed as failed,
    count(*) filter (where o.state = 'sent' and o.ended_at > a.due_at) + a.kept_late as late,
    count(*) filter (where o.state in ('waiting', 'sending')
        and coalesce(a.due_at, a.begun_at + interval '1 day') < transaction_timestamp()) as overdue,
    greatest(max(o.ended_at), a.kept_last) as last
from announcement a left join outbox o on o.service = a.service and o.series = a.series
where a.service = %(service)s
group by a.service, a.version;

-- name: unchecked
-- Counts the sessions of people that began without a check of identity that was passed.
select count(*) as count, max(s.created_at) as last from person_session s
where s.service = %(service)s and not exists (
    select from identity_check c
    where c.service = s.service and c.person_key = s.person_key and c.passed
        and c.level = s.level and c.at = s.created_at);

-- name: written_to_after
-- Counts messages that can be stopped and went out after whom they went to had refused their purpose, under any id.
select purpose, count(*) as count, max(at) as last,
    (array_agg(entry order by entry desc))[:10] as cases
from broken_message
where service = %(service)s and how = 'refused'
    and at >= coalesce(%(since)s::timestamptz, '-infinity')
    and at < coalesce(%(until)s::timestamptz, 'infinity')
group by purpose;

-- name: could_not_leave
-- Counts messages that went out without the way out they need, or after whom they went to had stopped their class.
select purpose, count(*) as count, max(at) as last,
    (array_agg(entry order by entry desc))[:10] as cases
from broken_message
where service = %(service)s and how = 'kept_in'
    and at >= coalesce(%(since)s::timestamptz, '-infinity')
    and at < coalesce(%(until)s::timestamptz, 'infinity')
group by purpose;
