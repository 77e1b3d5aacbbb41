-- before: new code needs it
-- What one transaction of a service does at a time: a row of the service's own to hold. An advisory
-- lock could be held by any login, another service's too, and would stop this one.
create table turn (
    service text not null,
    name text not null check (length(name) <= 40),
    primary key (service, name)
);
alter table turn enable row level security, force row level security;
create policy own on turn using (service = own_service()) with check (service = own_service());
grant select, insert, update (name) on turn to amana_service;
