-- before: letters may ask for what one has a right to, and who asked is written to from here on
-- A letter may be a request: its writer is sent a link, and nothing else follows from a letter.
alter table letter_in drop constraint letter_in_kind_check;
alter table letter_in add constraint letter_in_kind_check check (kind in ('stopped', 'asked',
    'bounced', 'complained', 'automatic', 'forged', 'other', 'unreadable')) not valid;

-- A link by which somebody who wrote shows that the address is theirs. The address stands sealed
-- under the service's key for as long as the link is good, with a mark by which its erasure finds it.
create table request_link (
    service text not null,
    id uuid not null,
    hash bytea not null check (length(hash) = 32),
    kind text check (length(kind) <= 40),
    sealed bytea not null check (length(sealed) <= 1000),
    about bytea not null check (length(about) = 32),
    language text not null check (language in ('ar', 'en')),
    asked_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    primary key (service, id),
    unique (service, hash)
);
create index request_link_old on request_link (service, expires_at);
create index request_link_about on request_link (service, about);

-- What is said to whom a request is of: by when receipt is to be confirmed, where a law says so,
-- and when it was. The address of who is being erased stands here, sealed, until it was answered.
create table request_told (
    service text not null,
    request uuid not null,
    confirm_until timestamptz,
    confirmed_at timestamptz,
    late_at timestamptz,
    sealed bytea check (length(sealed) <= 1000),
    primary key (service, request),
    foreign key (service, request) references request
);
create index request_told_open on request_told (service, confirm_until)
    where confirmed_at is null and late_at is null;

alter table request_link enable row level security, force row level security;
alter table request_told enable row level security, force row level security;
create policy own on request_link using (service = own_service())
    with check (service = own_service());
create policy own on request_told using (service = own_service())
    with check (service = own_service());
grant select, delete, insert (service, id, hash, kind, sealed, about, language, expires_at)
    on request_link to amana_service;
grant select, insert (service, request, confirm_until),
    update (confirmed_at, late_at, sealed) on request_told to amana_service;
