-- before: a disclosure that nothing permitted breaks the promises that it concerns, and no other
-- One without a row here concerns every promise about disclosures.
create table disclosure_against (
    service text not null,
    promise text not null check (length(promise) between 1 and 64),
    entry uuid not null,
    primary key (service, promise, entry)
);
create index disclosure_against_entry on disclosure_against (service, entry);
alter table disclosure_against enable row level security, force row level security;
create policy own on disclosure_against using (service = own_service())
    with check (service = own_service());
grant select, insert on disclosure_against to amana_service;
