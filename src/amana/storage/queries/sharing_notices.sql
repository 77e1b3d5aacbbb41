-- name: begin
-- Notes that a sharing is announced.
insert into sharing_announcement (service, id, recipient, purpose, data, promises, version, in_force_at,
    origin, wait, series, entry)
values (%(service)s, %(id)s, %(recipient)s, %(purpose)s, %(data)s, %(promises)s, %(version)s,
    coalesce(%(in_force_at)s::timestamptz, transaction_timestamp()), %(origin)s, %(wait)s, %(series)s,
    %(entry)s);

-- name: hold
-- Reads an announcement and keeps others from going on with it.
select id, recipient, purpose, data, promises, version, in_force_at, origin, wait, series, begun_at, upto,
    affected, unreached, ended_at
from sharing_announcement where service = %(service)s and id = %(id)s for update;

-- name: one
-- Reads an announcement.
select id, recipient, purpose, data, promises, version, in_force_at, origin, wait, series, begun_at, upto,
    affected, unreached, ended_at
from sharing_announcement where service = %(service)s and id = %(id)s;

-- name: open
-- Lists the announcements of which not everybody's message was put out.
select id from sharing_announcement where service = %(service)s and ended_at is null order by id;

-- name: to_fold
-- Lists the announcements with somebody of whom it is not known that it reached them.
select a.id from sharing_announcement a where a.service = %(service)s and exists (
    select from sharing_told t where t.service = a.service and t.announcement = a.id
        and t.told_at is null)
order by a.id;

-- name: holders
-- Says which of these ids have a record of any of these types.
select m.person_key from unnest(%(members)s::bytea[]) as m (person_key)
where exists (select from record r where r.service = %(service)s and r.person_key = m.person_key
    and r.type = any(%(types)s::text[]));

-- name: affect
-- Notes who is told; who was erased meanwhile is not, and who answered already stays as they are.
insert into sharing_told (service, announcement, person_key)
select %(service)s, %(id)s, p.person_key from unnest(%(person_keys)s::bytea[]) as k (person_key)
join person p on p.service = %(service)s and p.person_key = k.person_key and p.erased_at is null
on conflict do nothing;

-- name: go_on
-- Notes how far an announcement has come.
update sharing_announcement set upto = %(upto)s, affected = affected + %(affected)s,
    unreached = unreached + %(unreached)s
where service = %(service)s and id = %(id)s;

-- name: end
-- Notes that everybody's message has been put out.
update sharing_announcement set ended_at = transaction_timestamp(), upto = null
where service = %(service)s and id = %(id)s;

-- name: reached
-- Finds some persons whom a message has reached: mail that left and did not come back, or a notice that was read.
select t.person_key, r.message, r.at from sharing_told t
cross join lateral (
    select o.id as message,
        case when o.channel = 'in_service' then n.read_at else o.ended_at end as at
    from outbox o
    left join in_service_notice n on n.service = o.service and n.id = o.id
    where o.service = t.service and o.person_key = t.person_key and o.series = %(series)s
        and o.state = 'sent' and (o.channel <> 'in_service' or n.read_at is not null)
        and not exists (select from ended_address e where e.service = o.service
            and e.message = o.id and e.why = 'bounced')
    order by at limit 1
    offset 0
) r
where t.service = %(service)s and t.announcement = %(id)s and t.told_at is null
    and (%(after)s::bytea is null or t.person_key > %(after)s)
order by t.person_key limit %(most)s;

-- name: fold
-- Notes by which message persons were told, when, and until when each waits.
update sharing_told t set told_at = f.told_at, over_at = f.over_at, message = f.message
from unnest(%(person_keys)s::bytea[], %(messages)s::uuid[], %(told)s::timestamptz[],
    %(over)s::timestamptz[]) as f (person_key, message, told_at, over_at)
where t.service = %(service)s and t.announcement = %(id)s and t.person_key = f.person_key
    and t.told_at is null;

-- name: unfold
-- Takes back that persons were told whose letter came back lately, before their wait was over.
update sharing_told t set told_at = null, over_at = null, message = null
from ended_address e
where e.service = %(service)s and e.why = 'bounced'
    and e.at > transaction_timestamp() - interval '2 days'
    and t.service = e.service and t.message = e.message and e.at < t.over_at;

-- name: of_group
-- Reads how each announcement to some recipient stands to these ids of a person, with whether they came to the service when its version was already in force.
select a.id, a.recipient, a.purpose, a.data, a.begun_at, a.in_force_at, t.over_at, t.answer, t.answered_at,
    c.came_after
from sharing_announcement a
left join lateral (
    select max(l.over_at) as over_at, (array_agg(l.answer order by l.answered_at desc nulls last))[1] as answer,
        max(l.answered_at) as answered_at
    from sharing_told l where l.service = a.service and l.announcement = a.id
        and l.person_key = any(%(members)s::bytea[])
) t on true
cross join lateral (
    select a.in_force_at <= transaction_timestamp()
        and not exists (select from person p where p.service = a.service
            and p.person_key = any(%(members)s::bytea[]) and p.met_at < a.in_force_at)
        and not exists (select from record r where r.service = a.service
            and r.person_key = any(%(members)s::bytea[])
            and (r.policy_version < a.version or r.imported))
        and (exists (select from record r where r.service = a.service
                and r.person_key = any(%(members)s::bytea[]))
            or exists (select from acceptance x where x.service = a.service
                and x.person_key = any(%(members)s::bytea[]) and x.version >= a.version))
        as came_after
) c
where a.service = %(service)s and (%(recipient)s::text is null or a.recipient = %(recipient)s)
order by a.id desc limit %(most)s;

-- name: standing
-- Reads the latest standing choice of these ids of a person, and since when any of them bound.
select standing, at, coalesce(
    min(since) filter (where standing <> 'go_on') over (), since) as since
from sharing_standing
where service = %(service)s and person_key = any(%(members)s::bytea[])
order by at desc limit 1;

-- name: stand
-- Notes a standing choice.
insert into sharing_standing as s (service, person_key, standing, entry)
values (%(service)s, %(person_key)s, %(standing)s, %(entry)s)
on conflict (service, person_key) do update set standing = excluded.standing,
    since = case when 'go_on' in (s.standing, excluded.standing) then transaction_timestamp()
        else s.since end,
    at = transaction_timestamp(), entry = excluded.entry;

-- name: answer
-- Notes what a person said to an announcement.
insert into sharing_told as t (service, announcement, person_key, answer, answered_at)
values (%(service)s, %(id)s, %(person_key)s, %(answer)s, transaction_timestamp())
on conflict (service, announcement, person_key) do update
set answer = excluded.answer, answered_at = excluded.answered_at;

-- name: listed
-- Lists the announcements, the latest first, with how many were told, wait, waited out and said no.
select a.id, a.recipient, a.purpose, a.data, a.promises, a.version, a.in_force_at, a.origin, a.wait, a.series,
    a.begun_at, a.ended_at, a.affected, a.unreached, n.told, n.waiting, n.said_no, n.last_over
from sharing_announcement a
cross join lateral (
    select count(*) filter (where t.told_at is not null) as told,
        count(*) filter (where t.over_at > transaction_timestamp()) as waiting,
        count(*) filter (where t.answer = 'no') as said_no, max(t.over_at) as last_over
    from sharing_told t where t.service = a.service and t.announcement = a.id
    offset 0
) n
where a.service = %(service)s order by a.id desc limit %(most)s;

-- name: done
-- Counts by promise those who were told of a sharing in its window, and when last.
select q.promise, count(t.told_at) as count, max(t.told_at) as last
from unnest(%(promises)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    as q (promise, since, until)
join sharing_announcement a on a.service = %(service)s and q.promise = any(a.promises)
join sharing_told t on t.service = a.service and t.announcement = a.id
    and t.told_at >= coalesce(q.since, '-infinity') and t.told_at < coalesce(q.until, 'infinity')
group by q.promise;

-- name: prove
-- Notes which announcements let a disclosure happen.
insert into disclosure_announced (service, entry, announcement)
select %(service)s, %(entry)s, a.announcement
from unnest(%(announcements)s::text[]::uuid[]) as a (announcement) on conflict do nothing;

-- name: too_early
-- Counts by promise the disclosures that no announcement let happen, or that came before somebody's wait was over or after their no; of the erased nothing is known.
with asked as (
    select promise, coalesce(since, '-infinity') as since, coalesce(until, 'infinity') as until
    from unnest(%(promises)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
        as given (promise, since, until)
), wanted as (
    select e.promise, e.entry, e.at from asked a
    join entry_promise e on e.promise = a.promise and e.at >= a.since and e.at < a.until
    where e.service = %(service)s and e.act = 'disclose' and e.outcome = 'done'
), broken as (
    select w.promise, w.entry, w.at from wanted w
    where not exists (select from disclosure_announced d
            where d.service = %(service)s and d.entry = w.entry)
    union
    select p.promise, d.entry, g.at
    from disclosure_announced d
    join sharing_announcement a on a.service = d.service and a.id = d.announcement
    cross join lateral unnest(a.promises) as p (promise)
    cross join lateral (
        select e.at from entry_promise e
        where e.service = d.service and e.entry = d.entry and e.outcome = 'done' limit 1
        offset 0
    ) g
    join entry_person x on x.service = d.service and x.entry = d.entry
    join person n on n.service = x.service and n.person_key = x.person_key
        and n.erased_at is null and n.met_at < a.in_force_at
    join asked q on q.promise = p.promise and g.at >= q.since and g.at < q.until
    where d.service = %(service)s and not exists (
            select from sharing_told t
            join person m on m.service = t.service and m.person_key = t.person_key
            where t.service = a.service and t.announcement = a.id
                and coalesce(m.joined_to, m.person_key) = coalesce(n.joined_to, n.person_key)
                and t.over_at <= g.at and (t.answer is distinct from 'no' or t.answered_at >= g.at))
)
select promise, count(distinct entry) as count, max(at) as last,
    (array_agg(distinct entry order by entry desc))[:10] as cases
from broken group by promise;
