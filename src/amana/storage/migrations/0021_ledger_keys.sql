-- before: new code needs it
-- A log's keys follow one another: each note names the next key, signed by it and the one before.
create table ledger_succession (
    service text not null,
    -- The first key is 0 and needs no note.
    number integer not null check (number >= 1),
    note bytea not null,
    -- Up to then the key before signs checkpoints too.
    overlaps_until timestamptz not null,
    primary key (service, number)
);
alter table ledger_succession enable row level security, force row level security;
create policy own on ledger_succession for select using (service = own_service());
create policy sequencer on ledger_succession for select to amana_sequencer using (true);
create policy owner on ledger_succession to amana_owner using (true) with check (true);
grant select on ledger_succession to amana_service, amana_sequencer;
