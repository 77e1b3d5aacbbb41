-- before: requests of people about their data are kept from here on
-- What people asked for: kind, state and dates. Whose it is stands beside it and goes at erasure,
-- so that it can still be shown that it was answered, and when.
create table request (
    service text not null,
    id uuid not null,
    kind text not null check (kind in ('copy', 'portability', 'correction', 'restriction',
        'objection', 'erasure', 'part_erasure', 'withdrawal', 'complaint', 'recipients')),
    door text not null check (door in ('centre', 'desk', 'oral', 'email', 'api')),
    state text not null default 'received' check (state in ('received', 'proven', 'fee_quoted',
        'running', 'waiting_for_sources', 'done', 'partly_done', 'refused', 'withdrawn')),
    by_guardian boolean not null default false,
    -- Whether somebody was found whose it is: where they are gone, they were erased since.
    linked boolean not null,
    -- The policy's promises of this right, when it came in.
    promises text[] not null default '{}',
    -- The laws that counted when it came in; the rule that sets the term is one of theirs, or ours.
    laws text[] not null default '{}',
    law text check (length(law) <= 63),
    article text not null check (length(article) <= 100),
    certain boolean not null,
    -- As the clocks there show it: calendars are asked again when it is extended.
    country text check (length(country) <= 6),
    received_at timestamptz not null default transaction_timestamp(),
    safe_until timestamptz not null,
    latest_until timestamptz not null,
    extended_at timestamptz,
    proven_at timestamptz,
    proven_by text check (length(proven_by) <= 63),
    -- In the smallest unit of the currency.
    fee bigint check (fee > 0),
    currency text check (currency ~ '^[A-Z]{3}$'),
    fee_settled_at timestamptz,
    reason text check (length(reason) <= 63),
    ended_at timestamptz,
    late_at timestamptz,
    entry uuid not null,
    ended uuid,
    primary key (service, id),
    check (safe_until <= latest_until and received_at < safe_until),
    check ((ended_at is null)
        = (state in ('received', 'proven', 'fee_quoted', 'running', 'waiting_for_sources'))),
    check ((state = 'refused') = (reason is not null)),
    check ((fee is null) = (currency is null)),
    check (state not in ('running', 'waiting_for_sources', 'done', 'partly_done')
        or proven_at is not null)
);
create index request_open on request (service, safe_until, id) where ended_at is null;
create index request_all on request (service, safe_until, id);

-- Whose request it is, and what they said, under their key. Nobody's where nobody was found.
create table request_person (
    service text not null,
    request uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    sealed bytea not null check (length(sealed) <= 65536),
    primary key (service, request),
    foreign key (service, request) references request
);
create index request_person_of on request_person (service, person_key, request);

-- Days that the organisation knows to be off, or not, whatever the calendar says.
create table request_day (
    service text not null,
    country text not null check (length(country) between 2 and 6),
    day date not null,
    off boolean not null,
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, country, day)
);

alter table request enable row level security, force row level security;
alter table request_person enable row level security, force row level security;
alter table request_day enable row level security, force row level security;
create policy own on request using (service = own_service()) with check (service = own_service());
create policy own on request_person using (service = own_service())
    with check (service = own_service());
create policy own on request_day using (service = own_service())
    with check (service = own_service());
grant select, insert (service, id, kind, door, by_guardian, linked, promises, laws, law, article, certain,
        country, safe_until, latest_until, entry),
    update (state, law, article, certain, safe_until, latest_until, extended_at, proven_at,
        proven_by, fee, currency, fee_settled_at, reason, ended_at, late_at, ended)
    on request to amana_service;
grant select, insert on request_person to amana_service;
grant select, insert, update (off, at, entry) on request_day to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on request_person for select to amana_owner
    using (service = session_service());
create policy forgotten on request_person for delete to amana_owner
    using (service = session_service());
