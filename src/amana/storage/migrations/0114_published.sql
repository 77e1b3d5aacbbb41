-- before: what people publish is moderated and shown, and figures over groups are given, from here on
-- What somebody handed in to be published, with their name and contact: all sealed under their key.
create table publication (
    service text not null,
    id uuid not null,
    person_key bytea not null check (length(person_key) = 32),
    kind text not null check (length(kind) between 1 and 63),
    purpose text not null check (length(purpose) between 1 and 100),
    state text not null default 'submitted' check (state in ('submitted', 'approved', 'refused',
        'withdrawn')),
    shown_as text not null check (shown_as in ('own_name', 'anonymous')),
    with_contact boolean not null,
    sealed bytea not null check (length(sealed) <= 65536),
    -- Under which it is shown now; none where it is not shown.
    handle uuid,
    -- Whether its words stay, without the person, once that one is erased.
    stays boolean not null default false,
    submitted_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    -- The entry of the last judgement or change of mind.
    changed_at timestamptz,
    changed uuid,
    primary key (service, id),
    check ((handle is not null) = (state = 'approved')),
    check ((changed is null) = (changed_at is null)),
    check (state = 'submitted' or changed is not null)
);
create unique index publication_shown on publication (service, handle) where handle is not null;
create index publication_of on publication (service, person_key);
create index publication_queue on publication (service, id) where state = 'submitted';

-- What everybody sees, and nothing else: whose it is stands nowhere in it.
create table published (
    service text not null,
    handle uuid not null,
    kind text not null check (length(kind) between 1 and 63),
    words jsonb not null check (jsonb_typeof(words) = 'object'),
    name jsonb check (jsonb_typeof(name) = 'object'),
    contact jsonb check (jsonb_typeof(contact) = 'object'),
    -- Whether whose it was is erased: then no name and no contact stands here.
    left_behind boolean not null default false,
    primary key (service, handle),
    check (not left_behind or (name is null and contact is null))
);
create index published_kind on published (service, kind, handle);

-- Where somebody is erased, what they published goes, or stays without them as was promised. Its
-- handle is another one then, so that nobody who knew whose it was finds it by that.
create function leave_behind() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if old.handle is null then
        return null;
    end if;
    if old.stays and exists (select from amana.person p where p.service = old.service
            and p.person_key = old.person_key and p.erased_at is not null)
        and not exists (select from amana.service s where s.slug = old.service
            and s.state = 'closing') then
        update amana.published set handle = gen_random_uuid(), name = null, contact = null,
            left_behind = true where service = old.service and handle = old.handle;
    else
        delete from amana.published where service = old.service and handle = old.handle;
    end if;
    return null;
end $$;
revoke all on function leave_behind() from public;
create trigger leave_behind after delete on publication
    for each row execute function leave_behind();

-- A table of figures as it was given out, to the byte. No row of it is ever changed.
create table aggregate_release (
    service text not null,
    name text not null check (length(name) between 1 and 63),
    label text not null check (length(label) between 1 and 63),
    content bytea not null check (length(content) <= 1048576),
    digest bytea not null check (length(digest) = 32),
    released_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, name, label)
);

-- Whom somebody found too young, by a mark that outlives their erasure; how it was found out.
create table child_found (
    service text not null,
    mark bytea not null check (length(mark) = 32),
    how text not null check (length(how) between 1 and 63),
    found_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    erased_at timestamptz,
    done uuid,
    primary key (service, mark),
    check ((done is null) = (erased_at is null))
);

alter table publication enable row level security, force row level security;
alter table published enable row level security, force row level security;
alter table aggregate_release enable row level security, force row level security;
create policy own on publication using (service = own_service())
    with check (service = own_service());
create policy own on published using (service = own_service())
    with check (service = own_service());
alter table child_found enable row level security, force row level security;
create policy own on child_found using (service = own_service())
    with check (service = own_service());
grant select, insert (service, mark, how, entry), update (erased_at, done)
    on child_found to amana_service;
create policy own on aggregate_release using (service = own_service())
    with check (service = own_service());
grant select, insert (service, id, person_key, kind, purpose, shown_as, with_contact, sealed, entry),
    update (state, shown_as, with_contact, handle, stays, changed_at, changed)
    on publication to amana_service;
grant select, insert (service, handle, kind, words, name, contact), delete
    on published to amana_service;
grant select, insert (service, name, label, content, digest, entry)
    on aggregate_release to amana_service;

-- For the functions that forget: the owner sees and changes rows of the login's own service.
create policy erased on publication for select to amana_owner using (service = session_service());
create policy forgotten on publication for delete to amana_owner
    using (service = session_service());
create policy erased on published for select to amana_owner using (service = session_service());
create policy left_behind on published for update to amana_owner
    using (service = session_service()) with check (service = session_service());
create policy forgotten on published for delete to amana_owner using (service = session_service());
