-- before: a restriction that is lifted has its marks taken off in the sources
alter table request_part add column lifting boolean not null default false;
grant update (lifting) on request_part to amana_service;

-- Of whom the marks are taken off: made when the restriction is lifted, under a key of its own. Whom
-- the request was for its sources is gone by then, or goes at any moment.
create table lift_sought (
    service text not null,
    request uuid not null,
    sealed bytea check (length(sealed) <= 65536),
    primary key (service, request),
    foreign key (service, request) references request
);
create index lift_sought_over on lift_sought (service, request) where sealed is null;
alter table lift_sought enable row level security, force row level security;
create policy own on lift_sought using (service = own_service()) with check (service = own_service());
grant select, insert, update (sealed), delete on lift_sought to amana_service;
