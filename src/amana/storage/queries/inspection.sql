-- name: settings
-- Reads settings of the server that keep data safe, or that would write values into its log.
select name, current_setting(name) as value
from unnest(%(names)s::text[]) as name where current_setting(name, true) is not null;

-- name: version
-- Reads the version of the server.
select current_setting('server_version_num')::integer as number;

-- name: tables
-- Lists the tables with their owner, and whether row policies are on and forced.
select c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as secured,
    c.relforcerowsecurity as forced
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'amana' and c.relkind in ('r', 'p') order by 1;

-- name: policies
-- Lists the row policies.
select tablename as table, policyname as policy from pg_policies where schemaname = 'amana' order by 1, 2;

-- name: logins
-- Lists Amana's roles that may do more than a role of Amana's should.
select rolname as name from pg_roles
where rolname like 'amana\_%%' and rolname <> 'amana_admin'
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
        or (rolcanlogin and rolname in ('amana_owner', 'amana_service')))
order by 1;

-- name: memberships
-- Lists the grants of one of Amana's login roles to another: by these one could act as the other.
-- Whoever set the installation up made these roles, and holds them by that: no program signs in so.
select pg_get_userbyid(m.member) as member, pg_get_userbyid(m.roleid) as role
from pg_auth_members m
join pg_roles r on r.oid = m.roleid join pg_roles w on w.oid = m.member
where w.rolname like 'amana\_%%' and w.rolname <> 'amana_admin'
    and not w.rolsuper and w.rolcanlogin
    and (r.rolname = 'amana_owner' or (r.rolname like 'amana\_%%' and r.rolcanlogin))
order by 1, 2;
