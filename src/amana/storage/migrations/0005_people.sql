-- before: new code needs it
-- How people met a version of the policy, and what named persons attest.
create table acceptance (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    version integer not null,
    id uuid not null,
    how text not null check (how in ('explicit', 'continued_use', 'declined')),
    language text not null check (language in ('ar', 'en')),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, person_key, version, id),
    foreign key (service, version) references policy_version
);
create table attestation (
    service text not null,
    id uuid not null,
    promise text not null,
    statement text not null,
    attested_by text not null,
    document_name text not null,
    document_hash bytea not null check (length(document_hash) = 32),
    at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    primary key (service, id),
    check (expires_at > at)
);
create index attestation_promise on attestation (service, promise, expires_at);

alter table acceptance enable row level security, force row level security;
alter table attestation enable row level security, force row level security;
create policy own on acceptance using (service = own_service()) with check (service = own_service());
create policy own on attestation using (service = own_service()) with check (service = own_service());
grant select, insert on acceptance, attestation to amana_service;
