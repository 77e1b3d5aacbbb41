-- before: new code needs it
-- The people of the organisation, the role that each has at each service, and how they come in.

-- Names and addresses are of the platform; a service's login never sees them.
create table member (
    id uuid primary key,
    name text not null check (length(name) between 1 and 120),
    email text check (length(email) between 3 and 254),
    created_at timestamptz not null default transaction_timestamp()
);
create unique index member_email on member (lower(email));

-- A role is of a service: it changes in one transaction with the entry in that service's ledger.
create table member_role (
    service text not null references service,
    member uuid not null references member,
    role text not null
        check (role in ('owner', 'privacy_officer', 'support', 'auditor', 'integrator')),
    since timestamptz not null default transaction_timestamp(),
    primary key (service, member)
);
create index member_role_member on member_role (member);

-- Goes when it is used, withdrawn or long past: it holds somebody's name and address.
create table invitation (
    service text not null references service,
    id uuid not null,
    hash bytea not null unique check (length(hash) = 32),
    name text not null check (length(name) between 1 and 120),
    email text not null check (length(email) between 3 and 254),
    role text not null
        check (role in ('owner', 'privacy_officer', 'support', 'auditor', 'integrator')),
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    primary key (service, id)
);

-- A link or session that names a service opens that one only: whoever gave the link may open it
-- too, and must not come into another service in somebody's name.
create table member_link (
    hash bytea primary key check (length(hash) = 32),
    member uuid not null references member,
    service text references service,
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null
);
create table member_session (
    hash bytea primary key check (length(hash) = 32),
    id uuid not null unique,
    member uuid not null references member,
    service text references service,
    way text not null check (way in ('link', 'invitation', 'openid')),
    browser text not null check (length(browser) <= 40),
    address text not null check (length(address) <= 60),
    created_at timestamptz not null default transaction_timestamp(),
    seen_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index member_session_member on member_session (member, created_at desc);

-- Who an OpenID Connect provider says that a member is, once it was matched by address.
create table member_subject (
    issuer text not null check (length(issuer) <= 300),
    subject text not null check (length(subject) <= 255),
    member uuid not null references member,
    linked_at timestamptz not null default transaction_timestamp(),
    primary key (issuer, subject),
    unique (issuer, member)
);

alter table member enable row level security, force row level security;
alter table member_role enable row level security, force row level security;
alter table invitation enable row level security, force row level security;
alter table member_link enable row level security, force row level security;
alter table member_session enable row level security, force row level security;
alter table member_subject enable row level security, force row level security;
create policy platform on member to amana_platform using (true) with check (true);
create policy platform on member_role for select to amana_platform using (true);
create policy platform on invitation for select to amana_platform using (true);
create policy platform on member_link to amana_platform using (true) with check (true);
create policy platform on member_session to amana_platform using (true) with check (true);
create policy platform on member_subject to amana_platform using (true) with check (true);
create policy own on member_role using (service = own_service())
    with check (service = own_service());
create policy own on invitation using (service = own_service())
    with check (service = own_service());
create policy own on member_link for insert with check (service = own_service());
create policy own on member_session for select using (
    member in (select own.member from member_role as own where own.service = own_service()));
create policy own_end on member_session for update using (
    member in (select own.member from member_role as own where own.service = own_service()));
create policy own on api_key using (service = own_service()) with check (service = own_service());
grant select, insert, delete, update (name, email) on member to amana_platform;
grant select on member_role, invitation to amana_platform;
grant select, insert, delete on member_link, member_subject to amana_platform;
grant select, insert, delete, update (seen_at, ended_at) on member_session to amana_platform;
grant select, delete, insert (service, member, role), update (role, since) on member_role
    to amana_service;
grant select, delete, insert (service, id, hash, name, email, role, expires_at) on invitation
    to amana_service;
grant insert (hash, member, service, expires_at) on member_link to amana_service;
grant select (id, member, ended_at), update (ended_at) on member_session to amana_service;
grant select (id, service, label, created_at, revoked_at), insert (hash, id, service, label),
    update (revoked_at) on api_key to amana_service;
