-- before: new code needs it
-- After a restore the log goes on from what was published, never from the older backup alone.

-- The restores after which each log went on, so that one that is begun again does nothing twice.
create table ledger_restore (
    service text not null,
    restore uuid not null,
    -- Leaves that the restored database held, and leaves that had been published.
    held bigint not null check (held >= 0),
    size bigint not null check (size >= held),
    -- Published leaves whose entries are not in the restored database.
    lost bigint not null check (lost >= 0),
    waiting bigint not null check (waiting >= 0),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, restore)
);
alter table ledger_restore enable row level security, force row level security;
create policy own on ledger_restore for select using (service = own_service());
create policy owner on ledger_restore to amana_owner using (true) with check (true);
grant select on ledger_restore to amana_service;

-- A restore works as the owner: it takes published leaves back, moves rows of the inbox below the
-- new server's transactions, and leaves the entry that says so. No login holds this role.
create policy owner on ledger to amana_owner using (true) with check (true);
create policy owner on ledger_tile to amana_owner using (true) with check (true);
create policy owner on ledger_bundle to amana_owner using (true) with check (true);
create policy restored on entry for select to amana_owner using (true);
create policy restored_xact on entry for update to amana_owner using (true) with check (true);
create policy restored_put on entry for insert to amana_owner with check (true);
create policy restored_put on entry_body for insert to amana_owner with check (true);
create policy restored_put on entry_promise for insert to amana_owner with check (true);
