-- before: new code needs it
-- The ledger as it is sequenced: where it stands, its hash tiles, its entry bundles. All of it is
-- public; the inbox's rows stay where they are.

-- What the sequencer has not taken yet lies in the last pages. Operators of xid8 have no BRIN
-- class, hence the number; a range that is not summarised yet is always looked into.
create index entry_xact on entry using brin (((xact::text)::bigint))
    with (pages_per_range = 16, autosummarize = on);

create table ledger (
    service text primary key,
    -- The log's name never changes: signatures and people's checkpoints hang on it.
    origin text not null,
    size bigint not null check (size >= 0),
    root bytea not null check (length(root) = 32),
    -- All below this transaction is sequenced, and of this one all up to this entry.
    next_xact xid8 not null,
    last_entry uuid not null,
    checkpoint bytea not null
);

create table ledger_tile (
    service text not null,
    level smallint not null check (level between 0 and 63),
    index bigint not null check (index >= 0),
    hashes bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
    primary key (service, level, index)
);
-- Hashes do not compress.
alter table ledger_tile alter hashes set storage external;

create table ledger_bundle (
    service text not null,
    index bigint not null check (index >= 0),
    leaves bytea not null,
    entries uuid[] not null check (cardinality(entries) between 1 and 256),
    first_entry uuid not null,
    last_entry uuid not null,
    primary key (service, index)
);
alter table ledger_bundle alter leaves set storage external;
-- Ids begin with their instant, so that the bundle of an id is among the first that end after it.
create index ledger_bundle_entries on ledger_bundle (service, last_entry, first_entry);

alter table ledger enable row level security, force row level security;
alter table ledger_tile enable row level security, force row level security;
alter table ledger_bundle enable row level security, force row level security;
create policy own on ledger for select using (service = own_service());
create policy own on ledger_tile for select using (service = own_service());
create policy own on ledger_bundle for select using (service = own_service());
create policy sequencer on ledger to amana_sequencer using (true) with check (true);
create policy sequencer on ledger_tile to amana_sequencer using (true) with check (true);
create policy sequencer on ledger_bundle to amana_sequencer using (true) with check (true);
grant select on ledger, ledger_tile, ledger_bundle to amana_service;
grant select, insert, update on ledger, ledger_tile, ledger_bundle to amana_sequencer;
