-- name: put_plan
-- Notes what a dry run found in a source.
insert into request_plan (service, request, source, version, counts, fault)
values (%(service)s, %(request)s, %(source)s, %(version)s, %(counts)s, %(fault)s)
on conflict (service, request, source) do update set version = excluded.version,
    counts = excluded.counts, fault = excluded.fault, at = transaction_timestamp();

-- name: plan
-- Reads the dry run of a request.
select source, version, counts, fault, at from request_plan
where service = %(service)s and request = %(request)s order by source;

-- name: put
-- Notes that a request has something to do in a source.
insert into request_part (service, request, source, kind, version, due_at)
values (%(service)s, %(request)s, %(source)s, %(kind)s, %(version)s,
    case when %(due)s then transaction_timestamp() end)
on conflict (service, request, source) do nothing;

-- name: of
-- Reads the parts of a request.
select request, source, kind, version, state, attempts, outages, due_at, job, fault, counts, kept,
    at_most, noted_by, set_size, read_back, done_at, entry, lifting
from request_part where service = %(service)s and request = %(request)s order by source;

-- name: of_many
-- Reads the parts of these requests.
select request, source, kind, version, state, attempts, outages, due_at, job, fault, counts, kept,
    at_most, noted_by, set_size, read_back, done_at, entry, lifting
from request_part where service = %(service)s and request = any(%(requests)s::uuid[])
order by request, source;

-- name: release
-- Lets the sources follow, now that our own records are done.
update request_part set due_at = transaction_timestamp()
where service = %(service)s and request = %(request)s and due_at is null and state = 'waiting';

-- name: next
-- Reads of which kind, by which map, and whether it takes marks off, the part is that is due the longest in a source.
select p.kind, p.version, p.lifting from request_part p
where p.service = %(service)s and p.source = %(source)s and p.state in ('waiting', 'running')
    and (p.due_at <= transaction_timestamp() or (p.state = 'running' and not exists (
        select from job j where j.service = p.service and j.id = p.job and j.state = 'running'
            and j.id <> %(job)s)))
order by p.due_at, p.request limit 1;

-- name: claim
-- Takes due parts of one kind and map, none that puts marks with one that takes them off, for a job, and what jobs had taken that are running no more.
with due as materialized (
    select p.request from request_part p
    where p.service = %(service)s and p.source = %(source)s and p.state in ('waiting', 'running')
        and p.kind = %(kind)s and p.version is not distinct from %(version)s::integer
        and p.lifting = %(lifting)s
        and (p.due_at <= transaction_timestamp() or (p.state = 'running' and not exists (
            select from job j where j.service = p.service and j.id = p.job
                and j.state = 'running' and j.id <> %(job)s)))
    order by p.due_at, p.request limit %(most)s for update of p skip locked
)
update request_part p set state = 'running', job = %(job)s, attempts = p.attempts + 1,
    due_at = transaction_timestamp() + %(lease)s
from due
where p.service = %(service)s and p.source = %(source)s and p.request = due.request
returning p.request, p.source, p.kind, p.version, p.state, p.attempts, p.outages, p.due_at, p.job,
    p.fault, p.counts, p.kept, p.at_most, p.noted_by, p.set_size, p.read_back, p.done_at, p.entry,
    p.lifting;

-- name: bind
-- Notes by which map the claimed parts are carried out, where nothing had said so.
update request_part set version = %(version)s
where service = %(service)s and source = %(source)s and version is null
    and request = any(%(requests)s::uuid[]);

-- name: foresee
-- Notes what a pass is about to do, and what will stay, of the parts that the job still has.
update request_part p set kept = n.kept, at_most = n.at_most, noted_by = n.noted_by,
    set_size = n.set_size
from jsonb_to_recordset(%(notes)s::jsonb) as n (request uuid,
    claimed timestamptz, kept jsonb, at_most jsonb, noted_by uuid,
    set_size integer)
where p.service = %(service)s and p.request = n.request and p.source = %(source)s
    and p.state = 'running' and p.job = %(job)s and p.due_at = n.claimed;

-- name: done
-- Notes that a part is done, if the job still has it.
update request_part set state = 'done', fault = null, counts = %(counts)s, kept = %(kept)s,
    at_most = %(at_most)s, noted_by = null, set_size = %(set_size)s, read_back = %(read_back)s,
    done_at = transaction_timestamp(), entry = %(entry)s
where service = %(service)s and request = %(request)s and source = %(source)s
    and state = 'running' and job = %(job)s and due_at = %(claimed)s;

-- name: stands
-- Notes what a part did though the person still stands in the source, if the job still has it.
update request_part set state = 'failed', fault = %(fault)s, job = null, counts = %(counts)s,
    kept = %(kept)s, at_most = %(at_most)s, noted_by = null, set_size = %(set_size)s,
    read_back = %(read_back)s, outages = 0
where service = %(service)s and request = %(request)s and source = %(source)s
    and state = 'running' and job = %(job)s and due_at = %(claimed)s;

-- name: put_back
-- Notes why a part was not done, and when it is tried again, if the job still has it.
update request_part set state = %(state)s, fault = %(fault)s, job = null,
    due_at = transaction_timestamp() + %(wait)s,
    attempts = case when %(tried)s then attempts else attempts - 1 end,
    outages = case when %(tried)s then 0 else outages + 1 end
where service = %(service)s and request = %(request)s and source = %(source)s
    and state = 'running' and job = %(job)s and due_at = %(claimed)s;

-- name: again
-- Lets a part be tried again at once; one that failed by the map that is in force by then.
update request_part set state = 'waiting', attempts = 0, outages = 0, fault = null, job = null,
    version = case when state = 'failed' or fault = 'source.not_approved' then null
        else version end,
    due_at = transaction_timestamp()
where service = %(service)s and request = %(request)s and source = %(source)s
    and state in ('waiting', 'failed') and fault is not null;

-- name: wake
-- Lets parts that wait for one fault be tried again at once.
update request_part set due_at = transaction_timestamp(), attempts = 0
where service = %(service)s and source = %(source)s and state = 'waiting' and fault = %(fault)s;

-- name: give_up
-- Notes that a part that could not be done is not to be done.
update request_part set state = 'given_up'
where service = %(service)s and request = %(request)s and source = %(source)s
    and state in ('waiting', 'failed') and fault is not null;

-- name: release_kept
-- Lets what a hold had kept of erasures that are over be erased, while whom they sought is known.
update request_part p set state = 'waiting', attempts = 0, job = null, done_at = null,
    due_at = transaction_timestamp(),
    kept = coalesce((select jsonb_agg(e.one) from jsonb_array_elements(p.kept) as e (one)
        where e.one->>'reason' is null
            or not starts_with(e.one->>'reason', 'legal-hold ' || q.hold::text || ' ')), '[]'::jsonb)
from legal_hold_request q
where q.service = %(service)s and q.hold = %(hold)s and p.service = q.service
    and p.request = q.request and p.kind = 'erasure' and p.state = 'done'
    and p.kept <> '[]'::jsonb
    and exists (select from request r where r.service = q.service and r.id = q.request
        and r.ended_at is not null)
    and exists (select from request_sought s where s.service = q.service
        and s.request = q.request and s.sealed is not null)
    and exists (select from source o where o.service = q.service and o.name = p.source
        and o.removed_at is null);

-- name: lift
-- Lets the marks be taken off that a restriction put, but where they are kept; what is under way ends first. By the map in force, where theirs is approved no more. How many rows one alone marked is kept: as many are to be found.
update request_part p set lifting = true, state = 'waiting', attempts = 0, outages = 0, fault = null,
    job = null, counts = case when p.state = 'done' and p.set_size = 1 then p.counts else '[]' end,
    set_size = 0, read_back = 0, done_at = null, due_at = transaction_timestamp(), version = (
        select m.version from source_map m
        join source o on o.service = m.service and o.name = m.source
        where m.service = p.service and m.source = p.source and m.version = p.version
            and m.approved_at >= o.added_at)
where p.service = %(service)s and p.request = %(request)s and p.kind = 'restriction'
    and not p.lifting and p.state <> 'running' and p.source <> all(%(kept)s::text[])
    and (p.source <> all(%(called)s::text[]) or p.state in ('waiting', 'failed'))
    and exists (select from source o where o.service = p.service and o.name = p.source
        and o.removed_at is null)
returning p.source;

-- name: turn
-- Lets marks that are taken off be put again, or those that are put be taken off.
update request_part set lifting = not lifting, state = 'waiting', attempts = 0, outages = 0,
    fault = null, job = null, counts = '[]', set_size = 0, read_back = 0, done_at = null,
    due_at = transaction_timestamp()
where service = %(service)s and request = %(request)s and source = %(source)s and kind = 'restriction';

-- name: marked_by_others
-- Lists those of these ids whose rows a source is to keep marked, whatever else is lifted.
select distinct q.person_key from request_person q
where q.service = %(service)s and q.person_key = any(%(members)s::bytea[])
    and (exists (select from restriction r where r.service = q.service and r.request = q.request
            and r.lifted_at is null)
        or exists (select from request_part a where a.service = q.service
            and a.request = q.request and a.source = %(source)s
            and a.kind in ('objection', 'withdrawal') and a.state <> 'given_up'));

-- name: due
-- Lists the sources in which something is due, or was begun by a job that is running no more.
select distinct p.source from request_part p
where p.service = %(service)s and p.state in ('waiting', 'running')
    and (p.due_at <= transaction_timestamp() or (p.state = 'running' and not exists (
        select from job j where j.service = p.service and j.id = p.job and j.state = 'running')));

-- name: next_due
-- Says when the next part of a source is due.
select min(due_at) as at from request_part
where service = %(service)s and source = %(source)s and state = 'waiting';

-- name: put_sought
-- Notes whom the sources are asked for.
insert into request_sought (service, request, sealed)
values (%(service)s, %(request)s, %(sealed)s)
on conflict (service, request) do update set sealed = excluded.sealed;

-- name: sought
-- Reads whom the sources are asked for, of these requests.
select request, sealed from request_sought
where service = %(service)s and request = any(%(requests)s::uuid[]) and sealed is not null;

-- name: end_sought
-- Empties whom the sources were asked for; the row stays until the key is gone.
update request_sought set sealed = null where service = %(service)s and request = %(request)s;

-- name: sought_over
-- Lists the requests whose own keys are to be destroyed.
select request from request_sought where service = %(service)s and sealed is null
order by request limit %(limit)s;

-- name: drop_sought
-- Deletes the rows of requests whose own keys are destroyed.
delete from request_sought
where service = %(service)s and request = any(%(requests)s::uuid[]) and sealed is null;

-- name: put_lift_sought
-- Notes whose marks are taken off.
insert into lift_sought (service, request, sealed)
values (%(service)s, %(request)s, %(sealed)s)
on conflict (service, request) do update set sealed = excluded.sealed;

-- name: lift_sought
-- Reads whose marks are taken off, of these requests.
select request, sealed from lift_sought
where service = %(service)s and request = any(%(requests)s::uuid[]) and sealed is not null;

-- name: end_lift_sought
-- Empties whose marks were taken off; the row stays until the key is gone.
update lift_sought set sealed = null where service = %(service)s and request = %(request)s;

-- name: lift_sought_over
-- Lists the lifted restrictions whose own keys are to be destroyed.
select request from lift_sought where service = %(service)s and sealed is null
order by request limit %(limit)s;

-- name: drop_lift_sought
-- Deletes the rows of lifted restrictions whose own keys are destroyed.
delete from lift_sought
where service = %(service)s and request = any(%(requests)s::uuid[]) and sealed is null;
