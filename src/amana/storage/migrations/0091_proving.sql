-- before: new code needs it
-- When secrets of one person were tried lately, by keyed hashes of whose they are: exact, where a
-- rate would let twice as many through in its first window. It waits for the disk as a rate does
-- not: whoever could bring a server down would have tries again.
create table recent_try (
    key bytea primary key check (length(key) = 32),
    at timestamptz[] not null check (cardinality(at) <= 1000),
    touched_at timestamptz not null
);
create index recent_try_old on recent_try (touched_at);

alter table recent_try enable row level security, force row level security;
create policy platform on recent_try to amana_platform using (true) with check (true);
grant select, insert, update, delete on recent_try to amana_platform;
