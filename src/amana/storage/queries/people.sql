-- name: meet
-- Notes a person whom nobody has met yet.
insert into person (service, person_key) values (%(service)s, %(person_key)s)
on conflict (service, person_key) do nothing;

-- name: met
-- Finds a person of a look-up key.
select 1 as here from person where service = %(service)s and person_key = %(person_key)s;

-- name: alive
-- Finds a person who was not erased, and keeps them from being erased until the transaction ends.
select 1 as here from person
where service = %(service)s and person_key = %(person_key)s and erased_at is null for share;

-- name: alive_alone
-- Finds a person who was not erased, and lets nobody else choose or decide about them until the transaction ends.
select 1 as here from person
where service = %(service)s and person_key = %(person_key)s and erased_at is null
for no key update;

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
-- Reads how a person met the versions under any of their ids, the latest first; of one who was erased, only that.
with asked as (
    select k.person_key, h.erased_at is not null as erased,
        coalesce(h.joined_to, k.person_key) as root
    from (select %(person_key)s::bytea as person_key) k
    left join person h on h.service = %(service)s and h.person_key = k.person_key
), members as (
    select person_key from asked where not erased
    union
    select m.person_key from asked join person m on m.service = %(service)s
        and (m.person_key = asked.root or m.joined_to = asked.root)
    where not asked.erased
)
select asked.erased, a.version, a.how, a.language, a.at
from asked left join (
    select c.* from members m join acceptance c
        on c.service = %(service)s and c.person_key = m.person_key
) a on true
order by a.at desc, a.id desc;

-- name: acts
-- Reads acts about a person under any of their ids, the latest first, with the sealed bodies; of one who was erased, only that.
with asked as (
    select k.person_key, h.erased_at is not null as erased,
        coalesce(h.joined_to, k.person_key) as root
    from (select %(person_key)s::bytea as person_key) k
    left join person h on h.service = %(service)s and h.person_key = k.person_key
), members as (
    select person_key from asked where not erased
    union
    select m.person_key from asked join person m on m.service = %(service)s
        and (m.person_key = asked.root or m.joined_to = asked.root)
    where not asked.erased
)
select asked.erased, p.person_key, p.entry, b.sealed, e.act, e.outcome, e.at,
    e.policy_version, e.promises
from asked
left join lateral (
    -- An entry about many may name two ids of one person: it is one act all the same.
    select min(l.person_key::text)::bytea as person_key, l.entry
    from (
        select o.person_key, o.entry from members m join entry_person o
            on o.service = %(service)s and o.person_key = m.person_key
        union all
        -- Acts about many, by the person's number.
        select m.person_key, s.entry from members m
        join person n on n.service = %(service)s and n.person_key = m.person_key
        join entry_set s on s.service = %(service)s and n.number = any (s.persons)
    ) l
    where (%(before)s::uuid is null or l.entry < %(before)s::uuid)
        and (%(entry)s::uuid is null or l.entry = %(entry)s::uuid)
        -- What the law forbids to tell whom the release is about yet; what lies outside of it is told.
        and not exists (
            select from release_entry q join release d on d.service = q.service and d.id = q.release
            join release_person w on w.service = q.service and w.release = q.release
            where q.service = %(service)s and q.entry = l.entry and not q.outside
                and d.state in ('proposed', 'approved') and w.person_key in (select person_key from members)
                and d.silent_until > (transaction_timestamp() at time zone 'UTC')::date)
        and (%(names)s::text[] is null or exists (
            select from entry_promise f
            where f.service = %(service)s and f.entry = l.entry and f.act = any(%(names)s::text[])))
    group by l.entry order by l.entry desc limit %(limit)s
) p on true
left join entry_body b on b.service = %(service)s and b.entry = p.entry
cross join lateral (
    select min(l.act) as act, min(l.outcome) as outcome, min(l.at) as at,
        min(l.policy_version) as policy_version,
        array_agg(l.promise order by l.promise) filter (where l.promise <> '') as promises
    from entry_promise l where l.service = %(service)s and l.entry = p.entry
) e
order by p.entry desc;

-- name: acts_counted
-- Counts the acts about a person under any of their ids, and those of one name, with the latest instants; no body is read.
with asked as (
    select k.person_key, h.erased_at is not null as erased,
        coalesce(h.joined_to, k.person_key) as root
    from (select %(person_key)s::bytea as person_key) k
    left join person h on h.service = %(service)s and h.person_key = k.person_key
), members as (
    select person_key from asked where not erased
    union
    select m.person_key from asked join person m on m.service = %(service)s
        and (m.person_key = asked.root or m.joined_to = asked.root)
    where not asked.erased
), mine as (
    select o.entry from members m join entry_person o
        on o.service = %(service)s and o.person_key = m.person_key
    union
    select s.entry from members m
    join person n on n.service = %(service)s and n.person_key = m.person_key
    join entry_set s on s.service = %(service)s and n.number = any (s.persons)
)
select asked.erased, f.count, f.last, f.named, f.named_last
from asked cross join (
    select count(*) as count, max(e.at) as last, count(*) filter (where e.act = %(name)s) as named,
        max(e.at) filter (where e.act = %(name)s) as named_last
    from (
        select entry from mine m where not exists (
            select from release_entry q join release d on d.service = q.service and d.id = q.release
            join release_person w on w.service = q.service and w.release = q.release
            where q.service = %(service)s and q.entry = m.entry and not q.outside
                and d.state in ('proposed', 'approved')
                and w.person_key in (select person_key from members)
                and d.silent_until > (transaction_timestamp() at time zone 'UTC')::date)
    ) mine cross join lateral (
        select l.act, l.at from entry_promise l
        where l.service = %(service)s and l.entry = mine.entry limit 1
    ) e
) f;

-- name: opened
-- Reads one entry's sealed body, where it is about one of these ids.
select l.person_key, b.sealed from entry_person l
join entry_body b on b.service = l.service and b.entry = l.entry
where l.service = %(service)s and l.person_key = any(%(members)s::bytea[]) and l.entry = %(entry)s
    and not exists (
        select from release_entry q join release d on d.service = q.service and d.id = q.release
        join release_person w on w.service = q.service and w.release = q.release
        where q.service = l.service and q.entry = l.entry and not q.outside
            and d.state in ('proposed', 'approved') and w.person_key = any(%(members)s::bytea[])
            and d.silent_until > (transaction_timestamp() at time zone 'UTC')::date)
limit 1;
