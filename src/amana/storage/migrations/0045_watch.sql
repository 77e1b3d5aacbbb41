-- before: new code needs it
-- What is looked at: a sealed known value for each service, and alarms with the notices of them.

-- Opens only with the keys that sealed it: by it a wrong root key is seen before anybody's data.
create table known_value (
    service text primary key references service,
    sealed bytea not null check (length(sealed) between 1 and 1000)
);

create table alarm (
    id uuid primary key,
    -- '' is the whole installation.
    service text not null,
    kind text not null,
    -- Which of several, such as the name of a scheduled task. Names of ours, never a value.
    subject text not null,
    why text not null,
    fields jsonb not null,
    raised_at timestamptz not null default transaction_timestamp(),
    seen_at timestamptz not null default transaction_timestamp(),
    over_at timestamptz
);
create unique index alarm_firing on alarm (service, kind, subject) where over_at is null;
create index alarm_latest on alarm (service, raised_at desc);

-- Written with the change of the alarm, sent after its commit: the id is the message's own, so that
-- a message sent twice is known to be one.
create table alarm_notice (
    id uuid primary key,
    alarm uuid not null references alarm on delete cascade,
    event text not null check (event in ('raised', 'still', 'over')),
    channel text not null check (channel in ('mail', 'webhook')),
    made_at timestamptz not null default transaction_timestamp(),
    next_at timestamptz not null default transaction_timestamp(),
    tries integer not null default 0,
    ended_at timestamptz,
    -- The code of the last error, never what it says; null once it was sent.
    fault text
);
create index alarm_notice_due on alarm_notice (next_at) where ended_at is null;
create index alarm_notice_alarm on alarm_notice (alarm, channel, made_at);

alter table known_value enable row level security, force row level security;
alter table alarm enable row level security, force row level security;
alter table alarm_notice enable row level security, force row level security;
create policy own on known_value using (service = own_service()) with check (service = own_service());
create policy watch on alarm to amana_watch using (true) with check (true);
create policy watch on alarm_notice to amana_watch using (true) with check (true);
create policy watch on service for select to amana_watch using (true);
create policy watch on ledger for select to amana_watch using (true);
create policy watch on entry for select to amana_watch using (true);
grant select, insert on known_value to amana_service;
grant select, insert, delete on alarm, alarm_notice to amana_watch;
grant update (why, fields, seen_at, over_at) on alarm to amana_watch;
grant update (next_at, tries, ended_at, fault) on alarm_notice to amana_watch;
grant select on service to amana_watch;
grant select (service, size, next_xact, last_entry) on ledger to amana_watch;
grant select (service, id, xact) on entry to amana_watch;
create policy watch on job for select to amana_watch using (true);
create policy watch on scheduled_run for select to amana_watch using (true);
create policy watch on worker for select to amana_watch using (true);
-- Counts and dates; what a job carries is not for who watches.
grant select (service, id, name, key, state, made_at, due_at, started_at, attempts, fault) on job
    to amana_watch;
grant select on scheduled_run, worker to amana_watch;
