-- name: instant
-- The transaction's own instant, which every act of it calls now, how the service stands, which policy and map are in force, and whether somebody waits for a number.
select transaction_timestamp() as now, s.state as service_state, s.reason as service_reason,
    s.changed_at,
    v.number, v.languages, v.published_at, v.effective_at, v.material, v.reason as judged,
    m.number as map, m.applied_at,
    exists (
        select from person u where u.service = s.slug and u.number is null and u.erased_at is null
    ) as unnumbered
from service s
left join lateral (
    select * from policy_version p
    where p.service = s.slug and p.effective_at <= transaction_timestamp()
    order by p.number desc limit 1
) v on true
left join lateral (
    select number, applied_at from record_map r
    where r.service = s.slug order by r.number desc limit 1
) m on true
where s.slug = %(service)s;

-- name: put
-- Puts one entry with its sealed body, its person and its promises, in one statement; nothing about a person who was erased.
with alive as (
    -- Shared with other acts about the person; an erasure waits for them, and they for it.
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s::bytea and erased_at is null
    for share
), leaf as (
    insert into entry (service, id, header, commitment)
    select %(service)s, %(entry)s, %(header)s, %(commitment)s
    where %(person_key)s::bytea is null or exists (select from alive)
    returning id
), body as (
    insert into entry_body (service, entry, sealed)
    select %(service)s, id, %(sealed)s from leaf
), about as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, %(person_key)s::bytea, id from leaf where %(person_key)s::bytea is not null
), persons as (
    insert into entry_set (service, entry, persons)
    select %(service)s, id, %(persons)s::integer[] from leaf
    where cardinality(%(persons)s::integer[]) > 0
)
insert into entry_promise (service, promise, act, outcome, entry, policy_version)
select %(service)s, promise, %(act)s, %(outcome)s, id, %(policy_version)s
from leaf cross join unnest(%(promises)s::text[]) as promise;

-- name: put_many
-- Puts many entries as put does; of who was erased meanwhile, and of a service that was closed, only the leaf, which names nobody.
with given as materialized (
    select * from unnest(%(entries)b::uuid[], %(headers)b::bytea[], %(commitments)b::bytea[],
        %(sealed)b::bytea[], %(person_keys)b::bytea[], %(acts)b::text[], %(outcomes)b::text[],
        %(versions)b::integer[])
        as g (id, header, commitment, sealed, person_key, act, outcome, policy_version)
), alive as materialized (
    select person_key from person
    where service = %(service)s and erased_at is null
        and person_key = any (%(person_keys)b::bytea[])
    -- In one order, so that two programs never wait for each other in a circle.
    order by person_key for share
), here as materialized (
    -- Whoever closes the service waits for this, or this for them.
    select 1 from service where slug = %(service)s and state not in ('closing', 'closed') for share
), leaves as (
    insert into entry (service, id, header, commitment)
    select %(service)s, id, header, commitment from given
), bodies as (
    insert into entry_body (service, entry, sealed)
    select %(service)s, id, sealed from given
    where exists (select from here)
        and (person_key is null or person_key in (select person_key from alive))
), about as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, person_key, id from given
    where exists (select from here) and person_key in (select person_key from alive)
), sets as (
    insert into entry_set (service, entry, persons)
    select %(service)s, f.entry, f.persons::integer[]
    from unnest(%(set_entries)b::uuid[], %(set_persons)b::text[]) as f (entry, persons)
    where exists (select from here)
)
insert into entry_promise (service, promise, act, outcome, entry, policy_version)
select %(service)s, f.promise, g.act, g.outcome, g.id, g.policy_version
from unnest(%(promise_entries)b::uuid[], %(promises)b::text[]) as f (entry, promise)
join given g on g.id = f.entry;
