-- before: records are collected, used and corrected, and go with the person whose they are
-- A record as it stands: its values are one text, sealed under the person's key; beside it stands
-- what a person may ask about each record (where from, what for, who gets it, until when).
create table record (
    service text not null,
    id uuid not null,
    -- Keyed hash of the type and the service's own key of the record; of a record without a key,
    -- of the type and its id.
    look bytea not null check (length(look) = 32),
    person_key bytea not null check (length(person_key) = 32),
    type text not null check (length(type) between 1 and 63),
    version integer not null check (version >= 1),
    sealed bytea not null,
    -- The version of the policy in force when these values came in: the notice.
    policy_version integer not null,
    occasion text check (length(occasion) <= 63),
    origin text not null check (origin in ('person', 'automatic', 'third-party')),
    source text check (length(source) <= 63),
    imported boolean not null default false,
    -- Whether decisions about the person are made from it by machine alone.
    automated boolean not null default false,
    expires_at timestamptz,
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, id),
    unique (service, look),
    check ((origin = 'third-party') = (source is not null))
);
create index record_person on record (service, person_key, id);
create index record_expires on record (service, expires_at) where expires_at is not null;

-- What a record was before each correction, value and provenance.
create table record_past (
    service text not null,
    record uuid not null,
    version integer not null check (version >= 1),
    sealed bytea not null,
    policy_version integer not null,
    occasion text,
    origin text not null,
    source text,
    imported boolean not null,
    at timestamptz not null,
    entry uuid not null,
    primary key (service, record, version),
    foreign key (service, record) references record on delete cascade
);

create table record_purpose (
    service text not null,
    purpose text not null,
    record uuid not null,
    objected boolean not null default false,
    primary key (service, purpose, record),
    foreign key (service, record) references record on delete cascade
);
create index record_purpose_record on record_purpose (service, record);
create table record_recipient (
    service text not null,
    recipient text not null,
    record uuid not null,
    primary key (service, recipient, record),
    foreign key (service, record) references record on delete cascade
);
create index record_recipient_record on record_recipient (service, record);

-- What happened to a person, where something may be done only after it.
create table event (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    event text not null check (length(event) between 1 and 63),
    id uuid not null,
    at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key, event, id)
);

-- The maps of a service: which record types it has. What was applied never changes.
create table record_map (
    service text not null,
    number integer not null check (number >= 1),
    source text not null check (length(source) <= 1000000),
    policy_version integer not null,
    applied_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, number)
);
create trigger immutable before update or delete on record_map
    for each row execute function refuse_change();

alter table record enable row level security, force row level security;
alter table record_past enable row level security, force row level security;
alter table record_purpose enable row level security, force row level security;
alter table record_recipient enable row level security, force row level security;
alter table event enable row level security, force row level security;
alter table record_map enable row level security, force row level security;
create policy own on record using (service = own_service()) with check (service = own_service());
create policy own on record_past using (service = own_service()) with check (service = own_service());
create policy own on record_purpose using (service = own_service()) with check (service = own_service());
create policy own on record_recipient using (service = own_service()) with check (service = own_service());
create policy own on event using (service = own_service()) with check (service = own_service());
create policy own on record_map using (service = own_service()) with check (service = own_service());
grant select, insert, delete,
    update (version, sealed, policy_version, occasion, origin, source, imported, automated,
            expires_at, at, entry) on record to amana_service;
grant select, insert on record_past, event, record_map to amana_service;
grant select, insert, delete, update (objected) on record_purpose to amana_service;
grant select, insert, delete on record_recipient to amana_service;

-- One entry may be about many people, whose sealed body names none of them: it stays when one of
-- them is erased.
alter table entry_person add column shared boolean not null default false;

-- The tables that hold what hangs on a person: every one of ours with a service and a person's
-- key, so that a table that comes later is never forgotten to be emptied.
create function about_persons(out name text) returns setof text
    language sql stable set search_path = pg_catalog, pg_temp as $$
    select c.relname::text from pg_class c
    where c.relnamespace = 'amana'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('person', 'erasure')
        and (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
             and a.attname in ('service', 'person_key')) = 2
    order by c.relname
$$;

drop function forget(bytea);
create function forget(erased bytea, out bodies bigint, out links bigint, out acceptances bigint,
                       out records bigint, out rest bigint)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held text;
    gone bigint;
begin
    if not exists (select from amana.person p where p.service = amana.session_service()
                   and p.person_key = erased and p.erased_at is not null) then
        raise exception 'only who was erased is forgotten' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b using amana.entry_person l
        where l.service = amana.session_service() and l.person_key = erased and not l.shared
            and b.service = l.service and b.entry = l.entry;
    get diagnostics bodies = row_count;
    rest := 0;
    for held in select name from amana.about_persons() loop
        execute format('delete from amana.%I where service = $1 and person_key = $2', held)
            using amana.session_service(), erased;
        get diagnostics gone = row_count;
        case held
            when 'entry_person' then links := gone;
            when 'acceptance' then acceptances := gone;
            when 'record' then records := gone;
            else rest := rest + gone;
        end case;
    end loop;
end $$;
revoke all on function forget(bytea) from public;
grant execute on function forget(bytea) to amana_service;

-- How many rows still hang on a person, as the login itself sees them.
create function hanging_on(person bytea) returns bigint
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    held text;
    found bigint;
    total bigint := 0;
begin
    for held in select name from amana.about_persons() loop
        execute format('select count(*) from amana.%I where service = $1 and person_key = $2', held)
            into found using amana.own_service(), person;
        total := total + found;
    end loop;
    return total;
end $$;

drop function empty_service();
create function empty_service(out bodies bigint, out links bigint, out acceptances bigint,
                              out records bigint, out rest bigint)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held text;
    gone bigint;
begin
    if not exists (select from amana.service s
                   where s.slug = amana.session_service() and s.state = 'closing') then
        raise exception 'only a service that is being closed is emptied' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b where b.service = amana.session_service();
    get diagnostics bodies = row_count;
    rest := 0;
    for held in select name from amana.about_persons() loop
        execute format('delete from amana.%I where service = $1', held)
            using amana.session_service();
        get diagnostics gone = row_count;
        case held
            when 'entry_person' then links := gone;
            when 'acceptance' then acceptances := gone;
            when 'record' then records := gone;
            else rest := rest + gone;
        end case;
    end loop;
end $$;
revoke all on function empty_service() from public;
grant execute on function empty_service() to amana_service;

alter table erasure add column records bigint check (records >= 0),
    add column rest bigint check (rest >= 0);
grant update (records, rest) on erasure to amana_service;

-- For those functions: the owner sees and deletes rows of the login's own service.
create policy erased on record for select to amana_owner using (service = session_service());
create policy erased on event for select to amana_owner using (service = session_service());
create policy forgotten on record for delete to amana_owner using (service = session_service());
create policy forgotten on event for delete to amana_owner using (service = session_service());
