-- before: new code needs it
-- How much of a rate is used up. Keys are keyed hashes of addresses and credentials. What is lost
-- in a crash is only that somebody may begin anew, so that nothing here waits for the disk.
create unlogged table rate (
    key bytea primary key check (length(key) = 32),
    full_at timestamptz not null
);

alter table rate enable row level security, force row level security;
create policy platform on rate to amana_platform using (true) with check (true);
grant select, insert, update, delete on rate to amana_platform;
