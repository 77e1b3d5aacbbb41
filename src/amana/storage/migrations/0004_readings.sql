-- before: new code needs it
-- Documents as they were read, and what a person decided about each proposal; nothing is lost.
create table reading (
    service text not null,
    id uuid not null,
    name text not null,
    text text not null,
    media text not null,
    encoding text not null,
    at timestamptz not null default transaction_timestamp(),
    primary key (service, id)
);
create table reading_proposal (
    service text not null,
    reading uuid not null,
    position integer not null check (position >= 0),
    starts integer not null,
    ends integer not null check (ends >= starts),
    language text not null check (language in ('ar', 'en')),
    role text not null,
    heading text,
    lead_in text,
    kinds text[] not null check (cardinality(kinds) >= 1),
    slots jsonb not null,
    confidence double precision not null check (confidence between 0 and 1),
    because jsonb not null,
    primary key (service, reading, position),
    foreign key (service, reading) references reading
);
-- Every decision is kept; the latest of a proposal counts.
create table reading_decision (
    service text not null,
    reading uuid not null,
    position integer not null,
    id uuid not null,
    verdict text not null check (verdict in ('confirmed', 'changed', 'rejected')),
    kind text,
    form text not null,
    decided_by text not null,
    at timestamptz not null default transaction_timestamp(),
    primary key (service, reading, position, id),
    foreign key (service, reading, position) references reading_proposal
);

alter table reading enable row level security, force row level security;
alter table reading_proposal enable row level security, force row level security;
alter table reading_decision enable row level security, force row level security;
create policy own on reading using (service = own_service()) with check (service = own_service());
create policy own on reading_proposal using (service = own_service()) with check (service = own_service());
create policy own on reading_decision using (service = own_service()) with check (service = own_service());
grant select, insert on reading, reading_proposal, reading_decision to amana_service;
