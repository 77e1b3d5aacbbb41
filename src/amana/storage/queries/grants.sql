-- name: me
-- Says who works here, with which powers, and on which server.
select current_user::text as name, r.rolsuper as superuser, r.rolcreaterole as makes_roles,
    current_setting('server_version_num')::integer as version
from pg_roles r where r.rolname = current_user;

-- name: columns
-- Lists the columns of the tables, each with whether it is a plain yes or no, and each table with whether it has row security, and who may find it.
select n.nspname::text as schema, c.relname::text as name, a.attname::text as column,
    a.atttypid = 'boolean'::regtype as yes_no, c.relrowsecurity as limited,
    pg_has_role(c.relowner, 'usage') as owned, has_schema_privilege('public', n.oid, 'usage') as findable
from unnest(%(schemas)s::text[], %(names)s::text[]) as t (schema, name)
join pg_namespace n on n.nspname = t.schema
join pg_class c on c.relnamespace = n.oid and c.relname = t.name and c.relkind in ('r', 'p')
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
order by n.nspname, c.relname, a.attnum;

-- name: roles
-- Lists the roles of these names, and all that were made for the service, each with its mark.
select r.rolname::text as name, shobj_description(r.oid, 'pg_authid') as mark
from pg_roles r
where r.rolname = any (%(roles)s::text[]) or shobj_description(r.oid, 'pg_authid') = %(mark)s
order by r.rolname;

-- name: powers
-- Lists what the roles can do beside reading, and the roles that they are members of.
select r.rolname::text as role, 'power' as kind, p.power as detail
from pg_roles r
cross join lateral (values ('login', r.rolcanlogin), ('superuser', r.rolsuper),
    ('createdb', r.rolcreatedb), ('createrole', r.rolcreaterole),
    ('replication', r.rolreplication), ('bypassrls', r.rolbypassrls),
    ('inherit', r.rolinherit)) as p (power, given)
where r.rolname = any (%(roles)s::text[]) and p.given
union all
select r.rolname::text, 'joins', (select b.rolname::text from pg_roles b where b.oid = m.roleid) from pg_auth_members m
join pg_roles r on r.oid = m.member where r.rolname = any (%(roles)s::text[]);

-- name: held
-- Lists every privilege that the roles hold in this database: on columns, relations, schemas, functions.
with ours as (select oid, rolname::text as role from pg_roles where rolname = any (%(roles)s::text[]))
select o.role, 'column' as kind, n.nspname::text as schema, c.relname::text as name,
    a.attname::text as column, x.privilege_type as privilege
from pg_attribute a join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
cross join lateral aclexplode(a.attacl) x join ours o on o.oid = x.grantee
where a.attacl is not null and not a.attisdropped
union all
select o.role, 'relation', n.nspname::text, c.relname::text, '', x.privilege_type
from pg_class c join pg_namespace n on n.oid = c.relnamespace
cross join lateral aclexplode(c.relacl) x join ours o on o.oid = x.grantee
where c.relacl is not null and c.relowner <> o.oid
union all
select o.role, 'schema', n.nspname::text, '', '', x.privilege_type
from pg_namespace n cross join lateral aclexplode(n.nspacl) x join ours o on o.oid = x.grantee
where n.nspacl is not null and n.nspowner <> o.oid
union all
select o.role, 'function', n.nspname::text, p.proname::text, '', x.privilege_type
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
cross join lateral aclexplode(p.proacl) x join ours o on o.oid = x.grantee
where p.proacl is not null and p.proowner <> o.oid
union all
select o.role, 'database', current_database()::text, '', '', x.privilege_type
from pg_database d cross join lateral aclexplode(d.datacl) x join ours o on o.oid = x.grantee
where d.datname = current_database() and d.datacl is not null
union all
select o.role, 'owns', n.nspname::text, c.relname::text, '', c.relkind::text
from pg_class c join pg_namespace n on n.oid = c.relnamespace join ours o on o.oid = c.relowner
where c.relkind <> 'v' and c.relkind not in ('i', 'I', 't')
order by 1, 2, 3, 4, 5, 6;

-- name: open_to_all
-- Lists what everybody may do with the tables, their columns included.
select n.nspname::text as schema, c.relname::text as name, '' as column, x.privilege_type as privilege
from unnest(%(schemas)s::text[], %(names)s::text[]) as t (schema, name)
join pg_namespace n on n.nspname = t.schema
join pg_class c on c.relnamespace = n.oid and c.relname = t.name and c.relacl is not null
cross join lateral aclexplode(c.relacl) x where x.grantee = 0
union all
select n.nspname::text, c.relname::text, a.attname::text, x.privilege_type
from unnest(%(schemas)s::text[], %(names)s::text[]) as t (schema, name)
join pg_namespace n on n.nspname = t.schema
join pg_class c on c.relnamespace = n.oid and c.relname = t.name
join pg_attribute a on a.attrelid = c.oid and a.attacl is not null and not a.attisdropped
cross join lateral aclexplode(a.attacl) x where x.grantee = 0
order by 1, 2, 3, 4;

-- name: views
-- Lists the views of the role that owns them, with what the server made of each, and their marks.
select n.nspname::text as schema, c.relname::text as name, md5(pg_get_viewdef(c.oid)) as made,
    coalesce('security_barrier=true' = any (c.reloptions), false)
        and not coalesce('security_invoker=true' = any (c.reloptions), false) as barred,
    obj_description(c.oid, 'pg_class') as mark
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_roles r on r.oid = c.relowner
where r.rolname = %(keeper)s and c.relkind = 'v'
order by 1, 2;

-- name: masks
-- Says what the server made of the function that shows parts of values.
select md5(pg_get_functiondef(p.oid)) as made, obj_description(p.oid, 'pg_proc') as mark,
    p.prosecdef as definer
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
join pg_roles r on r.oid = p.proowner
where r.rolname = %(keeper)s and n.nspname = %(keeper)s and p.proname = 'shown';

-- name: policies
-- Lists the row policies of our making on the tables, with what the server made of each, and their marks.
select n.nspname::text as schema, c.relname::text as name, p.polname::text as policy,
    not p.polpermissive as narrows, p.polcmd::text as command, c.relrowsecurity as limited,
    array(select r.rolname::text from pg_roles r where r.oid = any (p.polroles)) as roles,
    md5(coalesce(pg_get_expr(p.polqual, p.polrelid), '')) as made,
    obj_description(p.oid, 'pg_policy') as mark
from pg_policy p join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where p.polname = %(open)s or p.polname = any (%(roles)s::text[])
order by 1, 2, 3;

-- name: readable_views
-- Names views over the tables, not of our making, that everybody or one of the roles may read.
select distinct v.oid::regclass::text as place
from unnest(%(schemas)s::text[], %(names)s::text[]) as t (schema, name)
join pg_namespace n on n.nspname = t.schema
join pg_class c on c.relnamespace = n.oid and c.relname = t.name
join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
    and d.classid = 'pg_rewrite'::regclass
join pg_rewrite w on w.oid = d.objid
join pg_class v on v.oid = w.ev_class and v.oid <> c.oid and v.relkind in ('v', 'm')
join pg_roles o on o.oid = v.relowner
where o.rolname <> %(keeper)s and exists (
    select from aclexplode(v.relacl) x left join pg_roles r on r.oid = x.grantee
    where (x.grantee = 0 or r.rolname = any (%(roles)s::text[])) and x.privilege_type = 'SELECT'
    union all
    select from pg_attribute a cross join lateral aclexplode(a.attacl) x
    left join pg_roles r on r.oid = x.grantee
    where a.attrelid = v.oid and (x.grantee = 0 or r.rolname = any (%(roles)s::text[]))
        and x.privilege_type = 'SELECT')
order by 1;

-- name: definer_functions
-- Names functions that run with the rights of who may read the tables, and that everybody or one of the roles may call.
select distinct p.oid::regprocedure::text as place
from unnest(%(schemas)s::text[], %(names)s::text[]) as t (schema, name)
join pg_namespace n on n.nspname = t.schema
join pg_class c on c.relnamespace = n.oid and c.relname = t.name
join pg_proc p on p.prosecdef and has_any_column_privilege(p.proowner, c.oid, 'select')
join pg_namespace f on f.oid = p.pronamespace and f.nspname not in ('pg_catalog', 'information_schema')
join pg_roles o on o.oid = p.proowner
where o.rolname <> %(keeper)s and (p.proacl is null or exists (
    select from aclexplode(p.proacl) x left join pg_roles r on r.oid = x.grantee
    where x.grantee = 0 or r.rolname = any (%(roles)s::text[])))
order by 1;

-- name: open_parts
-- Names partitions and heirs of the tables that everybody or one of the roles may read by themselves.
with recursive part as (
    select c.oid from unnest(%(schemas)s::text[], %(names)s::text[]) as t (schema, name)
    join pg_namespace n on n.nspname = t.schema
    join pg_class c on c.relnamespace = n.oid and c.relname = t.name
    union
    select i.inhrelid from pg_inherits i join part on part.oid = i.inhparent
)
select c.oid::regclass::text as place from part join pg_class c on c.oid = part.oid
where exists (select from pg_inherits i where i.inhrelid = c.oid) and exists (
    select from aclexplode(c.relacl) x left join pg_roles r on r.oid = x.grantee
    where (x.grantee = 0 or r.rolname = any (%(roles)s::text[])) and x.privilege_type = 'SELECT')
order by 1;

-- name: around
-- Names the logins that can read the tables whole, and whether each of them also holds a role of ours.
select r.rolname::text as login, exists (
        select from pg_roles o where o.rolname = any (%(roles)s::text[])
            and pg_has_role(r.oid, o.oid, 'member')) as holds
from pg_roles r
where r.rolcanlogin and not r.rolsuper and r.rolname <> current_user and exists (
    select from unnest(%(schemas)s::text[], %(names)s::text[]) as t (schema, name)
    join pg_namespace n on n.nspname = t.schema
    join pg_class c on c.relnamespace = n.oid and c.relname = t.name
    where has_table_privilege(r.oid, c.oid, 'select') or pg_has_role(r.oid, c.relowner, 'member'))
order by 1;

-- name: several
-- Names the logins that hold more than one role of a purpose: they join what each may read.
select r.rolname::text as login from pg_roles r
where r.rolcanlogin and not r.rolsuper and r.rolname <> current_user and (
    select count(*) from pg_roles o where o.rolname = any (%(purposes)s::text[])
        and pg_has_role(r.oid, o.oid, 'member')) > 1
order by 1;
