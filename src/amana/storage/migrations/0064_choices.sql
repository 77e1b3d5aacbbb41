-- before: new code needs it
-- What people chose about purposes: every word of theirs, the last one, and the sets that follow.
create table choice_said (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    purpose text not null check (length(purpose) between 1 and 63),
    id uuid not null,
    state text not null
        check (state in ('consented', 'withdrawn', 'objected', 'opted_out', 'opted_in')),
    policy_version integer not null,
    -- What a consent binds to: the promise, and the hash of its words in that version.
    promise text check (length(promise) between 1 and 63),
    wording bytea check (length(wording) = 32),
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key, purpose, id),
    foreign key (service, policy_version) references policy_version,
    check (state not in ('consented', 'opted_in') or (promise is not null and wording is not null))
);

-- The last word about each purpose: a claim reads this row while the person's is locked.
create table choice (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    purpose text not null check (length(purpose) between 1 and 63),
    state text not null
        check (state in ('consented', 'withdrawn', 'objected', 'opted_out', 'opted_in')),
    policy_version integer not null,
    promise text,
    wording bytea,
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key, purpose)
);

-- Sets of people by their numbers: a row a purpose, answer and chunk of 65,536 numbers. They only
-- propose: whoever is proposed is asked about by name before anything is done.
create table choice_bits (
    service text not null,
    purpose text not null,
    answer text not null check (answer in ('yes', 'no')),
    chunk integer not null check (chunk >= 0),
    bits bytea not null,
    primary key (service, purpose, answer, chunk)
);
-- What has not been folded into the sets yet.
create table choice_change (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    purpose text not null,
    state text not null,
    primary key (service, id)
);
create index choice_change_person on choice_change (service, person_key);

alter table choice_said enable row level security, force row level security;
alter table choice enable row level security, force row level security;
alter table choice_bits enable row level security, force row level security;
alter table choice_change enable row level security, force row level security;
create policy own on choice_said using (service = own_service()) with check (service = own_service());
create policy own on choice using (service = own_service()) with check (service = own_service());
create policy own on choice_bits using (service = own_service()) with check (service = own_service());
create policy own on choice_change using (service = own_service())
    with check (service = own_service());
grant select, insert on choice_said to amana_service;
grant select, insert, update (state, policy_version, promise, wording, at, entry) on choice
    to amana_service;
grant select, insert, update (bits) on choice_bits to amana_service;
grant select, insert, delete on choice_change to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on choice_said for select to amana_owner using (service = session_service());
create policy erased on choice for select to amana_owner using (service = session_service());
create policy erased on choice_change for select to amana_owner
    using (service = session_service());
create policy forgotten on choice_said for delete to amana_owner
    using (service = session_service());
create policy forgotten on choice for delete to amana_owner using (service = session_service());
create policy forgotten on choice_change for delete to amana_owner
    using (service = session_service());
