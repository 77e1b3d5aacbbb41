-- name: find
-- Finds what was answered to a request. Whoever then claims it does not wait long for another one.
select set_config('lock_timeout', '200ms', true) as waits, k.request, k.sealed
from (select 1) as one left join kept_answer k on k.service = %(service)s and k.id = %(id)s
    and k.at > transaction_timestamp() - %(lasts)s;

-- name: claim
-- Claims a request until the transaction ends, in place of an answer that is over.
insert into kept_answer (service, id, request) values (%(service)s, %(id)s, %(request)s)
on conflict (service, id) do update
    set request = excluded.request, sealed = null, at = transaction_timestamp()
    where kept_answer.at <= transaction_timestamp() - %(lasts)s
returning set_config('lock_timeout', '5s', true) as waits;

-- name: keep
-- Keeps what was answered.
update kept_answer set sealed = %(sealed)s where service = %(service)s and id = %(id)s;

-- name: about
-- Notes whom an answer is about, so that it goes with them.
insert into kept_answer_person (service, person_key, answer)
select %(service)s, given, %(id)s from unnest(%(person_keys)s::bytea[]) as given
on conflict do nothing;

-- name: forget
-- Forgets the answers that are over, some at a time.
delete from kept_answer where service = %(service)s and id in (
    select id from kept_answer
    where service = %(service)s and at <= transaction_timestamp() - %(lasts)s
    order by at limit %(most)s);

-- name: empty
-- Forgets all answers of a service that is being closed.
delete from kept_answer where service = %(service)s;
