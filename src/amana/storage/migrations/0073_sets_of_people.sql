-- before: new code needs it
-- Whom an act over many records was about: the numbers of the persons, in one row. A row for each
-- of thousands of persons would cost a read of thousands as much as the read itself. The body of
-- such an entry names nobody and is sealed under the service's key.
create table entry_set (
    service text not null,
    entry uuid not null,
    persons integer[] not null,
    -- Where the act counted them: how many records it was about.
    records integer,
    primary key (service, entry)
);
alter table entry_set enable row level security, force row level security;
create policy own on entry_set using (service = own_service()) with check (service = own_service());
grant select, insert on entry_set to amana_service;
