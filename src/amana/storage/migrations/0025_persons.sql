-- before: new code needs it
-- Who was met, and who was erased: the tombstone stands where each act looks before it writes or
-- reads. People met before this have no row yet; none is a person like any other.
create table person (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    met_at timestamptz not null default transaction_timestamp(),
    erased_at timestamptz,
    primary key (service, person_key)
);

-- One erasure a person, with what was found when all was read back.
create table erasure (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    begun_at timestamptz not null default transaction_timestamp(),
    -- Of keys: copies in backups open as long as its key, or an older one's, is kept.
    epoch integer,
    -- Ledger entries: intended, and done once nothing was left.
    intended uuid,
    done uuid,
    closed_at timestamptz,
    bodies bigint check (bodies >= 0),
    links bigint check (links >= 0),
    acceptances bigint check (acceptances >= 0),
    primary key (service, id),
    unique (service, person_key),
    foreign key (service, person_key) references person
);
create index erasure_open on erasure (service, id) where closed_at is null;

-- A tombstone is for ever: neither a service's login nor the owner takes it away.
create function refuse_return() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.erased_at is not null then
        raise exception 'who was erased stays erased' using errcode = 'P0001';
    end if;
    return new;
end $$;
create trigger for_ever before update or delete on person
    for each row execute function refuse_return();
create function refuse_reopening() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.closed_at is not null then
        raise exception 'what was erased stays on record' using errcode = 'P0001';
    end if;
    return new;
end $$;
create trigger for_ever before update or delete on erasure
    for each row execute function refuse_reopening();

alter table person enable row level security, force row level security;
alter table erasure enable row level security, force row level security;
create policy own on person using (service = own_service()) with check (service = own_service());
create policy own on erasure using (service = own_service()) with check (service = own_service());
grant select, insert (service, person_key), update (erased_at) on person to amana_service;
grant select, insert (service, id, person_key, intended, epoch),
    update (done, closed_at, bodies, links, acceptances) on erasure to amana_service;

-- The service of the login itself, also inside a function that works as somebody else.
create function session_service() returns text
    language sql stable parallel safe
    return case when starts_with(session_user::text, 'amana_s_')
        then replace(substr(session_user::text, 9), '_', '-') end;

-- Deletes what hangs on a person who was erased, and nothing else: no service's login may delete
-- an entry's body, a link or an acceptance by itself.
create function forget(erased bytea, out bodies bigint, out links bigint, out acceptances bigint)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from amana.person p where p.service = amana.session_service()
                   and p.person_key = erased and p.erased_at is not null) then
        raise exception 'only who was erased is forgotten' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b using amana.entry_person l
        where l.service = amana.session_service() and l.person_key = erased
            and b.service = l.service and b.entry = l.entry;
    get diagnostics bodies = row_count;
    delete from amana.entry_person l
        where l.service = amana.session_service() and l.person_key = erased;
    get diagnostics links = row_count;
    delete from amana.acceptance a
        where a.service = amana.session_service() and a.person_key = erased;
    get diagnostics acceptances = row_count;
end $$;
revoke all on function forget(bytea) from public;
grant execute on function forget(bytea) to amana_service;
-- For that function: the owner sees and deletes rows of the login's own service.
create policy erased on person for select to amana_owner using (service = session_service());
create policy erased on entry_body for select to amana_owner using (service = session_service());
create policy erased on entry_person for select to amana_owner using (service = session_service());
create policy erased on acceptance for select to amana_owner using (service = session_service());
create policy forgotten on entry_body for delete to amana_owner using (service = session_service());
create policy forgotten on entry_person for delete to amana_owner using (service = session_service());
create policy forgotten on acceptance for delete to amana_owner using (service = session_service());
