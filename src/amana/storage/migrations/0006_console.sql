-- before: new code needs it
-- Who may come in: API keys of services, sign-in links and sessions of staff. Hashes only.
create table api_key (
    hash bytea primary key check (length(hash) = 32),
    id uuid not null unique,
    service text not null references service,
    label text not null,
    created_at timestamptz not null default transaction_timestamp(),
    revoked_at timestamptz
);
create table sign_in_link (
    hash bytea primary key check (length(hash) = 32),
    staff text not null,
    services text[] not null,
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz
);
create table console_session (
    hash bytea primary key check (length(hash) = 32),
    id uuid not null unique,
    staff text not null,
    services text[] not null,
    csrf text not null,
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    ended_at timestamptz
);

alter table api_key enable row level security, force row level security;
alter table sign_in_link enable row level security, force row level security;
alter table console_session enable row level security, force row level security;
create policy platform on api_key to amana_platform using (true) with check (true);
create policy platform on sign_in_link to amana_platform using (true) with check (true);
create policy platform on console_session to amana_platform using (true) with check (true);
grant select, insert, update (revoked_at) on api_key to amana_platform;
grant select, insert, update (used_at) on sign_in_link to amana_platform;
grant select, insert, update (ended_at) on console_session to amana_platform;
