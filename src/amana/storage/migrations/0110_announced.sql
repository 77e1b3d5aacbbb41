-- before: new sharing is announced before it happens; a release needs a ground, a document and two people
-- That data of some categories will go to a recipient for a purpose. Who is affected is told in
-- batches; ``upto`` is how far that has come.
create table sharing_announcement (
    service text not null,
    id uuid not null,
    recipient text not null check (length(recipient) between 1 and 63),
    purpose text not null check (length(purpose) between 1 and 63),
    data text[] not null check (cardinality(data) between 1 and 1000),
    promises text[] not null,
    -- The version of the policy that names it, and from when that holds.
    version integer not null,
    in_force_at timestamptz not null,
    origin text not null check (origin in ('policy', 'staff', 'grant', 'merger')),
    wait text not null check (length(wait) between 1 and 63),
    series uuid not null,
    begun_at timestamptz not null default transaction_timestamp(),
    upto bytea check (length(upto) = 32),
    affected bigint not null default 0,
    unreached bigint not null default 0,
    ended_at timestamptz,
    entry uuid not null,
    primary key (service, id)
);
create index sharing_announcement_open on sharing_announcement (service, id) where ended_at is null;
create index sharing_announcement_about on sharing_announcement (service, recipient, purpose);

-- How an announcement stands to one person: when it reached them, when their wait is over, and
-- what they said. Who was not reached has no instant, and nothing of theirs is shared.
create table sharing_told (
    service text not null,
    announcement uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    put_at timestamptz not null default transaction_timestamp(),
    told_at timestamptz,
    over_at timestamptz,
    message uuid,
    answer text check (answer in ('no', 'yes')),
    answered_at timestamptz,
    primary key (service, announcement, person_key),
    check ((told_at is null) = (over_at is null)),
    check ((answer is null) = (answered_at is null))
);
create index sharing_told_person on sharing_told (service, person_key);
create index sharing_told_open on sharing_told (service, announcement, person_key)
    where told_at is null;

create index sharing_told_message on sharing_told (service, message) where message is not null;

-- Which announcements let a disclosure happen: what shows that it came after them.
create table disclosure_announced (
    service text not null,
    entry uuid not null,
    announcement uuid not null,
    primary key (service, entry, announcement)
);

-- What a person wants of every announced sharing.
create table sharing_standing (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    standing text not null check (standing in ('ask', 'never', 'go_on')),
    at timestamptz not null default transaction_timestamp(),
    -- Since when nothing goes on of itself; said again it stays, or saying it again would let
    -- what was announced meanwhile.
    since timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key)
);

-- A release of data of some persons on a legal ground: one proposes, another approves. Who asked,
-- the document and the words of both stand sealed.
create table release (
    service text not null,
    id uuid not null,
    recipient text not null check (length(recipient) between 1 and 63),
    purpose text not null check (length(purpose) between 1 and 63),
    ground text not null check (length(ground) between 1 and 63),
    nature text not null check (nature in ('disclose_by_law', 'merger')),
    data text[] not null check (cardinality(data) between 1 and 1000),
    promise text not null check (length(promise) between 1 and 63),
    version integer not null,
    sealed bytea not null check (length(sealed) <= 65536),
    people integer not null check (people between 1 and 10000),
    -- Until then the law forbids to tell those whose data it is; null where it does not.
    silent_until date,
    ends_at timestamptz not null,
    state text not null default 'proposed'
        check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
    proposed_by uuid,
    proposed_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    decided_by uuid,
    decided_at timestamptz,
    decided uuid,
    primary key (service, id),
    check ((decided is null) = (state = 'proposed')),
    check ((decided_at is null) = (state = 'proposed')),
    -- The second person is another: the machine's operator, who has no id, cannot be both.
    check (state <> 'approved' or proposed_by is distinct from decided_by)
);
create index release_open on release (service, proposed_at) where state = 'proposed';

create table release_person (
    service text not null,
    release uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    -- When they are told, once it is approved.
    due_at timestamptz,
    told_at timestamptz,
    message uuid,
    primary key (service, release, person_key),
    foreign key (service, release) references release
);
-- Under which entries data was disclosed by a release: the person is shown none before the silence ends.
create table release_entry (
    service text not null,
    entry uuid not null,
    release uuid not null,
    primary key (service, entry),
    foreign key (service, release) references release
);
create index release_person_person on release_person (service, person_key);
create index release_person_due on release_person (service, due_at) where told_at is null;

alter table sharing_announcement enable row level security, force row level security;
alter table sharing_told enable row level security, force row level security;
alter table disclosure_announced enable row level security, force row level security;
alter table sharing_standing enable row level security, force row level security;
alter table release enable row level security, force row level security;
alter table release_entry enable row level security, force row level security;
alter table release_person enable row level security, force row level security;
create policy own on sharing_announcement using (service = own_service())
    with check (service = own_service());
create policy own on sharing_told using (service = own_service())
    with check (service = own_service());
create policy own on disclosure_announced using (service = own_service())
    with check (service = own_service());
create policy own on sharing_standing using (service = own_service())
    with check (service = own_service());
create policy own on release using (service = own_service()) with check (service = own_service());
create policy own on release_entry using (service = own_service())
    with check (service = own_service());
create policy own on release_person using (service = own_service())
    with check (service = own_service());
grant select, insert (service, id, recipient, purpose, data, promises, version, in_force_at, origin,
        wait, series, entry),
    update (upto, affected, unreached, ended_at) on sharing_announcement to amana_service;
grant select, insert (service, announcement, person_key, answer, answered_at),
    update (told_at, over_at, message, answer, answered_at) on sharing_told to amana_service;
grant select, insert on disclosure_announced to amana_service;
grant select, insert (service, person_key, standing, entry), update (standing, at, since, entry)
    on sharing_standing to amana_service;
grant select, insert (service, id, recipient, purpose, ground, nature, data, promise, version,
        sealed, people, silent_until, ends_at, proposed_by, entry),
    update (state, decided_by, decided_at, decided) on release to amana_service;
grant select, insert on release_entry to amana_service;
grant select, insert (service, release, person_key), update (due_at, told_at, message)
    on release_person to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on sharing_told for select to amana_owner using (service = session_service());
create policy erased on sharing_standing for select to amana_owner
    using (service = session_service());
create policy erased on release_person for select to amana_owner
    using (service = session_service());
create policy forgotten on sharing_told for delete to amana_owner
    using (service = session_service());
create policy forgotten on sharing_standing for delete to amana_owner
    using (service = session_service());
create policy forgotten on release_person for delete to amana_owner
    using (service = session_service());
