-- before: messages are put out in the act's own transaction, and sent from here
-- What is to be said to people: a row a message, sealed under the person's key until it is sent.
-- A message to somebody who is not known by an id has no person, and is sealed under the service's.
create table outbox (
    service text not null,
    id uuid not null,
    person_key bytea check (length(person_key) = 32),
    class text not null check (class in
        ('service', 'transactional', 'promotional', 'newsletter', 'job_alert', 'rating_request')),
    -- Null for what the platform itself has to say, such as a code that somebody asked for.
    purpose text check (length(purpose) between 1 and 63),
    channel text not null check (length(channel) between 1 and 63),
    language text not null check (language in ('ar', 'en')),
    promise text check (length(promise) between 1 and 63),
    -- Keyed hash of what whoever put it out calls it: twice is once.
    look bytea check (length(look) = 32),
    -- What it belongs to, such as one announcement to all.
    series uuid,
    -- Subject, text and, where it is not looked up when sent, the address; gone once it is sent or
    -- refused. What failed keeps it for some days, to be tried again.
    sealed bytea,
    state text not null default 'waiting'
        check (state in ('waiting', 'sending', 'sent', 'failed', 'refused')),
    made_at timestamptz not null default transaction_timestamp(),
    due_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz,
    attempts smallint not null default 0,
    -- How often it was sent again because whoever sent it died: it may have been told so often more.
    repeats smallint not null default 0,
    -- Keyed hash of the address that it goes to, once that is known: by it a bounce ends that address.
    address bytea check (length(address) = 32),
    claim uuid,
    claimed_at timestamptz,
    intended uuid,
    ended uuid,
    ended_at timestamptz,
    -- The code of an error; never a value.
    fault text check (length(fault) <= 100),
    primary key (service, id),
    check (person_key is not null or class = 'service'),
    check (purpose is not null or class = 'service'),
    check (state not in ('waiting', 'sending') or sealed is not null),
    check (state not in ('sent', 'refused') or sealed is null),
    check ((state = 'sending') = (claim is not null))
);
create unique index outbox_look on outbox (service, look) where look is not null;
create index outbox_due on outbox (service, due_at) where state = 'waiting';
-- What is said to one person is claimed before announcements to all.
create index outbox_at_once on outbox (service, due_at, id)
    where state = 'waiting' and class = 'service' and series is null;
create index outbox_sending on outbox (service, claimed_at) where state = 'sending';
create index outbox_failed on outbox (service, id) where state in ('failed', 'refused');
create index outbox_person on outbox (service, person_key) where person_key is not null;
create index outbox_series on outbox (service, series) where series is not null;

-- What became of all messages ever, also of those whose rows are gone.
create table outbox_count (
    service text not null,
    class text not null,
    channel text not null,
    sent bigint not null default 0,
    failed bigint not null default 0,
    refused bigint not null default 0,
    repeated bigint not null default 0,
    primary key (service, class, channel)
);

-- Notices that the service's own pages show: they stay until the person is erased.
create table in_service_notice (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    class text not null,
    purpose text,
    language text not null check (language in ('ar', 'en')),
    sealed bytea not null,
    at timestamptz not null default transaction_timestamp(),
    read_at timestamptz,
    primary key (service, id)
);
create index in_service_notice_person on in_service_notice (service, person_key, id);

-- Addresses to which nothing that can be stopped is sent any more: they bounced, or complained.
create table ended_address (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    look bytea not null check (length(look) = 32),
    why text not null check (why in ('bounced', 'complained')),
    message uuid,
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key, look)
);

-- Classes of messages that a person stopped, of a purpose that other classes serve too.
create table stopped_class (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    purpose text not null check (length(purpose) between 1 and 63),
    class text not null,
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key, purpose, class)
);

alter table outbox enable row level security, force row level security;
alter table outbox_count enable row level security, force row level security;
alter table in_service_notice enable row level security, force row level security;
alter table ended_address enable row level security, force row level security;
alter table stopped_class enable row level security, force row level security;
create policy own on outbox using (service = own_service()) with check (service = own_service());
create policy own on outbox_count using (service = own_service()) with check (service = own_service());
create policy own on in_service_notice using (service = own_service())
    with check (service = own_service());
create policy own on ended_address using (service = own_service())
    with check (service = own_service());
create policy own on stopped_class using (service = own_service())
    with check (service = own_service());
grant select, delete, insert (service, id, person_key, class, purpose, channel, language, promise,
        look, series, sealed, due_at, expires_at),
    update (sealed, state, due_at, attempts, repeats, address, claim, claimed_at, intended, ended, ended_at,
        fault) on outbox to amana_service;
grant select, insert, update (sent, failed, refused, repeated) on outbox_count to amana_service;
grant select, insert, update (read_at) on in_service_notice to amana_service;
grant select, insert on ended_address to amana_service;
grant select, insert, update (at, entry) on stopped_class to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on outbox for select to amana_owner using (service = session_service());
create policy erased on in_service_notice for select to amana_owner
    using (service = session_service());
create policy erased on ended_address for select to amana_owner using (service = session_service());
create policy erased on stopped_class for select to amana_owner using (service = session_service());
create policy forgotten on outbox for delete to amana_owner using (service = session_service());
create policy forgotten on in_service_notice for delete to amana_owner
    using (service = session_service());
create policy forgotten on ended_address for delete to amana_owner
    using (service = session_service());
create policy forgotten on stopped_class for delete to amana_owner
    using (service = session_service());
