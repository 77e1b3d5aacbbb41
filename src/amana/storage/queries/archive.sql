-- name: instant
-- Says when the snapshot is, by the database's clock.
select transaction_timestamp() as now;

-- name: tables
-- Lists the tables with the columns that hold values of their own, in their order.
select c.relname as name,
    array_agg(a.attname::text order by a.attnum) as columns
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'amana'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
    and c.relpersistence = 'p' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
group by c.relname order by c.relname;

-- name: references
-- Lists which table refers to which other.
select distinct f.relname as name, t.relname as refers_to
from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
where k.contype = 'f' and k.connamespace = 'amana'::regnamespace and f.oid <> t.oid;

-- name: sequences
-- Lists the sequences that have given a number, with the last.
select sequencename as name, last_value from pg_sequences
where schemaname = 'amana' and last_value is not null order by sequencename;

-- name: copy_out
-- Writes the statement: Gives all rows of a table as text.
select 'copy amana.' || quote_ident(%(table)s::text) || ' ('
    || string_agg(quote_ident(name), ', ' order by at) || ') to stdout' as statement
from unnest(%(columns)s::text[]) with ordinality as c (name, at);

-- name: copy_in
-- Writes the statement: Takes rows of a table as text.
select 'copy amana.' || quote_ident(%(table)s::text) || ' ('
    || string_agg(quote_ident(name), ', ' order by at) || ') from stdin' as statement
from unnest(%(columns)s::text[]) with ordinality as c (name, at);

-- name: heads
-- Says where the ledger of each service stands.
select service, origin, size, encode(root, 'hex') as root from ledger order by service;

-- name: has_ledger
-- Tells whether this database holds the ledgers' tables.
select to_regclass('amana.ledger') is not null as found;

-- name: laid_bare
-- Writes the statements: Lets the owner alone, until the transaction ends, put rows back as they were.
select format(line, relname) as statement
from pg_class, unnest(array['alter table amana.%%I no force row level security',
                            'alter table amana.%%I disable trigger user']) as line
where relnamespace = 'amana'::regnamespace and relkind = 'r'
    and (relrowsecurity or relhastriggers);

-- name: guarded_again
-- Writes the statements: Sets the guards of the rows again.
select format(line, relname) as statement
from pg_class, unnest(array['alter table amana.%%I force row level security',
                            'alter table amana.%%I enable trigger user']) as line
where relnamespace = 'amana'::regnamespace and relkind = 'r'
    and (line like '%%trigger%%' and relhastriggers or line like '%%force%%' and relrowsecurity);

-- name: empty_tables
-- Writes the statement: Takes out what migrations put in; the rows of the backup hold it.
select 'truncate ' || string_agg(format('amana.%%I', relname), ', ') as statement
from pg_class
where relnamespace = 'amana'::regnamespace and relkind = 'r' and relname <> 'migration';

-- name: set_sequence
-- Lets a sequence go on where it was.
select setval(format('amana.%%I', %(name)s::text)::regclass, %(value)s);

-- name: move_aside
-- Writes the statement: Keeps the tables that were here under another name.
select format('alter schema amana rename to %%I', %(schema)s::text) as statement;

-- name: shut_aside
-- Writes the statements: Shuts what was kept aside to every login.
select format('revoke all on schema %%I from %%I', %(schema)s::text, r.rolname) as statement
from pg_roles r, pg_namespace n, aclexplode(n.nspacl) as a
where n.nspname = %(schema)s and a.grantee = r.oid and r.rolname <> 'amana_owner';

-- name: bare_aside
-- Writes the statements: Lets the owner compare who had access here.
select format('alter table %%I.%%I no force row level security', n.nspname, c.relname) as statement
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = %(schema)s and c.relname in ('api_key', 'member_role');

-- name: compares_roles
-- Tells whether roles of members are both in the backup and in what was here.
select to_regclass('amana.member_role') is not null
    and to_regclass(format('%%I.member_role', %(schema)s::text)) is not null as found;

-- name: revoke_again
-- Writes the statement: Revokes the API keys that were revoked since, and counts those made since.
select format($$
    with again as (
        update amana.api_key k set revoked_at = o.revoked_at from %%1$I.api_key o
        where o.hash = k.hash and o.revoked_at is not null and k.revoked_at is null returning 1
    )
    select (select count(*) from again) as revoked,
        (select count(*) from %%1$I.api_key o where o.revoked_at is null
         and not exists (select from amana.api_key k where k.hash = o.hash)) as gone
    $$, %(schema)s::text) as statement;

-- name: withdraw_again
-- Writes the statement: Withdraws the roles that were withdrawn or changed since.
select format($$
    with again as (
        delete from amana.member_role r where not exists (
            select from %%I.member_role o
            where o.service = r.service and o.member = r.member and o.role = r.role)
        returning 1
    )
    select count(*) as withdrawn from again
    $$, %(schema)s::text) as statement;

-- name: end_sessions
-- Ends every session.
update amana.member_session set ended_at = transaction_timestamp()
where ended_at is null and expires_at > transaction_timestamp();

-- name: drop_links
-- Takes every sign-in link away.
delete from amana.member_link;

-- name: drop_invitations
-- Takes every invitation away.
delete from amana.invitation;

-- name: drop_half
-- Drops the tables of a restore that did not end.
drop schema amana cascade;

-- name: anything_here
-- Tells whether tables of ours are here.
select to_regclass('amana.migration') is not null as found;

-- name: services_here
-- Counts the services that are here.
select count(*) as count from amana.service;

-- name: persons_here
-- Counts the persons whose keys are here.
select count(*) as count from amana.person_key;

-- name: mark_shut
-- Marks the database as one whose restore has begun: nothing is set up or served here.
create schema if not exists amana_restoring;

-- name: mark_loaded
-- Marks that the rows here are of a restore that has not ended.
create table amana_restoring.loaded ();

-- name: unmark_loaded
-- Takes the mark away: the rows are dropped.
drop table amana_restoring.loaded;

-- name: marks
-- Tells whether a restore has begun here, and whether its rows are in.
select to_regnamespace('amana_restoring') is not null as begun,
    to_regclass('amana_restoring.loaded') is not null as loaded;

-- name: unmark
-- Ends the restore.
drop schema if exists amana_restoring cascade;

-- name: logins
-- Lists the login roles of ours in this server.
select rolname as role from pg_roles
where rolcanlogin and (rolname in ('amana_platform', 'amana_sequencer', 'amana_backup', 'amana_keys')
    or starts_with(rolname, 'amana_s_')) order by rolname;

-- name: connected
-- Counts other sessions in this database.
select count(*) as count from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend';

-- name: rewind_versions
-- Lets no transaction of this server take a restored version of a policy for its own.
update amana.policy_version set xact = '0';

-- name: rewind_events
-- Writes what shows restored events to whoever asks for them, where the backup knows of events.
select $$update amana.event_out set xact = '1'$$ as statement
where to_regclass('amana.event_out') is not null;
