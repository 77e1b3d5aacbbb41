-- before: sources, and the parts of requests that are carried through them, are kept from here on
-- The organisation's own databases, services and files, by the name that their maps have. The way
-- in is sealed under the service's own key, which stands in no database (decision 0246).
create table source (
    service text not null,
    name text not null check (length(name) between 1 and 63),
    kind text not null check (kind in ('sql', 'files', 'http')),
    way bytea check (length(way) <= 65536),
    way_entry uuid not null,
    added_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    removed_at timestamptz,
    primary key (service, name),
    check ((way is null) = (removed_at is not null))
);

-- A version of a map is never changed: requests were planned and carried out by it.
create table source_map (
    service text not null,
    source text not null,
    version integer not null check (version > 0),
    text text not null check (length(text) <= 500000),
    added_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    approved_at timestamptz,
    approved_by text check (length(approved_by) <= 100),
    approved_entry uuid,
    primary key (service, source, version),
    foreign key (service, source) references source,
    check ((approved_at is null) = (approved_by is null)
        and (approved_at is null) = (approved_entry is null))
);

-- The dry run of a request: what was found in each source, and by which version of its map.
create table request_plan (
    service text not null,
    request uuid not null,
    source text not null,
    version integer not null,
    counts jsonb not null,
    fault text check (length(fault) <= 63),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, request, source),
    foreign key (service, request) references request,
    foreign key (service, source, version) references source_map
);

-- What a request is to do in each source, and how far it is. Without a due date it is not to
-- begin yet: our own records come first.
create table request_part (
    service text not null,
    request uuid not null,
    source text not null,
    kind text not null,
    version integer,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed',
        'given_up')),
    attempts integer not null default 0,
    due_at timestamptz,
    job uuid,
    fault text check (length(fault) <= 63),
    counts jsonb not null default '[]',
    kept jsonb not null default '[]',
    set_size integer not null default 0,
    read_back integer not null default 0,
    done_at timestamptz,
    entry uuid,
    primary key (service, request, source),
    foreign key (service, request) references request,
    foreign key (service, source, version) references source_map,
    check ((state = 'done') = (done_at is not null)),
    check (state <> 'done' or (entry is not null and version is not null and fault is null)),
    check (state <> 'running' or (job is not null and due_at is not null))
);
create index request_part_due on request_part (service, source, due_at, request)
    where state in ('waiting', 'running');

-- Whom the sources are asked for, under a key of the request's own: it outlives the person's key
-- until the last source is done, and goes then (decision 0247).
create table request_sought (
    service text not null,
    request uuid not null,
    sealed bytea check (length(sealed) <= 65536),
    primary key (service, request),
    foreign key (service, request) references request
);
create index request_sought_over on request_sought (service, request) where sealed is null;

alter table source enable row level security, force row level security;
alter table source_map enable row level security, force row level security;
alter table request_plan enable row level security, force row level security;
alter table request_part enable row level security, force row level security;
alter table request_sought enable row level security, force row level security;
create policy own on source using (service = own_service()) with check (service = own_service());
create policy own on source_map using (service = own_service())
    with check (service = own_service());
create policy own on request_plan using (service = own_service())
    with check (service = own_service());
create policy own on request_part using (service = own_service())
    with check (service = own_service());
create policy own on request_sought using (service = own_service())
    with check (service = own_service());
grant select, insert (service, name, kind, way, way_entry, entry),
    update (kind, way, way_entry, added_at, entry, removed_at) on source to amana_service;
grant select, insert (service, source, version, text, entry),
    update (approved_at, approved_by, approved_entry) on source_map to amana_service;
grant select, insert (service, request, source, version, counts, fault),
    update (version, counts, fault, at) on request_plan to amana_service;
grant select, insert (service, request, source, kind, version, due_at),
    update (version, state, attempts, due_at, job, fault, counts, kept, set_size, read_back,
        done_at, entry) on request_part to amana_service;
grant select, insert, update (sealed), delete on request_sought to amana_service;
