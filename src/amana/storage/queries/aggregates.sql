-- name: put
-- Keeps a table as it was released, once and for ever.
insert into aggregate_release (service, name, label, content, digest, entry)
values (%(service)s, %(name)s, %(label)s, %(content)s, %(digest)s, %(entry)s)
returning name, label, content, digest, released_at, entry;

-- name: one
-- Reads one release by its ledger entry.
select name, label, content, digest, released_at, entry from aggregate_release
where service = %(service)s and entry = %(entry)s;

-- name: of
-- Reads the releases of one table, the oldest first.
select name, label, content, digest, released_at, entry from aggregate_release
where service = %(service)s and name = %(name)s order by released_at, label limit %(limit)s;

-- name: beside
-- Reads the releases of every other table, to be held against a new one.
select name, label, content, digest, released_at, entry from aggregate_release
where service = %(service)s and name <> %(name)s order by released_at, label;

-- name: listed
-- Lists what was released, the latest first.
select name, label, content, digest, released_at, entry from aggregate_release
where service = %(service)s and (%(before)s::uuid is null or entry < %(before)s)
order by entry desc limit %(limit)s;

-- name: alone
-- Lets one transaction at a time release a table, by a row that whoever does holds.
insert into turn (service, name) values (%(service)s, 'aggregates')
on conflict (service, name) do update set name = excluded.name;
