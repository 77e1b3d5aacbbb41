-- name: beat
-- Says that a worker lives.
insert into worker (id) values (%(worker)s)
on conflict (id) do update set seen_at = transaction_timestamp();

-- name: leave
-- Takes a worker that ends off the list.
delete from worker where id = %(worker)s;

-- name: bury
-- Takes the workers off the list that did not say for so long that they live.
delete from worker where seen_at < transaction_timestamp() - %(dead_after)s;

-- name: living
-- Lists the workers that live.
select id, started_at, seen_at from worker order by started_at;

-- name: claim
-- Claims the next run of a task for a service, if it is due, failed a while ago, or its worker died.
insert into scheduled_run (service, name, worker) values (%(service)s, %(name)s, %(worker)s)
on conflict (service, name) do update set
    last_started = transaction_timestamp(), last_ended = null, outcome = 'running', fault = null,
    worker = excluded.worker
where case scheduled_run.outcome
    when 'running' then not exists (select from worker w where w.id = scheduled_run.worker)
    when 'failed' then scheduled_run.last_ended + least(%(every)s, %(again)s) <= transaction_timestamp()
    else scheduled_run.last_started + %(every)s <= transaction_timestamp() end
returning service;

-- name: release
-- Says how a claimed run ended, if it is still this worker's.
update scheduled_run set last_ended = transaction_timestamp(), outcome = %(outcome)s, fault = %(fault)s
where service = %(service)s and name = %(name)s and worker = %(worker)s and last_ended is null;

-- name: give_back
-- Ends the runs that a worker began and could not end.
update scheduled_run set last_ended = transaction_timestamp(), outcome = 'failed', fault = %(fault)s
where worker = %(worker)s and outcome = 'running';

-- name: runs
-- Lists the last runs, of one service or of all.
select service, name, last_started, last_ended, outcome, fault from scheduled_run
where %(service)s::text is null or service = %(service)s
order by service, name;

-- name: due
-- Lists which tasks are due for which services, to claim them one by one.
select service.slug as service, task.name
from unnest(%(names)s::text[], %(every)s::interval[]) as task (name, every)
cross join service
left join scheduled_run r on r.service = service.slug and r.name = task.name
where r.service is null or case r.outcome
    when 'running' then not exists (select from worker w where w.id = r.worker)
    when 'failed' then r.last_ended + least(task.every, %(again)s) <= transaction_timestamp()
    else r.last_started + task.every <= transaction_timestamp() end
order by r.last_started nulls first, task.name, service.slug;
