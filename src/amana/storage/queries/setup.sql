-- name: database_exists
-- Tells whether there is a database of this name.
select 1 from pg_database where datname = %(name)s;

-- name: create_database
-- Writes the statement: Makes the database; outside of any transaction.
select format('create database %%I template template0 encoding ''UTF8''', %(name)s::text) as statement;

-- name: who_am_i
-- Tells whether the role that sets up is a superuser, and whether it owns this database.
select rolsuper as superuser, pg_has_role(datdba, 'member') as owner
from pg_roles, pg_database where rolname = current_user and datname = current_database();

-- name: lock
-- Lets one program at a time set up this database, until its transaction ends.
select pg_advisory_xact_lock(7311150571100170);

-- name: hold
-- Lets one program at a time set up this database, until its connection ends.
select pg_advisory_lock(7311150571100170);

-- name: short_hold_waits
-- Waits for the lock of setting up for a moment only, until told otherwise.
set lock_timeout = '2s';

-- name: usual_waits
-- Waits for locks as long as the connection's options say.
reset lock_timeout;

-- name: holders
-- Names the connections that hold the lock of setting up, the logins of services first.
select l.pid, coalesce(a.usename::text, '?') as role, starts_with(a.usename::text, 'amana_s_') as service
from pg_locks l left join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid <> pg_backend_pid()
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32) | l.objid::bigint = 7311150571100170
order by service desc nulls last, l.pid;

-- name: end_session
-- Ends a session of a service's login.
select pg_terminate_backend(pid) as ended from pg_stat_activity
where pid = %(pid)s and starts_with(usename::text, 'amana_s_');

-- name: role_exists
-- Tells whether there is a role of this name.
select 1 from pg_roles where rolname = %(role)s;

-- name: create_role
-- Writes the statement: Makes a role that cannot log in.
select format('create role %%I nologin noinherit', %(role)s::text) as statement;

-- name: create_login
-- Writes the statement: Makes a role that logs in by a password, of which the server only learns the verifier.
select format('create role %%I login inherit nosuperuser nocreatedb nocreaterole noreplication'
    ' nobypassrls connection limit 40 password %%L', %(role)s::text, %(verifier)s::text) as statement;

-- name: set_password
-- Writes the statement: Gives a role another password.
select format('alter role %%I connection limit 40 password %%L', %(role)s::text, %(verifier)s::text) as statement;

-- name: forget_settings
-- Writes the statement: Takes back what a role set for its own sessions to come, in every database.
select format('alter role %%I reset all', rolname) as statement from pg_roles
where rolname = %(role)s and rolconfig is not null;

-- name: forget_settings_here
-- Writes the statement: Takes back what a role set for its own sessions to come in this database.
select format('alter role %%I in database %%I reset all', rolname, current_database()) as statement
from pg_roles r
where rolname = %(role)s and exists (
    select from pg_db_role_setting s, pg_database d
    where s.setrole = r.oid and s.setdatabase = d.oid and d.datname = current_database());

-- name: join_services
-- Writes the statement: Gives a service's role the grants of all services; it can inherit them, but not become it.
select format('grant amana_service to %%I with inherit true, set false', %(role)s::text) as statement;

-- name: join_services_15
-- Writes the statement: The same on PostgreSQL 15, which knows no more exact grant.
select format('grant amana_service to %%I', %(role)s::text) as statement;

-- name: join_owner
-- Writes the statement: Lets the role that sets up work as the owner, where it is not a superuser.
select format('grant amana_owner to %%I', %(role)s::text) as statement;

-- name: shut_database
-- Writes the statement: Takes from everybody what every role has by default.
select format('revoke all on database %%I from public', %(database)s::text) as statement;

-- name: let_connect
-- Writes the statement: Lets a role connect.
select format('grant connect on database %%I to %%I', %(database)s::text, %(role)s::text) as statement;

-- name: create_schema
-- Makes the schema in which all tables are.
create schema if not exists amana authorization amana_owner;

-- name: open_schema
-- Lets the roles look names up in the schema.
grant usage on schema amana to amana_service, amana_platform, amana_sequencer, amana_worker,
    amana_backup, amana_watch;

-- name: open_schema_of_keys
-- Lets the role of keys look names up in the schema.
grant usage on schema amana to amana_keys;

-- name: half_restored
-- Tells whether a restore has begun here and not ended.
select 1 from pg_namespace where nspname = 'amana_restoring';

-- name: become_owner
-- Works as the owner of the tables until the transaction ends.
set local role amana_owner;

-- name: create_journal
-- Makes the table that remembers the migrations.
create table if not exists amana.migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    ran_at timestamptz not null default transaction_timestamp(),
    phase text not null default 'before' check (phase in ('before', 'after'))
);
alter table amana.migration add column if not exists phase text not null default 'before'
    check (phase in ('before', 'after'));

-- name: open_to_backup
-- Writes the statements: Lets the role of backups read each table and sequence that it cannot read yet, with all its rows.
select format('grant select on amana.%%I to %%I', c.relname, %(role)s::text) as statement
from pg_class c
where c.relnamespace = 'amana'::regnamespace and c.relkind in ('r', 'p', 'S')
    and case c.relkind when 'S' then not has_sequence_privilege(%(role)s::text, c.oid, 'select')
        else not has_table_privilege(%(role)s::text, c.oid, 'select') end
union all
select format('create policy backup on amana.%%I for select to %%I using (true)', c.relname, %(role)s::text)
from pg_class c
where c.relnamespace = 'amana'::regnamespace and c.relrowsecurity
    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup');

-- name: journal_exists
-- Tells whether any migration was remembered here.
select 1 from pg_tables where schemaname = 'amana' and tablename = 'migration';

-- name: journal
-- Lists the migrations that ran, each with its phase.
select number, name, checksum, coalesce(to_jsonb(m) ->> 'phase', 'before') as phase
from amana.migration m order by number;

-- name: remember
-- Remembers a migration.
insert into amana.migration (number, name, checksum, phase)
values (%(number)s, %(name)s, %(checksum)s, %(phase)s);

-- name: add_service
-- Adds a service.
insert into amana.service (slug) values (%(service)s);

-- name: services
-- Lists the services.
select slug from amana.service order by slug;

-- name: become_oneself
-- Ends the work as the owner.
reset role;

-- name: short_waits
-- Waits for locks for a moment only, until the transaction ends.
set local lock_timeout = '50ms';

-- name: short_migration_waits
-- Waits for a table's lock for two seconds only: whoever writes there waits behind a migration.
set local lock_timeout = '2s';

-- name: write_forgetting
-- Writes the functions that forget a person anew, for the tables about persons that there are now.
do $$ begin
    if to_regprocedure('amana.write_forgetting()') is not null then
        perform amana.write_forgetting();
    end if;
end $$;

-- name: work_as_owner
-- Works as the owner of the tables until told otherwise, and waits for readers as long as it takes.
set role amana_owner;
set lock_timeout = 0;

-- name: half_built
-- Writes the statements: Drops indexes that an interrupted concurrent build left behind.
select format('drop index concurrently amana.%I', c.relname) as statement
from pg_index i join pg_class c on c.oid = i.indexrelid
where c.relnamespace = 'amana'::regnamespace and not i.indisvalid;

-- name: older_programs
-- Counts the connections of programs that do not know the migration: each says its release. A service's login may say what it likes, and is not asked.
select count(*) as programs from pg_stat_activity
where datname = current_database() and application_name ~ '^amana/[0-9]{1,9}$'
    and not starts_with(usename::text, 'amana_s_')
    and substr(application_name, 7)::integer < %(number)s;

-- name: installation
-- Reads what the root key of this installation wrapped.
select id, key_check, made_at from amana.installation;

-- name: keep_installation
-- Remembers which root key this database belongs to.
insert into amana.installation (id, key_check) values (%(id)s, %(key_check)s)
on conflict (one) do update set key_check = excluded.key_check;

-- name: backend
-- Names the server's process of this connection.
select pg_backend_pid() as pid;

-- name: shut_public
-- Writes the statement: Takes the schema public from everybody, where it is still open and ours to shut.
select 'revoke all on schema public from public' as statement
from pg_namespace n
where n.nspname = 'public' and pg_has_role(n.nspowner, 'member')
    and exists (select from aclexplode(n.nspacl) a where a.grantee = 0);

-- name: shut_functions
-- Writes the statements: Takes from everybody the functions of advisory locks and of large objects, where they are still open; a superuser's to do.
select 'revoke execute on function ' || p.oid::regprocedure || ' from public' as statement
from pg_proc p, pg_roles r
where r.rolname = current_user and r.rolsuper and p.pronamespace = 'pg_catalog'::regnamespace
    and p.proname ~ '^(pg_(try_)?advisory_|lo_|lo(read|write)$|pg_notify$)'
    and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0));

-- name: let_lock
-- Writes the statements: Lets a role take advisory locks, where it cannot.
select 'grant execute on function ' || p.oid::regprocedure || format(' to %%I', %(role)s::text) as statement
from pg_proc p, pg_roles r
where r.rolname = current_user and r.rolsuper and p.pronamespace = 'pg_catalog'::regnamespace
    and p.proname ~ '^pg_(try_)?advisory_'
    and not has_function_privilege(%(role)s::text, p.oid, 'execute');

-- name: shut_other_databases
-- Writes the statements: Lets nobody connect to the databases that a server begins with, where one still can.
select format('revoke all on database %%I from public', datname) as statement
from pg_database
where datname in ('postgres', 'template1')
    and (datacl is null or exists (select from aclexplode(datacl) a where a.grantee = 0));

-- name: end_long_work
-- Ends the sessions of services whose transaction has written and is older than allowed; gives their roles.
select usename::text as role, pg_terminate_backend(pid) as ended from pg_stat_activity
where datname = current_database() and starts_with(usename::text, 'amana_s_') and backend_xid is not null
    and xact_start < clock_timestamp() - %(longest)s::interval;

-- name: end_table_locks
-- Ends the sessions of services that lock a whole table, which nothing of ours does; gives their roles.
select a.usename::text as role, pg_terminate_backend(a.pid) as ended from pg_stat_activity a
where a.datname = current_database() and starts_with(a.usename::text, 'amana_s_') and exists (
    select from pg_locks l where l.pid = a.pid and l.locktype = 'relation' and l.granted
        and l.mode not in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock'));
