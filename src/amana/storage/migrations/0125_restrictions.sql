-- before: a restriction is carried out in Amana's own records, announced before it is lifted, and lifted
-- Whose it is says the request; that data is restricted is a word of the person, among their choices.
create table restriction (
    service text not null,
    request uuid not null,
    begun_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    announced_at timestamptz,
    announced uuid,
    letter uuid,
    lifted_at timestamptz,
    lifted uuid,
    primary key (service, request),
    foreign key (service, request) references request,
    check ((announced is null) = (announced_at is null)),
    check ((lifted is null) = (lifted_at is null)),
    check (lifted is null or announced is not null)
);
alter table restriction enable row level security, force row level security;
create policy own on restriction using (service = own_service()) with check (service = own_service());
grant select, insert, update on restriction to amana_service;
