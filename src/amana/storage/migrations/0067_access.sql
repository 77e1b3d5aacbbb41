-- before: staff read only under an access that names data, purpose and end
-- Who of the staff may read what about whom. Reason and person's id stand sealed in the body of the
-- entry that asked for it, and go with it; a row about one person goes at their erasure.
create table access (
    service text not null,
    id uuid not null,
    reader uuid,
    reader_role text check (reader_role in
        ('owner', 'privacy_officer', 'support', 'auditor', 'integrator')),
    -- Nobody in particular: whomever the duty is about.
    person_key bytea check (length(person_key) = 32),
    data text[] not null check (cardinality(data) between 1 and 200),
    purpose text not null check (length(purpose) between 1 and 64),
    whole boolean not null,
    policy_version integer not null,
    approval boolean not null,
    asked_by uuid not null,
    asked_at timestamptz not null default transaction_timestamp(),
    asked_entry uuid not null,
    ends_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    approved boolean not null default false,
    taken_back_by uuid,
    taken_back_at timestamptz,
    primary key (service, id),
    check (num_nonnulls(reader, reader_role) = 1),
    check (approval or num_nulls(person_key, reader) = 0),
    check (ends_at > asked_at and ends_at <= asked_at + interval '720 hours'),
    check (num_nonnulls(decided_by, decided_at) <> 1 and (decided_at is not null or not approved)),
    -- The second person is not the first, nor the reader.
    check (decided_by <> asked_by and (reader is null or decided_by <> reader))
);
create index access_reader on access (service, reader, ends_at) where taken_back_at is null;
create index access_role on access (service, reader_role, ends_at)
    where reader_role is not null and taken_back_at is null;
create index access_person on access (service, person_key) where person_key is not null;
create index access_latest on access (service, asked_at desc, id desc);

-- What was decided, or taken back, is not decided again.
create function refuse_second_decision() returns trigger language plpgsql as $$
begin
    if old.taken_back_at is not null
        or (old.decided_at is not null and (new.decided_by, new.decided_at, new.approved)
            is distinct from (old.decided_by, old.decided_at, old.approved)) then
        raise exception 'what was decided stays decided' using errcode = 'P0001';
    end if;
    return new;
end $$;
create trigger decided_once before update on access
    for each row execute function refuse_second_decision();

alter table access enable row level security, force row level security;
create policy own on access using (service = own_service()) with check (service = own_service());
create policy erased on access for select to amana_owner using (service = session_service());
create policy forgotten on access for delete to amana_owner using (service = session_service());
grant select,
    insert (service, id, reader, reader_role, person_key, data, purpose, whole, policy_version,
            approval, asked_by, asked_entry, ends_at),
    update (decided_by, decided_at, approved, taken_back_by, taken_back_at)
    on access to amana_service;
