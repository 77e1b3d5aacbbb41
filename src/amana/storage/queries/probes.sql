-- name: stored
-- Reads sealed records with all their versions of persons who live, the newest records first, a page at a time.
select v.*,
    array(select p.purpose from record_purpose p
          where p.service = %(service)s and p.record = v.id) as purposes
from (
    select r.id, r.person_key, r.type, r.expires_at, r.automated, r.terms from record r
    join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
    where r.service = %(service)s and (%(before)s::uuid is null or r.id < %(before)s::uuid)
    order by r.id desc limit %(limit)s
) r
cross join lateral (
    select r.id, r.person_key, r.type, c.version, c.sealed, c.policy_version, c.occasion,
        c.origin, c.source, c.imported, c.entry, r.expires_at, r.automated, r.terms
    from record c where c.service = %(service)s and c.id = r.id
    union all
    select r.id, r.person_key, r.type, p.version, p.sealed, p.policy_version, p.occasion, p.origin,
        p.source, p.imported, p.entry, r.expires_at, r.automated, r.terms
    from record_past p where p.service = %(service)s and p.record = r.id
) v
order by v.id desc, v.version;

-- name: agreed
-- Reads the newest words by which persons agreed to something, with the sealed bodies of the entries that they name.
select s.id, s.purpose, s.person_key, s.at, s.entry, b.sealed
from choice_said s
left join entry_body b on b.service = s.service and b.entry = s.entry
where s.service = %(service)s and s.state in ('consented', 'opted_in')
order by s.at desc, s.id desc limit %(limit)s;

-- name: spoil
-- Changes one bit of a record's sealed value, as somebody who can write files might.
update record set sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1)
where service = %(service)s and id = %(record)s;

-- name: move
-- Puts one record's sealed value in place of another's.
update record r set sealed = o.sealed from record o
where r.service = %(service)s and r.id = %(record)s and o.service = %(service)s and o.id = %(other)s;

-- name: relabel
-- Says of a record that it came in at another occasion, as somebody with the login might.
update record set occasion = 'forged' where service = %(service)s and id = %(record)s;

-- name: prolong
-- Lets a record be kept for a century, as somebody with the login might.
update record set expires_at = transaction_timestamp() + interval '100 years'
where service = %(service)s and id = %(record)s;

-- name: unplant
-- Deletes a planted record.
delete from record where service = %(service)s and id = %(record)s;

-- name: dump
-- Writes the statements: Reads every row that hangs on a person or an entry as a dump writes it.
select format('select %%L as place, t::text as line from %%I t where service = %%L and %%I = %%L',
    c.relname, c.relname, %(service)s::text, a.attname,
    case a.attname when 'person_key' then %(person)s::bytea::text else %(entry)s::uuid::text end) as statement
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('person_key', 'entry')
    and not a.attisdropped
join pg_attribute s on s.attrelid = c.oid and s.attname = 'service' and not s.attisdropped
where c.relnamespace = 'amana'::regnamespace and c.relkind in ('r', 'p')
    and has_table_privilege(c.oid, 'select')
order by c.relname, a.attname;

-- name: outside
-- Finds records that no promise permitted: neither what brought them nor a person's own correction stands on the ledger.
select count(*) over () as count, r.entry
from record r
where r.service = %(service)s and not exists (
    select from entry_promise e
    where e.service = r.service and e.entry = r.entry and e.outcome = 'done'
        and (e.act = 'correct' or e.promise <> ''))
order by r.id desc limit 10;

-- name: purposes
-- Counts the records by the purposes for which they are held.
select p.purpose, count(*) as count from record_purpose p
where p.service = %(service)s group by p.purpose order by p.purpose;

-- name: records
-- Counts the records.
select count(*) as count from record where service = %(service)s;

-- name: reads
-- Reads the sealed bodies of what staff read last.
select e.entry, b.sealed, l.person_key
from (
    select distinct entry from entry_promise
    where service = %(service)s and act = 'read' and outcome = 'done'
    order by entry desc limit %(limit)s
) e
join entry_body b on b.service = %(service)s and b.entry = e.entry
left join entry_person l on l.service = %(service)s and l.entry = e.entry and not l.shared
order by e.entry desc;

-- name: own_tables
-- Writes the statements: Counts the rows of other services that this login sees in each table.
select format('select %%L as place, count(*) as count from %%I where service <> %%L', c.relname, c.relname,
    %(service)s::text) as statement
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attname = 'service' and not a.attisdropped
where c.relnamespace = 'amana'::regnamespace and c.relkind in ('r', 'p')
    and has_table_privilege(c.oid, 'select')
order by c.relname;

-- name: others
-- Lists the other roles of ours, those it is a member of first and then the platform's, but the one whose grants each of them has anyway: PostgreSQL 15 lets them become it.
select r.rolname::text as name from pg_roles r
where starts_with(r.rolname, 'amana_') and r.rolname not in (current_user, 'amana_service')
order by pg_has_role(current_user, r.oid, 'member') desc, starts_with(r.rolname, 'amana_s_'),
    r.rolname
limit 50;

-- name: become
-- Becomes another role until the transaction ends, or is refused.
select set_config('role', %(role)s, true) as role;

-- name: long_look
-- Says how far a look has come that takes several nights.
select behind, covered, whole_at, whole from long_look
where service = %(service)s and name = %(look)s;

-- name: keep_long_look
-- Keeps how far a look has come.
insert into long_look as l (service, name, behind, covered, whole_at, whole)
values (%(service)s, %(look)s, %(behind)s, %(covered)s, %(whole_at)s, %(whole)s)
on conflict (service, name) do update set behind = excluded.behind, covered = excluded.covered,
    whole_at = excluded.whole_at, whole = excluded.whole;
