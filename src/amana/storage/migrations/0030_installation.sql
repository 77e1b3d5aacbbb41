-- before: a start has to tell whether the root key is that of this database
-- One row: the installation's id, and random bytes that the root key wrapped.
create table installation (
    one boolean primary key default true check (one),
    id uuid not null,
    key_check bytea not null check (length(key_check) between 40 and 1024),
    made_at timestamptz not null default transaction_timestamp()
);

alter table installation enable row level security, force row level security;
create policy owner on installation to amana_owner using (true) with check (true);
