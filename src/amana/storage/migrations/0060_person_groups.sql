-- before: who a person is: groups of ids, identifiers, facts, ties, and addresses that stay out
-- A person may be known under several ids. What is held stays under the id under which it came in;
-- reads go over the group. The bonds of a group are rows of person_tie; joined_to only repeats what
-- follows from them: the root of the group, one level deep, null at the root itself.
alter table person
    -- Dense within the service, for bitmaps; given where somebody first needs it, and never changed.
    add column number bigint check (number >= 0),
    add column joined_to bytea check (length(joined_to) = 32 and joined_to <> person_key),
    add foreign key (service, joined_to) references person;
create index person_joined on person (service, joined_to) where joined_to is not null;
create unique index person_number on person (service, number) where number is not null;
create index person_unnumbered on person (service, met_at, person_key)
    where number is null and erased_at is null;

create table person_count (
    service text primary key,
    numbered bigint not null check (numbered >= 0)
);

create or replace function refuse_return() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.erased_at is not null then
        raise exception 'who was erased stays erased' using errcode = 'P0001';
    end if;
    if old.number is distinct from new.number and old.number is not null then
        raise exception 'a number stays with its person' using errcode = 'P0001';
    end if;
    return new;
end $$;

-- By what a person is known besides the service's own id. The value is sealed under the person's
-- key; only its blind index stands beside it. What ended stays, as history, until erasure.
create table identifier (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    kind text not null check (kind in ('own', 'email', 'phone', 'device')),
    look bytea not null check (length(look) = 32),
    sealed bytea not null check (length(sealed) <= 2000),
    origin text not null check (origin in ('person', 'automatic', 'third-party')),
    source text check (length(source) <= 63),
    since timestamptz not null default transaction_timestamp(),
    verified_at timestamptz,
    -- How it was verified: a word of the service's own, such as a code by mail.
    verified_by text check (length(verified_by) <= 63),
    ended_at timestamptz,
    -- The one that came in its place.
    replaced_by uuid,
    entry uuid not null,
    primary key (service, id),
    check ((verified_at is null) = (verified_by is null)),
    check (replaced_by is null or ended_at is not null)
);
create unique index identifier_one on identifier (service, person_key, kind, look)
    where ended_at is null;
create index identifier_look on identifier (service, kind, look) where ended_at is null;
create index identifier_person on identifier (service, person_key, id);

-- What was declared about a person: where they live, their age, whether they are a business.
-- Sealed like identifiers; the latest of a fact counts.
create table person_fact (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    fact text not null check (fact in ('jurisdiction', 'age', 'kind')),
    sealed bytea not null check (length(sealed) <= 2000),
    origin text not null check (origin in ('person', 'automatic', 'third-party')),
    source text check (length(source) <= 63),
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, id)
);
create index person_fact_person on person_fact (service, person_key, fact, id desc);

-- Two ids of one person (same; visitor: a browser's id and the account that it joined), or two
-- persons of whom the first acts for the second (guardian, staff).
create table person_tie (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    other_key bytea not null check (length(other_key) = 32 and other_key <> person_key),
    tie text not null check (tie in ('same', 'visitor', 'guardian', 'staff')),
    since timestamptz not null default transaction_timestamp(),
    ended_at timestamptz,
    entry uuid not null,
    ended_by uuid,
    primary key (service, id),
    check ((ended_at is null) = (ended_by is null)),
    check (tie <> 'same' or person_key < other_key)
);
create unique index person_tie_one on person_tie (service, person_key, other_key, tie)
    where ended_at is null;
-- A browser's id joins one account: the next who signs in there gets another.
create unique index person_tie_visitor on person_tie (service, person_key)
    where tie = 'visitor' and ended_at is null;
create index person_tie_other on person_tie (service, other_key);

-- A tie tells of two persons, so that it goes with the tombstone of either.
create function end_ties() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    delete from amana.person_tie t where t.service = new.service
        and (t.person_key = new.person_key or t.other_key = new.person_key);
    return null;
end $$;
revoke all on function end_ties() from public;
create trigger end_ties after update of erased_at on person for each row
    when (old.erased_at is null and new.erased_at is not null) execute function end_ties();

-- Addresses that must not come back, by an HMAC under a key of the list's own. It outlives the
-- person, which is its purpose; nobody can be read out of it.
create table suppressed (
    service text not null,
    kind text not null check (kind in ('email', 'phone', 'device')),
    look bytea not null check (length(look) = 32),
    why text not null check (why in ('erased', 'opted_out', 'asked')),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, kind, look, why)
);

alter table person_count enable row level security, force row level security;
alter table identifier enable row level security, force row level security;
alter table person_fact enable row level security, force row level security;
alter table person_tie enable row level security, force row level security;
alter table suppressed enable row level security, force row level security;
create policy own on person_count using (service = own_service()) with check (service = own_service());
create policy own on identifier using (service = own_service()) with check (service = own_service());
create policy own on person_fact using (service = own_service()) with check (service = own_service());
create policy own on person_tie using (service = own_service()) with check (service = own_service());
create policy own on suppressed using (service = own_service()) with check (service = own_service());
grant update (number, joined_to) on person to amana_service;
grant select, insert, update (numbered) on person_count to amana_service;
grant select, update (look, verified_at, verified_by, ended_at, replaced_by),
    insert (service, id, person_key, kind, look, sealed, origin, source, entry)
    on identifier to amana_service;
grant select, insert (service, id, person_key, fact, sealed, origin, source, entry)
    on person_fact to amana_service;
grant select, insert (service, id, person_key, other_key, tie, entry), update (ended_at, ended_by)
    on person_tie to amana_service;
grant select, delete, insert (service, kind, look, why) on suppressed to amana_service;
-- For what forgets a person: the owner sees and deletes rows of the login's own service.
create policy erased on identifier for select to amana_owner using (service = session_service());
create policy forgotten on identifier for delete to amana_owner using (service = session_service());
create policy erased on person_fact for select to amana_owner using (service = session_service());
create policy forgotten on person_fact for delete to amana_owner using (service = session_service());
create policy erased on person_tie for select to amana_owner using (service = session_service());
create policy forgotten on person_tie for delete to amana_owner using (service = session_service());
