-- before: copies for people are prepared by jobs from here on
-- A copy that is prepared for a person: its own key, sealed under the person's, and how far it is.
-- Without the key its parts say nothing: it goes when the copy's time is over, and at erasure.
create table prepared_copy (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    -- Holds the copy's own key, and the person's own id; null once the time is over.
    sealed bytea check (length(sealed) <= 4096),
    language text not null check (language in ('ar', 'en')),
    asked_at timestamptz not null default transaction_timestamp(),
    -- Whoever makes it now: of two workers the one that began later.
    claim uuid,
    -- Sections that are whole, of how many; and rows written so far.
    done integer not null default 0 check (done >= 0),
    sections integer check (sections >= 0),
    rows bigint not null default 0 check (rows >= 0),
    ready_at timestamptz,
    expires_at timestamptz,
    over_at timestamptz,
    fetched integer not null default 0 check (fetched >= 0),
    fetched_at timestamptz,
    -- Those who could not prove who they are, one after the other.
    tries integer not null default 0 check (tries >= 0),
    tried_at timestamptz,
    entry uuid not null,
    primary key (service, id),
    check ((ready_at is null) = (expires_at is null)),
    check ((sealed is null) = (over_at is not null))
);
create index prepared_copy_of on prepared_copy (service, person_key, id);
create index prepared_copy_ends on prepared_copy (service, asked_at) where over_at is null;

-- A piece of a copy: rows of one table, compressed and sealed under the copy's own key.
create table copy_part (
    service text not null,
    copy uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    -- Section, table and piece, each by its place. Place 0 says what a section holds.
    section integer not null check (section >= 0),
    place integer not null check (place >= 0),
    number integer not null check (number >= 0),
    sealed bytea not null check (length(sealed) <= 4194304),
    primary key (service, copy, section, place, number),
    foreign key (service, copy) references prepared_copy (service, id)
);
create index copy_part_of on copy_part (service, person_key);

alter table prepared_copy enable row level security, force row level security;
alter table copy_part enable row level security, force row level security;
create policy own on prepared_copy using (service = own_service())
    with check (service = own_service());
create policy own on copy_part using (service = own_service())
    with check (service = own_service());
grant select, insert (service, id, person_key, sealed, language, entry),
    update (sealed, claim, done, sections, rows, ready_at, expires_at, over_at, fetched,
        fetched_at, tries, tried_at)
    on prepared_copy to amana_service;
grant select, insert, delete on copy_part to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on prepared_copy for select to amana_owner using (service = session_service());
create policy forgotten on prepared_copy for delete to amana_owner
    using (service = session_service());
create policy erased on copy_part for select to amana_owner using (service = session_service());
create policy forgotten on copy_part for delete to amana_owner using (service = session_service());
