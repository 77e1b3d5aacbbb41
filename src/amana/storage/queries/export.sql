-- name: tables
-- Lists the tables that this service's login reads, and that say of what service their rows are.
select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'amana'::regnamespace and c.relkind = 'r' and a.attname = 'service'
    and not a.attisdropped and has_table_privilege(c.oid, 'select')
    and c.relname not in ('entry', 'entry_body', 'ledger_tile', 'ledger_bundle', 'invitation',
        'record', 'record_past', 'identifier', 'person_fact')
order by c.relname;

-- name: rows
-- Writes the statement: Gives each row of a table as a JSON text.
select format('select (to_jsonb(t) - ''service'')::text as line from amana.%%I t where t.service = %%L',
    %(table)s::text, %(service)s::text) as statement;

-- name: bodies
-- Gives the sealed bodies of all entries, with the person that each is about.
select b.entry, b.sealed, p.person_key, e.header
from entry_body b join entry e on e.service = b.service and e.id = b.entry
left join entry_person p on p.service = b.service and p.entry = b.entry and not p.shared
where b.service = %(service)s;

-- name: records
-- Gives every version of every record with what is sealed of it, the latest version first.
with versions as (
    select id, version, true as current, sealed, policy_version, occasion, origin, source, imported,
        at, entry
    from record where service = %(service)s
    union all
    select record, version, false, sealed, policy_version, occasion, origin, source, imported, at,
        entry
    from record_past where service = %(service)s
)
select v.id, v.version, v.current, v.sealed, r.person_key, r.type, v.policy_version, v.occasion,
    v.origin, v.source, v.imported, v.at, v.entry, r.automated, r.expires_at
from versions v join record r on r.service = %(service)s and r.id = v.id
order by v.id, v.version desc;

-- name: persons
-- Gives every identifier and every declaration, with what is sealed of it.
select id, person_key, 'identifier' as what, kind as says, sealed, origin, source, since as at,
    verified_at, verified_by, ended_at, entry
from identifier where service = %(service)s
union all
select id, person_key, fact, fact, sealed, origin, source, at, null, null, null, entry
from person_fact where service = %(service)s
order by person_key, id;
