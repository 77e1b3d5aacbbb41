-- name: claim
-- Finds what was answered to a request, and claims it until the transaction ends.
select pg_try_advisory_xact_lock(%(turn)s) as ours, k.request, k.sealed
from (select 1) as one left join kept_answer k on k.service = %(service)s and k.id = %(id)s
    and k.at > transaction_timestamp() - %(lasts)s;

-- name: keep
-- Keeps what was answered, in place of an answer that is over; another one's stays.
insert into kept_answer (service, id, request, sealed)
values (%(service)s, %(id)s, %(request)s, %(sealed)s)
on conflict (service, id) do update
    set request = excluded.request, sealed = excluded.sealed, at = transaction_timestamp()
    where kept_answer.at <= transaction_timestamp() - %(lasts)s;

-- name: forget
-- Forgets the answers that are over, some at a time.
delete from kept_answer where service = %(service)s and id in (
    select id from kept_answer
    where service = %(service)s and at <= transaction_timestamp() - %(lasts)s
    order by at limit %(most)s);

-- name: empty
-- Forgets all answers of a service that is being closed.
delete from kept_answer where service = %(service)s;
