-- name: instant
-- The transaction's own instant: what every act of it calls now.
select transaction_timestamp() as now;

-- name: put
-- Puts one entry with its sealed body, its person and its promises, in one statement.
with leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed)
    values (%(service)s, %(entry)s, %(sealed)s)
), person as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, %(person_key)s::bytea, %(entry)s where %(person_key)s::bytea is not null
)
insert into entry_promise (service, promise, act, outcome, entry, policy_version)
select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
from unnest(%(promises)s::text[]) as promise;
