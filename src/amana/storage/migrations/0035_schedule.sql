-- before: new code needs it
-- Which workers live, and the last run of each scheduled task: a claim of one worker at a time.

-- A worker writes here again and again. Who has not for a while is dead, and what it held is free.
create table worker (
    id uuid primary key,
    started_at timestamptz not null default transaction_timestamp(),
    seen_at timestamptz not null default transaction_timestamp()
);

create table scheduled_run (
    service text not null,
    name text not null,
    last_started timestamptz not null default transaction_timestamp(),
    last_ended timestamptz,
    outcome text not null default 'running' check (outcome in ('running', 'done', 'failed')),
    -- The code of an error or the name of its class; never a value.
    fault text,
    -- Whose run this is. It is no reference: a dead worker's row goes, the claim is then free.
    worker uuid not null,
    primary key (service, name)
);

alter table worker enable row level security, force row level security;
alter table scheduled_run enable row level security, force row level security;
create policy worker on worker to amana_worker using (true) with check (true);
create policy platform on worker for select to amana_platform using (true);
create policy worker on scheduled_run to amana_worker using (true) with check (true);
create policy platform on scheduled_run for select to amana_platform using (true);
create policy own on scheduled_run for select using (service = own_service());
grant select, insert, update, delete on worker to amana_worker;
grant select, insert, update, delete on scheduled_run to amana_worker;
grant select on worker, scheduled_run to amana_platform;
grant select on scheduled_run to amana_service;
create policy worker on service for select to amana_worker using (true);
grant select on service to amana_worker;
