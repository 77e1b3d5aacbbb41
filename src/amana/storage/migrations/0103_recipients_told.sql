-- before: to whom data was passed on is told of erasures, corrections and restrictions
-- How a recipient of the policy is told. The way in is sealed under the service's own key. One that
-- has no row is told by hand.
create table recipient_way (
    service text not null,
    recipient text not null check (length(recipient) between 1 and 100),
    kind text not null check (kind in ('mail', 'http')),
    way bytea check (length(way) <= 65536),
    way_entry uuid not null,
    set_at timestamptz not null default transaction_timestamp(),
    primary key (service, recipient)
);

-- That a recipient is told of what a request did. Held until the request is done; dropped where it
-- did nothing. The id under which it is told stays the same over all tries.
create table recipient_notice (
    service text not null,
    request uuid not null,
    recipient text not null check (length(recipient) between 1 and 100),
    name_ar text not null check (length(name_ar) <= 1000),
    name_en text not null check (length(name_en) <= 1000),
    contact text check (length(contact) <= 1000),
    kind text not null,
    message uuid not null,
    state text not null default 'held' check (state in ('held', 'waiting', 'told', 'answered',
        'dropped')),
    attempts integer not null default 0,
    due_at timestamptz,
    letter uuid,
    fault text check (length(fault) <= 63),
    told_at timestamptz,
    answered_at timestamptz,
    by_hand boolean not null default false,
    entry uuid,
    primary key (service, request, recipient),
    foreign key (service, request) references request,
    check ((state in ('told', 'answered')) = (told_at is not null)),
    check ((state = 'answered') = (answered_at is not null)),
    check ((told_at is null) = (entry is null))
);
create index recipient_notice_due on recipient_notice (service, recipient, due_at)
    where state = 'waiting';

alter table recipient_way enable row level security, force row level security;
alter table recipient_notice enable row level security, force row level security;
create policy own on recipient_way using (service = own_service())
    with check (service = own_service());
create policy own on recipient_notice using (service = own_service())
    with check (service = own_service());
grant select, insert (service, recipient, kind, way, way_entry),
    update (kind, way, way_entry, set_at), delete on recipient_way to amana_service;
grant select, insert (service, request, recipient, name_ar, name_en, contact, kind, message),
    update (state, kind, attempts, due_at, letter, fault, told_at, answered_at, by_hand, entry)
    on recipient_notice to amana_service;
