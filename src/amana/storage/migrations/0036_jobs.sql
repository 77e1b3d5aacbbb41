-- before: new code needs it
-- Work to be done later: put here in the act's own transaction, taken off in that of its doing.

-- Ids are random and stand under their service: a number or key that all services share would
-- let one count, or collide with, another's jobs. Arguments are ids, never a person's values.
create table job (
    service text not null,
    id uuid not null,
    name text not null check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    -- Of two waiting jobs with the same name and key there is one.
    key text check (length(key) <= 200),
    arguments jsonb not null check (jsonb_typeof(arguments) = 'object' and length(arguments::text) <= 4096),
    state text not null default 'waiting' check (state in ('waiting', 'running', 'set_aside')),
    made_at timestamptz not null default transaction_timestamp(),
    -- A long wait is a row with a due date; nothing is begun before it.
    due_at timestamptz not null default transaction_timestamp(),
    attempts smallint not null default 0,
    started_at timestamptz,
    worker uuid,
    -- The code of an error or the name of its class; never a value.
    fault text,
    primary key (service, id)
);
create unique index job_key on job (service, name, key) where state = 'waiting';
create index job_due on job (due_at) where state = 'waiting';
create index job_running on job (worker) where state = 'running';

alter table job enable row level security, force row level security;
create policy own on job using (service = own_service()) with check (service = own_service());
create policy worker on job to amana_worker using (true) with check (true);
create policy platform on job to amana_platform using (true) with check (true);
grant select, delete, insert (service, id, name, key, arguments, due_at), update (arguments, due_at)
    on job to amana_service;
grant select, delete, update (state, due_at, attempts, started_at, worker, fault) on job to amana_worker;
-- The administration lists, retries and discards what was set aside.
grant select, delete, update (state, due_at, attempts, fault) on job to amana_platform;
