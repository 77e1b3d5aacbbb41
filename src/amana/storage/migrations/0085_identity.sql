-- before: people prove who they are
-- Codes, hand-overs and sessions are known by hashes of random bits or keyed hashes alone. What
-- hangs on a person has their key, so that it goes at their erasure.

create table person_session (
    service text not null,
    hash bytea not null check (length(hash) = 32),
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    level text not null check (level in ('email', 'phone', 'provider', 'handed_over', 'password')),
    browser text not null check (length(browser) <= 40),
    address text not null check (length(address) <= 60),
    created_at timestamptz not null default transaction_timestamp(),
    seen_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    primary key (service, id),
    unique (service, hash)
);
create index person_session_person on person_session (service, person_key, created_at desc);

-- A ticket with which a service hands somebody over who is signed in there. It stays after its use
-- until it would have ended, so that a second use is known for one.
create table hand_over (
    service text not null,
    hash bytea not null check (length(hash) = 32),
    person_key bytea not null check (length(person_key) = 32),
    made_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (service, hash)
);
create index hand_over_person on hand_over (service, person_key);

-- A one-time code. Whose the address is, is looked up by a worker, later than the answer goes out:
-- until then, and for nobody's address for ever, there is no person and no code.
create table one_time_code (
    service text not null,
    id uuid not null,
    ticket bytea not null check (length(ticket) = 32),
    reason text not null check (reason in ('sign_in', 'password')),
    kind text not null check (kind in ('email', 'phone')),
    sealed bytea not null check (length(sealed) <= 1000),
    language text not null check (language in ('ar', 'en')),
    person_key bytea check (length(person_key) = 32),
    code bytea check (length(code) = 32),
    tries integer not null default 0 check (tries >= 0),
    asked_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (service, id),
    unique (service, ticket)
);
create index one_time_code_person on one_time_code (service, person_key);
create index one_time_code_old on one_time_code (service, expires_at);

-- What a provider said of somebody, until they have seen it and said yes or no.
create table provider_word (
    service text not null,
    id uuid not null,
    ticket bytea not null check (length(ticket) = 32),
    sealed bytea not null check (length(sealed) <= 20000),
    person_key bytea check (length(person_key) = 32),
    said_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    primary key (service, id),
    unique (service, ticket)
);

-- Who a provider says that a person is; its own name of them stands as a keyed hash.
create table person_subject (
    service text not null,
    provider text not null check (length(provider) <= 63),
    look bytea not null check (length(look) = 32),
    person_key bytea not null check (length(person_key) = 32),
    tied_at timestamptz not null default transaction_timestamp(),
    primary key (service, provider, look)
);
create index person_subject_person on person_subject (service, person_key);

create table person_password (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    -- As PHC writes it: the way, its costs, the salt and the hash.
    hash text not null check (hash like '$argon2id$%' and length(hash) <= 300),
    set_at timestamptz not null default transaction_timestamp(),
    primary key (service, person_key)
);

-- Every check of who somebody is, passed or not; of failed ones it is often not known whose.
create table identity_check (
    service text not null,
    id uuid not null,
    person_key bytea check (length(person_key) = 32),
    means text not null check (means in ('one_time_code', 'provider', 'hand_over', 'password')),
    level text not null check (level in ('email', 'phone', 'provider', 'handed_over', 'password')),
    passed boolean not null,
    entry uuid not null,
    at timestamptz not null default transaction_timestamp(),
    primary key (service, id)
);
create index identity_check_person on identity_check (service, person_key, at desc);

alter table person_session enable row level security, force row level security;
alter table hand_over enable row level security, force row level security;
alter table one_time_code enable row level security, force row level security;
alter table provider_word enable row level security, force row level security;
alter table person_subject enable row level security, force row level security;
alter table person_password enable row level security, force row level security;
alter table identity_check enable row level security, force row level security;
create policy own on person_session using (service = own_service())
    with check (service = own_service());
create policy own on hand_over using (service = own_service()) with check (service = own_service());
create policy own on one_time_code using (service = own_service())
    with check (service = own_service());
create policy own on provider_word using (service = own_service())
    with check (service = own_service());
create policy own on person_subject using (service = own_service())
    with check (service = own_service());
create policy own on person_password using (service = own_service())
    with check (service = own_service());
create policy own on identity_check using (service = own_service())
    with check (service = own_service());
grant select, delete,
    insert (service, hash, id, person_key, level, browser, address, expires_at),
    update (seen_at, ended_at) on person_session to amana_service;
grant select, delete, insert (service, hash, person_key, expires_at), update (used_at)
    on hand_over to amana_service;
grant select, delete, insert (service, id, ticket, reason, kind, sealed, language, expires_at),
    update (person_key, code, tries, used_at) on one_time_code to amana_service;
grant select, delete, insert (service, id, ticket, sealed, expires_at)
    on provider_word to amana_service;
grant select, delete, insert (service, provider, look, person_key)
    on person_subject to amana_service;
grant select, delete, insert (service, person_key, hash), update (hash, set_at)
    on person_password to amana_service;
grant select, insert (service, id, person_key, means, level, passed, entry)
    on identity_check to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on person_session for select to amana_owner
    using (service = session_service());
create policy erased on hand_over for select to amana_owner using (service = session_service());
create policy erased on one_time_code for select to amana_owner
    using (service = session_service());
create policy erased on provider_word for select to amana_owner
    using (service = session_service());
create policy erased on person_subject for select to amana_owner
    using (service = session_service());
create policy erased on person_password for select to amana_owner
    using (service = session_service());
create policy erased on identity_check for select to amana_owner
    using (service = session_service());
create policy forgotten on person_session for delete to amana_owner
    using (service = session_service());
create policy forgotten on hand_over for delete to amana_owner
    using (service = session_service());
create policy forgotten on one_time_code for delete to amana_owner
    using (service = session_service());
create policy forgotten on provider_word for delete to amana_owner
    using (service = session_service());
create policy forgotten on person_subject for delete to amana_owner
    using (service = session_service());
create policy forgotten on person_password for delete to amana_owner
    using (service = session_service());
create policy forgotten on identity_check for delete to amana_owner
    using (service = session_service());
