-- before: recipients get data by grants, each disclosure is kept, and what follows is told to them
-- A key may be a recipient's own: then it opens nothing but what this recipient is granted.
alter table api_key add column recipient text;
alter table api_key add constraint api_key_recipient_check
    check (length(recipient) between 1 and 100) not valid;
grant select (recipient), insert (recipient) on api_key to amana_service;

-- Which fields a recipient may have, for what and how long. What was granted never changes; it ends.
create table recipient_grant (
    service text not null,
    id uuid not null,
    recipient text not null check (length(recipient) between 1 and 100),
    data text[] not null check (cardinality(data) between 1 and 100),
    purposes text[] not null check (cardinality(purposes) between 1 and 100),
    nature text not null,
    instruction text not null check (length(instruction) between 1 and 4000),
    safeguards text[] not null check (cardinality(safeguards) <= 20),
    document text check (length(document) between 1 and 1000),
    policy_version integer not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    made_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    ended_at timestamptz,
    ended uuid,
    primary key (service, id),
    check (starts_at < ends_at),
    check ((ended_at is null) = (ended is null))
);
create index recipient_grant_recipient on recipient_grant (service, recipient, ends_at);

-- One disclosure: to whom, by which way, what for. A push is tried until it is done or stopped.
create table disclosure (
    service text not null,
    id uuid not null,
    recipient text not null check (length(recipient) between 1 and 100),
    method text not null check (method in ('pull', 'push', 'file', 'outside')),
    purpose text not null check (length(purpose) between 1 and 63),
    nature text not null,
    ground text check (length(ground) between 1 and 1000),
    data text[] not null check (cardinality(data) between 1 and 100),
    persons integer not null check (persons >= 0),
    refused integer not null check (refused >= 0),
    state text not null check (state in ('intended', 'done', 'refused', 'stopped')),
    attempts integer not null default 0,
    due_at timestamptz,
    fault text check (length(fault) <= 63),
    made_at timestamptz not null default transaction_timestamp(),
    done_at timestamptz,
    entry uuid not null,
    primary key (service, id),
    check ((state = 'intended') = (due_at is not null)),
    check ((state = 'done') = (done_at is not null))
);
create index disclosure_recipient on disclosure (service, recipient, id);
create index disclosure_due on disclosure (service, recipient, due_at) where state = 'intended';

-- Who is in a disclosure, with the fields that were given of them: none before it is done.
create table disclosed (
    service text not null,
    disclosure uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    recipient text not null,
    purpose text not null,
    -- The service's own id, sealed under the person's key: what is to be sent is asked by it.
    sealed bytea not null check (length(sealed) <= 4096),
    fields text[] not null,
    at timestamptz,
    entry uuid not null,
    primary key (service, disclosure, person_key),
    foreign key (service, disclosure) references disclosure
);
create index disclosed_person on disclosed (service, person_key, disclosure);

-- That a person chose to be linked with a partner. With the end of it the permission ends.
create table own_link (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    recipient text not null check (length(recipient) between 1 and 100),
    begun_at timestamptz not null default transaction_timestamp(),
    begun uuid not null,
    ended_at timestamptz,
    ended uuid,
    primary key (service, person_key, recipient),
    check ((ended_at is null) = (ended is null))
);

-- That a recipient is told to stop what a person withdrew, objected to or ended, under one id over
-- all tries. It is about what was given before; what happens after it is never given.
create table disclosure_notice (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    recipient text not null check (length(recipient) between 1 and 100),
    purpose text not null,
    -- The service's own id, sealed for the disclosure that is named here.
    disclosure uuid not null,
    sealed bytea not null check (length(sealed) <= 4096),
    why text not null check (why in ('withdrawn', 'objected', 'opted_out', 'ended')),
    since timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'told', 'answered')),
    attempts integer not null default 0,
    due_at timestamptz default transaction_timestamp(),
    letter uuid,
    fault text check (length(fault) <= 63),
    told_at timestamptz,
    entry uuid,
    primary key (service, id),
    unique (service, person_key, recipient, purpose, why, since),
    check ((state = 'waiting') = (due_at is not null)),
    check ((state = 'waiting') = (told_at is null))
);
create index disclosure_notice_due on disclosure_notice (service, recipient, due_at)
    where state = 'waiting';

alter table recipient_grant enable row level security, force row level security;
alter table disclosure enable row level security, force row level security;
alter table disclosed enable row level security, force row level security;
alter table own_link enable row level security, force row level security;
alter table disclosure_notice enable row level security, force row level security;
create policy own on recipient_grant using (service = own_service())
    with check (service = own_service());
create policy own on disclosure using (service = own_service()) with check (service = own_service());
create policy own on disclosed using (service = own_service()) with check (service = own_service());
create policy own on own_link using (service = own_service()) with check (service = own_service());
create policy own on disclosure_notice using (service = own_service())
    with check (service = own_service());
grant select, insert, update (ended_at, ended) on recipient_grant to amana_service;
grant select, insert, update (state, attempts, due_at, fault, done_at, persons, refused)
    on disclosure to amana_service;
grant select, insert, update (fields, at, entry) on disclosed to amana_service;
grant select, insert, update (begun_at, begun, ended_at, ended) on own_link to amana_service;
grant select, insert, update (state, attempts, due_at, letter, fault, told_at, entry)
    on disclosure_notice to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on disclosed for select to amana_owner using (service = session_service());
create policy erased on own_link for select to amana_owner using (service = session_service());
create policy erased on disclosure_notice for select to amana_owner
    using (service = session_service());
create policy forgotten on disclosed for delete to amana_owner using (service = session_service());
create policy forgotten on own_link for delete to amana_owner using (service = session_service());
create policy forgotten on disclosure_notice for delete to amana_owner
    using (service = session_service());

-- A word against a purpose, and the end of a link, follow to who received data for it, in the
-- statement that says so: nothing is forgotten, by whichever way it was said.
create function follow_refusal(whose bytea, what text, recipient_only text, reason text,
                               at timestamptz) returns void
    language sql set search_path = pg_catalog, pg_temp as $$
    insert into amana.disclosure_notice
        (service, id, person_key, recipient, purpose, disclosure, sealed, why, since)
    select distinct on (d.recipient, d.purpose) d.service, gen_random_uuid(), d.person_key,
        d.recipient, d.purpose, d.disclosure, d.sealed, reason, at
    from amana.disclosed d
    where d.service = amana.own_service() and d.person_key = whose and d.at is not null
        and (what is null or d.purpose = what)
        and (recipient_only is null or d.recipient = recipient_only)
    order by d.recipient, d.purpose, d.disclosure desc
    on conflict do nothing
$$;
create function follow_choice() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform amana.follow_refusal(new.person_key, new.purpose, null, new.state, new.at);
    return null;
end $$;
create function follow_link() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform amana.follow_refusal(new.person_key, null, new.recipient, 'ended', new.ended_at);
    return null;
end $$;
create trigger follow after insert or update on choice for each row
    when (new.state in ('withdrawn', 'objected', 'opted_out')) execute function follow_choice();
create trigger follow after update on own_link for each row
    when (old.ended_at is null and new.ended_at is not null) execute function follow_link();
