-- name: hold
-- Keeps others from changing a source until the transaction ends.
select name from source where service = %(service)s and name = %(name)s for update;

-- name: listed
-- Reads the sources of a service, each with its last map and the one in force.
select s.name, s.kind, s.added_at, s.removed_at, coalesce(m.versions, 0) as versions,
    a.version as approved, a.approved_at, a.approved_by
from source s
left join lateral (select max(v.version) as versions from source_map v
    where v.service = s.service and v.source = s.name offset 0) m on true
left join lateral (select v.version, v.approved_at, v.approved_by from source_map v
    where v.service = s.service and v.source = s.name and v.approved_at >= s.added_at
    order by v.version desc limit 1) a on true
where s.service = %(service)s and (%(every)s or s.removed_at is null)
order by s.name;

-- name: way
-- Reads the way into a source.
select kind, way, way_entry from source
where service = %(service)s and name = %(name)s and removed_at is null;

-- name: put
-- Notes a source with its way in; one that is there, or was, is reached anew and approved anew.
insert into source (service, name, kind, way, way_entry, entry)
values (%(service)s, %(name)s, %(kind)s, %(way)s, %(entry)s, %(entry)s)
on conflict (service, name) do update set kind = excluded.kind, way = excluded.way,
    way_entry = excluded.way_entry, entry = excluded.entry, removed_at = null,
    added_at = transaction_timestamp();

-- name: put_map
-- Notes the next version of a source's map.
insert into source_map (service, source, version, text, entry)
select %(service)s, %(source)s, coalesce(max(version), 0) + 1, %(text)s, %(entry)s
from source_map where service = %(service)s and source = %(source)s
returning version;

-- name: map
-- Reads a version of a source's map; approved is what was since the source is reached so.
select m.text, coalesce(m.approved_at >= s.added_at, false) as approved
from source_map m join source s on s.service = m.service and s.name = m.source
where m.service = %(service)s and m.source = %(source)s and m.version = %(version)s;

-- name: approve
-- Notes who approved a map.
update source_map m set approved_at = transaction_timestamp(), approved_by = %(by)s,
    approved_entry = %(entry)s
from source s
where m.service = %(service)s and m.source = %(source)s and m.version = %(version)s
    and s.service = m.service and s.name = m.source
    and (m.approved_at is null or m.approved_at < s.added_at);

-- name: remove
-- Takes a source off the list, and its way in with it.
update source set way = null, removed_at = transaction_timestamp()
where service = %(service)s and name = %(name)s and removed_at is null;

-- name: still_asked
-- Lists some requests that still have something to do in a source.
select request from request_part
where service = %(service)s and source = %(name)s and state in ('waiting', 'running', 'failed')
order by request limit 10;
