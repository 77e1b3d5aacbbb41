-- name: meet
-- Notes a person whom nobody has met yet.
insert into person (service, person_key) values (%(service)s, %(person_key)s)
on conflict (service, person_key) do nothing;

-- name: alive
-- Finds a person who was not erased, and keeps them from being erased until the transaction ends.
select 1 as here from person
where service = %(service)s and person_key = %(person_key)s and erased_at is null for share;

-- name: accept
-- Records how a person met a version of the policy, unless they were erased.
with alive as (
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    for share
)
insert into acceptance (service, person_key, version, id, how, language)
select %(service)s, %(person_key)s, %(version)s, %(id)s, %(how)s, %(language)s from alive;

-- name: acceptances
-- Reads how a person met the versions, the latest first; of one who was erased, only that.
select p.erased_at is not null as erased, a.version, a.how, a.language, a.at
from (select %(service)s::text as service, %(person_key)s::bytea as person_key) asked
left join person p on p.service = asked.service and p.person_key = asked.person_key
left join acceptance a on a.service = asked.service and a.person_key = asked.person_key
    and p.erased_at is null
order by a.at desc, a.id desc;

-- name: acts
-- Reads the acts about a person, the latest first, with the sealed bodies; of one who was erased, only that.
select h.erased_at is not null as erased, p.entry, b.sealed, e.act, e.outcome, e.at,
    e.policy_version, e.promises
from (select %(service)s::text as service, %(person_key)s::bytea as person_key) asked
left join person h on h.service = asked.service and h.person_key = asked.person_key
left join lateral (
    select l.service, l.entry from entry_person l
    where l.service = asked.service and l.person_key = asked.person_key and h.erased_at is null
    order by l.entry desc limit %(limit)s
) p on true
left join entry_body b on b.service = p.service and b.entry = p.entry
cross join lateral (
    select min(l.act) as act, min(l.outcome) as outcome, min(l.at) as at,
        min(l.policy_version) as policy_version,
        array_agg(l.promise order by l.promise) filter (where l.promise <> '') as promises
    from entry_promise l where l.service = p.service and l.entry = p.entry
) e
order by p.entry desc;
