-- name: instant
-- The transaction's own instant, which every act of it calls now, and how the service stands.
select transaction_timestamp() as now, state, reason, changed_at from service
where slug = %(service)s;

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
-- Puts many entries as put does; of who was erased meanwhile only the leaf, which names nobody.
with given as materialized (
    select * from unnest(%(entries)s::uuid[], %(headers)s::bytea[], %(commitments)s::bytea[],
        %(sealed)s::bytea[], %(person_keys)s::bytea[], %(acts)s::text[], %(outcomes)s::text[],
        %(versions)s::integer[])
        as g (id, header, commitment, sealed, person_key, act, outcome, policy_version)
), alive as materialized (
    select person_key from person
    where service = %(service)s and erased_at is null
        and person_key = any (%(person_keys)s::bytea[])
    -- In one order, so that two programs never wait for each other in a circle.
    order by person_key for share
), leaves as (
    insert into entry (service, id, header, commitment)
    select %(service)s, id, header, commitment from given
), bodies as (
    insert into entry_body (service, entry, sealed)
    select %(service)s, id, sealed from given
    where person_key is null or person_key in (select person_key from alive)
), about as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, person_key, id from given
    where person_key in (select person_key from alive)
), sets as (
    insert into entry_set (service, entry, persons)
    select %(service)s, f.entry, array_agg(f.person)
    from unnest(%(set_entries)s::uuid[], %(set_persons)s::integer[]) as f (entry, person)
    group by f.entry
)
insert into entry_promise (service, promise, act, outcome, entry, policy_version)
select %(service)s, f.promise, g.act, g.outcome, g.id, g.policy_version
from unnest(%(promise_entries)s::uuid[], %(promises)s::text[]) as f (entry, promise)
join given g on g.id = f.entry;
