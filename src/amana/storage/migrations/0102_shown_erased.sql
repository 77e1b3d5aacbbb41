-- before: certificates, holds and what came back are kept from here on
-- The certificate of an erasure, from its beginning on: without an entry until all is done. It
-- names nobody; the secret number by which it is fetched is kept as its hash alone.
create table erasure_certificate (
    service text not null,
    erasure uuid not null,
    request uuid,
    number bytea not null check (length(number) = 32),
    -- The entry that holds the statement, and those that it names, in their order.
    entry uuid,
    names uuid[] check (cardinality(names) between 1 and 1000),
    begun_at timestamptz not null default transaction_timestamp(),
    at timestamptz,
    -- Not to be certified: of something it was said that it is not to be done.
    never_at timestamptz,
    primary key (service, erasure),
    unique (service, number),
    check ((entry is null) = (names is null) and (entry is null) = (at is null))
);
create unique index erasure_certificate_request on erasure_certificate (service, request)
    where request is not null;
create index erasure_certificate_open on erasure_certificate (service, begun_at, erasure)
    where entry is null and never_at is null;

-- The keyed hashes of what erased persons were known by, for the look whether any of it came back.
-- They cannot be turned back, and say nothing of whom two of them belong to but the erasure.
create table erased_look (
    service text not null,
    look bytea not null check (length(look) = 32),
    kind text not null check (length(kind) <= 63),
    erasure uuid not null,
    at timestamptz not null default transaction_timestamp(),
    primary key (service, look, erasure)
);

-- What a look found again, and what a person judged of it.
create table came_back (
    service text not null,
    source text not null check (length(source) <= 63),
    place text not null check (length(place) <= 255),
    look bytea not null check (length(look) = 32),
    id uuid not null,
    first_at timestamptz not null default transaction_timestamp(),
    last_at timestamptz not null default transaction_timestamp(),
    -- 'anew': they came again of their own will. 'erased': it was erased again.
    judged text check (judged in ('anew', 'erased')),
    judged_at timestamptz,
    entry uuid,
    primary key (service, source, place, look),
    unique (service, id),
    check ((judged is null) = (judged_at is null) and (judged is null) = (entry is null))
);

-- What may not be erased for now, and why. One that is about nobody is about everybody's. Whom it
-- is about is kept as a mark of its own: a hold outlives the erasure that it limits.
create table legal_hold (
    service text not null,
    id uuid not null,
    about bytea check (length(about) = 32),
    category text check (length(category) <= 100),
    source text check (length(source) <= 63),
    place text check (length(place) <= 255),
    -- The reason, under the service's own key: free words, which may speak of persons.
    sealed bytea not null check (length(sealed) <= 4096),
    again_on date not null,
    set_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    lifted_at timestamptz,
    lifted uuid,
    primary key (service, id),
    check ((lifted_at is null) = (lifted is null)),
    check (num_nonnulls(about, category, source) > 0),
    check (place is null or source is not null)
);
create index legal_hold_in_force on legal_hold (service, about) where lifted_at is null;

-- Which requests a hold about one person limits, noted while they are still known.
create table legal_hold_request (
    service text not null,
    request uuid not null,
    hold uuid not null,
    primary key (service, request, hold),
    foreign key (service, hold) references legal_hold
);

alter table erasure_certificate enable row level security, force row level security;
alter table erased_look enable row level security, force row level security;
alter table came_back enable row level security, force row level security;
alter table legal_hold enable row level security, force row level security;
alter table legal_hold_request enable row level security, force row level security;
create policy own on erasure_certificate using (service = own_service())
    with check (service = own_service());
create policy own on erased_look using (service = own_service())
    with check (service = own_service());
create policy own on came_back using (service = own_service())
    with check (service = own_service());
create policy own on legal_hold using (service = own_service())
    with check (service = own_service());
create policy own on legal_hold_request using (service = own_service())
    with check (service = own_service());
grant select, insert (service, erasure, request, number), update (entry, names, at, never_at)
    on erasure_certificate to amana_service;
grant select, insert on erased_look to amana_service;
grant select, insert (service, source, place, look, id),
    update (last_at, judged, judged_at, entry) on came_back to amana_service;
grant select, insert (service, id, about, category, source, place, sealed, again_on, entry),
    update (lifted_at, lifted) on legal_hold to amana_service;
grant select, insert on legal_hold_request to amana_service;
