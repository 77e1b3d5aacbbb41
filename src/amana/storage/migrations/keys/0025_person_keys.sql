-- before: new code needs it
-- In the database of keys alone: the wrapped key of each person, by service and epoch.
create table epoch (
    service text not null,
    number integer not null check (number >= 1),
    -- New persons' keys are wrapped under the one that is current.
    state text not null default 'current' check (state in ('current', 'closed', 'destroyed')),
    began_at timestamptz not null default transaction_timestamp(),
    ended_at timestamptz,
    primary key (service, number)
);
create unique index epoch_current on epoch (service) where state = 'current';

create table person_key (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    epoch integer not null,
    wrapped bytea not null check (length(wrapped) between 61 and 200),
    primary key (service, person_key),
    foreign key (service, epoch) references epoch (service, number)
);
create index person_key_epoch on person_key (service, epoch, person_key);

alter table epoch enable row level security, force row level security;
alter table person_key enable row level security, force row level security;
create policy keys on epoch to amana_keys using (true) with check (true);
create policy keys on person_key to amana_keys using (true) with check (true);
-- Which epochs there were is kept for ever.
grant select, insert (service, number), update (state, ended_at) on epoch to amana_keys;
grant select, insert, update (epoch, wrapped), delete on person_key to amana_keys;
