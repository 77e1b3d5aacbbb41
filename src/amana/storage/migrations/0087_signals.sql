-- before: signals of browsers, beside choices and never among them
-- What a person's browser signals, such as Global Privacy Control, since when it was first seen.
create table signal (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    signal text not null check (signal in ('gpc')),
    begun_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key, signal)
);
alter table signal enable row level security, force row level security;
create policy own on signal using (service = own_service()) with check (service = own_service());
grant select, insert on signal to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on signal for select to amana_owner using (service = session_service());
create policy forgotten on signal for delete to amana_owner using (service = session_service());
