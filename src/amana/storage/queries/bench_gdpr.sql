-- name: bare_tables
-- Makes the plain tables of the floor: the columns and indexes that the sealed records have, and nothing else.
create table record (
    id uuid primary key default gen_random_uuid(),
    key text not null unique,
    person text not null,
    type text not null,
    data text not null,
    occasion text not null,
    source text not null,
    automated boolean not null,
    expires_at timestamptz not null,
    at timestamptz not null default now()
);
create index record_person on record (person, id);
create index record_expires on record (expires_at);
create table record_purpose (
    purpose text not null, record uuid not null references record on delete cascade,
    objected boolean not null,
    primary key (purpose, record)
);
create index record_purpose_record on record_purpose (record);
create table record_recipient (
    recipient text not null, record uuid not null references record on delete cascade,
    primary key (recipient, record)
);
create index record_recipient_record on record_recipient (record);
create table log (
    id bigint generated always as identity primary key, act text not null, outcome text not null,
    policy_version integer not null, at timestamptz not null default now()
);
create index log_latest on log (at desc, id desc);
insert into log (act, outcome, policy_version) select 'use', 'done', 1 from generate_series(1, 10000);

-- name: bare_load
-- Puts many records with their purposes and recipients.
with given as (
    select gen_random_uuid() as id, g.* from unnest(
        %(keys)s::text[], %(persons)s::text[], %(types)s::text[], %(data)s::text[],
        %(occasions)s::text[], %(sources)s::text[], %(automated)s::boolean[],
        %(expires)s::timestamptz[], %(lists)s::jsonb[]
    ) as g (key, person, type, data, occasion, source, automated, expires_at, lists)
), put as (
    insert into record (id, key, person, type, data, occasion, source, automated, expires_at)
    select id, key, person, type, data, occasion, source, automated, expires_at from given
), purposes as (
    insert into record_purpose (purpose, record, objected)
    select p.key, id, p.value::boolean from given cross join jsonb_each_text(lists -> 'purposes') p
)
insert into record_recipient (recipient, record)
select r, id from given cross join jsonb_array_elements_text(lists -> 'recipients') r;

-- name: bare_create
-- Puts one record with its purposes and recipients.
with put as (
    insert into record (key, person, type, data, occasion, source, automated, expires_at)
    values (%(key)s, %(person)s, %(type)s, %(data)s, %(occasion)s, %(source)s, %(automated)s,
        %(expires_at)s)
    returning id
), purposes as (
    insert into record_purpose (purpose, record, objected)
    select p.purpose, id, p.objected from put
    cross join unnest(%(purposes)s::text[], %(objected)s::boolean[]) as p (purpose, objected)
), recipients as (
    insert into record_recipient (recipient, record)
    select r, id from put cross join unnest(%(recipients)s::text[]) as r
)
select 1 from put;

-- name: bare_delete_key
-- Deletes one record.
delete from record where key = %(name)s;

-- name: bare_delete_user
-- Deletes a user's records.
delete from record where person = %(name)s;

-- name: bare_delete_purpose
-- Deletes a campaign's records.
delete from record r using record_purpose p where p.purpose = %(name)s and r.id = p.record;

-- name: bare_delete_expiry
-- Deletes what is past its time.
delete from record where expires_at <= now();

-- name: bare_update_key
-- Changes metadata of one record.
update record set expires_at = coalesce(%(expires_at)s, expires_at),
    automated = coalesce(%(decision)s, automated)
where key = %(name)s;

-- name: bare_update_user
-- Changes metadata of a user's records.
update record set expires_at = coalesce(%(expires_at)s, expires_at),
    automated = coalesce(%(decision)s, automated)
where person = %(name)s;

-- name: bare_update_purpose
-- Changes metadata of a campaign's records.
update record r set expires_at = coalesce(%(expires_at)s, r.expires_at),
    automated = coalesce(%(decision)s, r.automated)
from record_purpose p where p.purpose = %(name)s and r.id = p.record;

-- name: bare_update_recipient
-- Changes metadata of those of a campaign's records that a recipient gets.
update record r set expires_at = coalesce(%(expires_at)s, r.expires_at),
    automated = coalesce(%(decision)s, r.automated)
from record_purpose p join record_recipient s on s.record = p.record
where p.purpose = %(name)s and s.recipient = %(recipient)s and r.id = p.record;

-- name: bare_share_user
-- Adds a recipient to a user's records.
insert into record_recipient (recipient, record)
select %(added)s, id from record where person = %(name)s on conflict do nothing;

-- name: bare_share_purpose
-- Adds a recipient to a campaign's records.
insert into record_recipient (recipient, record)
select %(added)s, record from record_purpose where purpose = %(name)s on conflict do nothing;

-- name: bare_share_recipient
-- Adds a recipient to those of a campaign's records that another one gets.
insert into record_recipient (recipient, record)
select %(added)s, p.record from record_purpose p join record_recipient s on s.record = p.record
where p.purpose = %(name)s and s.recipient = %(recipient)s on conflict do nothing;

-- name: bare_object
-- Notes an objection to the campaign of one record.
update record_purpose p set objected = true
from record r where r.key = %(name)s and p.record = r.id and starts_with(p.purpose, 'campaign_');

-- name: bare_correct
-- Puts other data in a record.
update record set data = %(data)s where key = %(key)s;

-- name: bare_data_key
-- Reads one record's data.
select key, data from record where key = %(name)s;

-- name: bare_data_user
-- Reads the data of a user's records.
select key, data from record where person = %(name)s;

-- name: bare_data_purpose
-- Reads the data of all records of a purpose.
select r.key, r.data from record_purpose p join record r on r.id = p.record
where p.purpose = %(name)s;

-- name: bare_data_objection
-- Reads the data of a campaign's records where nobody objected.
select r.key, r.data from record_purpose p join record r on r.id = p.record
where p.purpose = %(name)s and not p.objected;

-- name: bare_data_decision
-- Reads the data of those of a campaign's records that machines decide from alone.
select r.key, r.data from record_purpose p join record r on r.id = p.record
where p.purpose = %(name)s and not p.objected and r.automated;

-- name: bare_metadata_key
-- Reads what is known about one record.
select r.key, r.person, r.type, r.occasion, r.source, r.automated, r.expires_at,
    (select array_agg(p.purpose) from record_purpose p where p.record = r.id) as purposes,
    (select array_agg(p.purpose) from record_purpose p where p.record = r.id and p.objected) as objections,
    (select array_agg(s.recipient) from record_recipient s where s.record = r.id) as recipients
from record r where r.key = %(name)s;

-- name: bare_metadata_user
-- Reads what is known about a user's records.
select r.key, r.person, r.type, r.occasion, r.source, r.automated, r.expires_at,
    (select array_agg(p.purpose) from record_purpose p where p.record = r.id) as purposes,
    (select array_agg(p.purpose) from record_purpose p where p.record = r.id and p.objected) as objections,
    (select array_agg(s.recipient) from record_recipient s where s.record = r.id) as recipients
from record r where r.person = %(name)s;

-- name: bare_log
-- Reads the latest lines of a plain log that nobody writes.
select id, act, outcome, policy_version, at from log order by at desc, id desc limit %(lines)s;

-- name: bare_gone
-- Tells whether a record is gone.
select not exists (select from record where key = %(key)s) as gone;

-- name: size
-- Returns the bytes of a database with its indexes.
select pg_database_size(current_database()) as bytes;

-- name: setting
-- Returns what a setting of the server is.
select current_setting(%(name)s) as value;

-- name: settle
-- Gathers statistics and cleans up, so that each run begins alike.
vacuum (analyze);

-- name: sealed_load
-- Puts many sealed records with their purposes and recipients, and notes the persons.
with people as (
    insert into person (service, person_key)
    select %(service)s, person from (select distinct unnest(%(persons)s::bytea[]) as person) one
    order by person
    on conflict (service, person_key) do nothing
), put as (
    insert into record (service, id, look, person_key, type, version, sealed, policy_version,
        occasion, origin, source, automated, expires_at, entry, terms)
    select %(service)s, g.id, g.look, g.person, g.type, 1, g.sealed, 1, g.occasion, 'third-party',
        g.source, g.automated, g.expires_at, %(entry)s, g.terms
    from unnest(%(ids)s::uuid[], %(looks)s::bytea[], %(persons)s::bytea[], %(sealed)s::bytea[],
        %(types)s::text[], %(occasions)s::text[], %(sources)s::text[], %(automated)s::boolean[],
        %(expires)s::timestamptz[], %(terms)s::bytea[])
        as g (id, look, person, sealed, type, occasion, source, automated, expires_at, terms)
), purposes as (
    insert into record_purpose (service, purpose, record, objected)
    select %(service)s, f.purpose, f.record, f.objected
    from unnest(%(purpose_records)s::uuid[], %(purposes)s::text[], %(objected)s::boolean[])
        as f (record, purpose, objected)
)
insert into record_recipient (service, recipient, record)
select %(service)s, f.recipient, f.record
from unnest(%(recipient_records)s::uuid[], %(recipients)s::text[]) as f (record, recipient);
