-- before: new code needs it
-- What the application is told of, in the transaction of what happened, and delivered afterwards.
create table event_out (
    service text not null,
    -- Also the message's own id: told twice, it is known to be one.
    id uuid not null,
    -- Null where it is about nobody.
    person_key bytea check (length(person_key) = 32),
    kind text not null check (length(kind) between 1 and 63),
    -- What is told, under the person's key, else under the service's.
    sealed bytea not null check (length(sealed) <= 65536),
    -- By the clock while the rows of the person are locked: in it a person's events follow.
    at timestamptz not null default clock_timestamp(),
    -- By it a page shows nothing beyond a transaction that is still open.
    xact xid8 not null default pg_current_xact_id(),
    next_at timestamptz not null default transaction_timestamp(),
    tries integer not null default 0,
    delivered_at timestamptz,
    set_aside_at timestamptz,
    -- The code of the last error, never what it says.
    fault text,
    primary key (service, id)
);
create index event_out_due on event_out (service, next_at)
    where delivered_at is null and set_aside_at is null;
create index event_out_person on event_out (service, person_key, at);
create index event_out_order on event_out (service, xact, id);

alter table event_out enable row level security, force row level security;
create policy own on event_out using (service = own_service()) with check (service = own_service());
create policy erased on event_out for select to amana_owner using (service = session_service());
create policy forgotten on event_out for delete to amana_owner using (service = session_service());
create policy watch on event_out for select to amana_watch using (true);
grant select, delete, insert (service, id, person_key, kind, sealed),
    update (next_at, tries, delivered_at, set_aside_at, fault) on event_out to amana_service;
-- Counts and dates; what is told is not for who watches.
grant select (service, id, kind, at, set_aside_at) on event_out to amana_watch;

-- Of which versions people are told, and how far that has come. A batch and its place commit
-- together: whoever dies leaves nobody out and puts nobody's message out twice.
create table announcement (
    service text not null,
    version integer not null,
    -- Under it the messages stand in the outbox.
    series uuid not null,
    material boolean not null,
    by_email boolean not null,
    in_service boolean not null,
    promise text not null check (length(promise) between 1 and 63),
    -- By when the promise wants everybody told; null for as soon as can be.
    due_at timestamptz,
    begun_at timestamptz not null default transaction_timestamp(),
    -- The last look-up key that is done.
    upto bytea check (length(upto) = 32),
    told bigint not null default 0,
    without_address bigint not null default 0,
    ended_at timestamptz,
    primary key (service, version),
    foreign key (service, version) references policy_version
);
create index announcement_open on announcement (service, version) where ended_at is null;

-- Letters that came in: what they were and when; nothing of what they say, and of their senders a
-- keyed hash. The id is a keyed hash of the letter itself: the same one is taken once.
create table letter_in (
    service text not null,
    id uuid not null,
    sender bytea check (length(sender) = 32),
    kind text not null check (kind in ('stopped', 'bounced', 'complained', 'automatic', 'forged',
        'other', 'unreadable')),
    proof text not null check (proof in ('passed', 'failed', 'unknown')),
    answered boolean not null default false,
    at timestamptz not null default transaction_timestamp(),
    seen_at timestamptz,
    primary key (service, id)
);
create index letter_in_at on letter_in (service, at desc);

-- To whom a letter was answered within the last day: at most one answer a day and address.
create table letter_answer (
    service text not null,
    sender bytea not null check (length(sender) = 32),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, sender)
);

alter table announcement enable row level security, force row level security;
alter table letter_in enable row level security, force row level security;
alter table letter_answer enable row level security, force row level security;
create policy own on announcement using (service = own_service())
    with check (service = own_service());
create policy own on letter_in using (service = own_service()) with check (service = own_service());
create policy own on letter_answer using (service = own_service())
    with check (service = own_service());
grant select, insert (service, version, series, material, by_email, in_service, promise, due_at),
    update (upto, told, without_address, ended_at) on announcement to amana_service;
grant select, delete, insert (service, id, sender, kind, proof, answered), update (seen_at)
    on letter_in to amana_service;
grant select, delete, insert (service, sender), update (at) on letter_answer to amana_service;

-- How the messages of an announcement ended whose rows are forgotten.
alter table announcement add column kept_sent bigint not null default 0,
    add column kept_failed bigint not null default 0,
    add column kept_late bigint not null default 0,
    add column kept_last timestamptz;
grant update (kept_sent, kept_failed, kept_late, kept_last) on announcement to amana_service;

-- Whether a message that can be stopped carried its way out when it went; null for all others.
alter table outbox add column way_out boolean;
create index outbox_no_way_out on outbox (service, purpose) where state = 'sent' and not way_out;
grant update (way_out) on outbox to amana_service;
