-- before: new code needs it
-- The inbox of the ledger, and beside it what goes at erasure (body, person) and what is searched.

-- No index and no identity: an act's entry costs one row. The sequencer reads it in order of
-- transaction and id, below the oldest transaction that is still at work.
create table entry (
    service text not null,
    id uuid not null,
    xact xid8 not null default pg_current_xact_id(),
    header bytea not null,
    commitment bytea not null check (length(commitment) = 32)
);

-- The sealed body holds the salt of the commitment. It goes at erasure, the leaf stays.
create table entry_body (
    service text not null,
    entry uuid not null,
    sealed bytea not null,
    primary key (service, entry)
);

-- Whom an entry is about: an HMAC of the service's own id of the person.
create table entry_person (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    entry uuid not null,
    primary key (service, person_key, entry)
);

-- What the evidence questions search, a row for each promise; '' stands for none at all.
create table entry_promise (
    service text not null,
    promise text not null,
    act text not null,
    outcome text not null,
    entry uuid not null,
    policy_version integer,
    at timestamptz not null default transaction_timestamp(),
    primary key (service, promise, act, outcome, entry)
);
create index entry_promise_latest on entry_promise (service, promise, at desc, entry);
create index entry_promise_entry on entry_promise (service, entry);

alter table entry enable row level security, force row level security;
alter table entry_body enable row level security, force row level security;
alter table entry_person enable row level security, force row level security;
alter table entry_promise enable row level security, force row level security;
create policy own on entry using (service = own_service()) with check (service = own_service());
create policy own on entry_body using (service = own_service()) with check (service = own_service());
create policy own on entry_person using (service = own_service()) with check (service = own_service());
create policy own on entry_promise using (service = own_service()) with check (service = own_service());
create policy sequencer on entry for select to amana_sequencer using (true);
-- A leaf is for ever: nobody's role may change or delete one.
grant select, insert on entry, entry_body, entry_person, entry_promise to amana_service;
grant select on entry to amana_sequencer;
