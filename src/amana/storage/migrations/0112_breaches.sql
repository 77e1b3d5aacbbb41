-- before: breaches of data, whom they concern, and until when who must be told
-- A breach. What is known of it stands in its notes, each beside the others.
create table breach (
    service text not null,
    id uuid not null,
    -- Nothing of a rehearsal leaves, and it keeps no promise.
    rehearsal boolean not null,
    opened_at timestamptz not null default transaction_timestamp(),
    -- Under which the messages to people stand in the outbox.
    series uuid not null,
    -- Since when the people found are told; who is found later is told too.
    sending_at timestamptz,
    -- Since when all of them are told another way, such as by a public notice.
    otherwise_at timestamptz,
    closed_at timestamptz,
    primary key (service, id)
);
create index breach_sending on breach (service) where sending_at is not null and closed_at is null;

-- What was noted: facts as they were known, the notice, what was handed in. Never changed.
create table breach_note (
    service text not null,
    breach uuid not null,
    number integer not null check (number >= 1),
    kind text not null check (length(kind) between 1 and 40),
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    -- Sealed under the service's own key for the entry: words of staff may say anything.
    sealed bytea not null check (length(sealed) <= 262144),
    primary key (service, breach, number),
    foreign key (service, breach) references breach
);

-- Who is affected, how each was found, and how telling them went.
create table breach_affected (
    service text not null,
    breach uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    how text[] not null check (cardinality(how) between 1 and 50),
    -- The laws that protect them, by the names of their packs.
    laws text[] not null check (cardinality(laws) <= 50),
    found_at timestamptz not null default transaction_timestamp(),
    -- When the message was put out, or it was seen that there is no address.
    put_at timestamptz,
    message uuid,
    told_at timestamptz,
    -- Why they could not be told: the code of a fault, or no_address.
    fault text check (length(fault) <= 100),
    primary key (service, breach, person_key),
    foreign key (service, breach) references breach
);
create index breach_affected_of on breach_affected (service, person_key);
create index breach_affected_left on breach_affected (service, breach, person_key)
    where put_at is null;
create index breach_affected_going on breach_affected (service, breach, message)
    where message is not null and told_at is null and fault is null;

-- The clocks as they were worked out last: what promises are judged by.
create table breach_clock (
    service text not null,
    breach uuid not null,
    name text not null check (length(name) between 1 and 200),
    promise text check (length(promise) between 1 and 63),
    starts_at timestamptz,
    due_at timestamptz,
    ended_at timestamptz,
    primary key (service, breach, name),
    foreign key (service, breach) references breach
);

alter table breach enable row level security, force row level security;
alter table breach_note enable row level security, force row level security;
alter table breach_affected enable row level security, force row level security;
alter table breach_clock enable row level security, force row level security;
create policy own on breach using (service = own_service()) with check (service = own_service());
create policy own on breach_note using (service = own_service())
    with check (service = own_service());
create policy own on breach_affected using (service = own_service())
    with check (service = own_service());
create policy own on breach_clock using (service = own_service())
    with check (service = own_service());
grant select, insert (service, id, rehearsal, series),
    update (sending_at, otherwise_at, closed_at) on breach to amana_service;
grant select, insert (service, breach, number, kind, entry, sealed) on breach_note to amana_service;
grant select, insert (service, breach, person_key, how, laws),
    update (how, laws, put_at, message, told_at, fault) on breach_affected to amana_service;
grant select, insert, update (promise, starts_at, due_at, ended_at), delete
    on breach_clock to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on breach_affected for select to amana_owner
    using (service = session_service());
create policy forgotten on breach_affected for delete to amana_owner
    using (service = session_service());
