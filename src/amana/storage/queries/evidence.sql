-- name: acts
-- Counts the acts under each promise by act and outcome, with the ten latest of each.
select g.promise, g.act, g.outcome, g.count, l.cases, l.last
from (
    select promise, act, outcome, count(*) as count from entry_promise
    where service = %(service)s and promise = any(%(promises)s)
    group by promise, act, outcome
) g
cross join lateral (
    select array_agg(t.entry order by t.entry desc) as cases, max(t.at) as last
    from (
        select e.entry, e.at from entry_promise e
        where e.service = %(service)s and e.promise = g.promise and e.act = g.act
            and e.outcome = g.outcome
        order by e.entry desc limit 10
    ) t
) l;

-- name: latest
-- Reads the latest entries under a promise.
select entry, act, outcome, at, policy_version from entry_promise
where service = %(service)s and promise = %(promise)s
order by at desc, entry desc limit %(limit)s;

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
-- Counts for each promise the attestations that have not expired.
select promise, count(*) as count, max(at) as last, array_agg(id::text order by at desc) as cases
from attestation
where service = %(service)s and promise = any(%(promises)s) and expires_at > transaction_timestamp()
group by promise;

-- name: taken_as_accepted
-- Counts who declined a version and was later taken to have accepted it by going on.
select count(*) as count, max(a.at) as last from acceptance a
where a.service = %(service)s and a.how = 'continued_use' and (
    select b.how from acceptance b
    where b.service = a.service and b.person_key = a.person_key and b.version = a.version
        and (b.at, b.id) < (a.at, a.id)
    order by b.at desc, b.id desc limit 1
) = 'declined';

-- name: watched
-- Counts the decided acts of each name under the version in force, with the latest ten.
select act, count(distinct entry) as count, max(at) as last,
    (array_agg(distinct entry order by entry desc))[1:10] as cases
from entry_promise
where service = %(service)s and outcome in ('done', 'refused') and policy_version = (
    select max(v.number) from policy_version v
    where v.service = %(service)s and v.effective_at <= transaction_timestamp()
)
group by act;
