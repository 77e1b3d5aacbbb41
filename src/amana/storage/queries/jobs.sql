-- name: defer
-- Puts a job into the queue; one that waits under the same key takes the new date and arguments.
insert into job (service, id, name, key, arguments, due_at)
values (%(service)s, %(id)s, %(name)s, %(key)s, %(arguments)s,
    coalesce(%(due_at)s, transaction_timestamp()))
on conflict (service, name, key) where state = 'waiting' do update set
    arguments = excluded.arguments, due_at = excluded.due_at
returning id;

-- name: withdraw
-- Takes the waiting job of this name and key out of the queue.
delete from job where service = %(service)s and name = %(name)s and key = %(key)s and state = 'waiting';

-- name: end
-- Takes a job off the queue, if this worker still has it.
delete from job
where service = %(service)s and id = %(id)s and worker = %(worker)s and state = 'running';

-- name: take
-- Gives a worker the job that is due the longest, of those that it knows how to do.
update job set state = 'running', worker = %(worker)s, attempts = attempts + 1,
    started_at = transaction_timestamp()
where (service, id) = (
    select service, id from job
    where state = 'waiting' and due_at <= transaction_timestamp() and name = any(%(names)s)
    order by due_at limit 1 for update skip locked
) and state = 'waiting'
returning service, id, name, arguments, attempts;

-- name: give_way
-- Takes a job that ended badly off the queue where another waits under its key: that one goes on.
delete from job d
where d.service = %(service)s and d.id = %(id)s and d.worker = %(worker)s and d.state = 'running'
    and exists (select from job o where o.service = d.service and o.name = d.name
        and o.key = d.key and o.state = 'waiting');

-- name: fail
-- Puts a job back for later, or aside when it was tried often enough.
update job set worker = null, fault = %(fault)s,
    state = case when attempts >= %(most)s then 'set_aside' else 'waiting' end,
    due_at = transaction_timestamp() + %(wait)s
where service = %(service)s and id = %(id)s and worker = %(worker)s and state = 'running';

-- name: held_by_the_dead
-- Lists the jobs whose workers no longer live, and locks them.
select service, id, worker from job
where state = 'running' and not exists (select from worker w where w.id = job.worker)
for update skip locked;

-- name: held_by
-- Lists the jobs that a worker holds, and locks them.
select service, id, worker from job where state = 'running' and worker = %(worker)s for update;

-- name: set_aside
-- Lists the jobs that were set aside, the oldest first.
select service, id, name, key, made_at, started_at, attempts, fault from job
where state = 'set_aside' and (%(service)s::text is null or service = %(service)s)
order by made_at, id;

-- name: retry
-- Puts a job that was set aside back into the queue, as if never tried.
update job set state = 'waiting', attempts = 0, fault = null, due_at = transaction_timestamp()
where service = %(service)s and id = %(id)s and state = 'set_aside';

-- name: discard
-- Takes a job that was set aside out of the queue for good.
delete from job where service = %(service)s and id = %(id)s and state = 'set_aside';

-- name: discard_aside
-- Takes the jobs of this name and key that were set aside out of the queue: another is to do the work.
delete from job where service = %(service)s and name = %(name)s and key = %(key)s and state = 'set_aside';

-- name: standing
-- Counts the jobs of each service by state, with the date since which the oldest could be done.
select service, count(*) filter (where state = 'waiting' and due_at <= transaction_timestamp()) as ready,
    count(*) filter (where state = 'waiting' and due_at > transaction_timestamp()) as later,
    count(*) filter (where state = 'running') as running,
    count(*) filter (where state = 'set_aside') as set_aside,
    min(due_at) filter (where state = 'waiting' and due_at <= transaction_timestamp()) as oldest
from job group by service order by service;
