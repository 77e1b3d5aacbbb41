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
)
insert into entry_promise (service, promise, act, outcome, entry, policy_version)
select %(service)s, promise, %(act)s, %(outcome)s, id, %(policy_version)s
from leaf cross join unnest(%(promises)s::text[]) as promise;
