-- before: new code needs it
-- How each word was said, words that wait for a second step, and imports of words said elsewhere.
alter table choice_said
    add column language text check (language in ('ar', 'en')),
    add column channel text check (length(channel) between 1 and 31),
    add column means text check (length(means) between 1 and 31),
    add column guarded boolean not null default false,
    -- Of the words that were shown, where they were other than the promise's own.
    add column shown bytea check (length(shown) = 32),
    -- Of what was said elsewhere: when it was said there. Then "at" is when it was brought in.
    add column said_at timestamptz;

-- Whether nobody said it: an act was taken for consent.
alter table choice add column implied boolean not null default false,
    add column said_at timestamptz;
grant update (implied, said_at) on choice to amana_service;

-- A consent that counts only once it is confirmed. Asked for again, the older ones lapse.
create table choice_pending (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    purposes text[] not null check (cardinality(purposes) between 1 and 100),
    policy_version integer not null,
    language text check (language in ('ar', 'en')),
    channel text not null,
    means text not null,
    guarded boolean not null,
    shown bytea check (length(shown) = 32),
    at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz not null,
    -- SHA-256 of the token that confirms; gone with its use.
    token_hash bytea check (length(token_hash) = 32),
    confirmed_at timestamptz,
    entry uuid not null,
    primary key (service, id),
    foreign key (service, policy_version) references policy_version
);
create unique index choice_pending_token on choice_pending (service, token_hash);
create index choice_pending_person on choice_pending (service, person_key);
alter table choice_pending enable row level security, force row level security;
create policy own on choice_pending using (service = own_service())
    with check (service = own_service());
grant select, insert, update (token_hash, confirmed_at) on choice_pending to amana_service;
create policy erased on choice_pending for select to amana_owner
    using (service = session_service());
create policy forgotten on choice_pending for delete to amana_owner
    using (service = session_service());
