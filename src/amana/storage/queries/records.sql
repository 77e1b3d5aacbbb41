-- name: put
-- Adds a record with its purposes and recipients, unless its key is taken or the person was erased.
with alive as (
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    for share
), made as (
    insert into record (service, id, look, person_key, type, version, sealed, policy_version,
        occasion, origin, source, imported, automated, expires_at, entry, terms)
    select %(service)s, %(id)s, %(look)s, %(person_key)s, %(type)s, 1, %(sealed)s,
        %(policy_version)s, %(occasion)s, %(origin)s, %(source)s, %(imported)s, %(automated)s,
        %(expires_at)s, %(entry)s, %(terms)s
    from alive
    on conflict (service, look) do nothing
    returning id
), purposes as (
    insert into record_purpose (service, purpose, record)
    select %(service)s, purpose, id from made cross join unnest(%(purposes)s::text[]) as purpose
), recipients as (
    insert into record_recipient (service, recipient, record)
    select %(service)s, recipient, id
    from made cross join unnest(%(recipients)s::text[]) as recipient
)
select exists (select from alive) as alive, exists (select from made) as made,
    false as barred, false as taken;

-- name: put_noted
-- Adds a record as put does, with the entry that says so; without the record, and where an address stays out, there is no entry.
-- What was taken off the list again counts here too: whoever looks closer knows.
with barred as (
    select 1 from unnest(%(kinds)s::text[], %(looks)b::bytea[]) as came (kind, look)
    join suppressed s on s.service = %(service)s and s.kind = came.kind and s.look = came.look
), alive as (
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s::bytea and erased_at is null
    for share
), met as (
    -- Who is not in the table cannot be locked: of two who bring them at once the other waits here.
    insert into person (service, person_key)
    select %(service)s, %(person_key)s::bytea
    where %(meets)s and not exists (select from alive) and not exists (select from barred)
        and not exists (select from record where service = %(service)s and look = %(look)s)
    on conflict (service, person_key) do nothing
    returning 1
), here as (
    select from alive union all select from met
), made as (
    insert into record (service, id, look, person_key, type, version, sealed, policy_version,
        occasion, origin, source, imported, automated, expires_at, entry, terms)
    select %(service)s, %(id)s, %(look)s, %(person_key)s, %(type)s, 1, %(sealed)s,
        %(policy_version)s, %(occasion)s, %(origin)s, %(source)s, %(imported)s, %(automated)s,
        %(expires_at)s, %(entry)s, %(terms)s
    from here where not exists (select from barred)
    on conflict (service, look) do nothing
    returning id
), purposes as (
    insert into record_purpose (service, purpose, record)
    select %(service)s, purpose, id from made cross join unnest(%(purposes)s::text[]) as purpose
), recipients as (
    insert into record_recipient (service, recipient, record)
    select %(service)s, recipient, id
    from made cross join unnest(%(recipients)s::text[]) as recipient
), leaf as (
    insert into entry (service, id, header, commitment)
    select %(service)s, %(entry)s, %(header)s, %(commitment)s from made
), body as (
    insert into entry_body (service, entry, sealed)
    select %(service)s, %(entry)s, %(sealed_body)s from made
), about as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, %(about)s, %(entry)s from made
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(entry_version)s
    from made cross join unnest(%(promises)s::text[]) as promise
)
select exists (select from here) as alive, exists (select from made) as made,
    exists (select from barred) as barred,
    not exists (select from made) and exists (
        select from record where service = %(service)s and look = %(look)s
            and (expires_at is null or expires_at > transaction_timestamp())
    ) as taken;

-- name: drop_expired
-- Deletes the record of this key if its time is over.
delete from record
where service = %(service)s and look = %(look)s and expires_at <= transaction_timestamp();

-- name: by_id
-- Reads a record by its id, as if it were not there once its time is over; of a person who was erased, only that.
select h.erased_at is not null as erased, r.id, r.person_key, r.type, r.version,
    case when h.erased_at is null then r.sealed end as sealed,
    r.policy_version, r.occasion, r.origin, r.source, r.imported, r.automated, r.expires_at, r.at,
    r.entry, r.terms,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id order by p.purpose) as purposes,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id and p.objected
          order by p.purpose) as objected,
    array(select c.recipient from record_recipient c
          where c.service = r.service and c.record = r.id order by c.recipient) as recipients
from record r
left join person h on h.service = r.service and h.person_key = r.person_key
where r.service = %(service)s and r.id = %(id)s
    and (r.expires_at is null or r.expires_at > transaction_timestamp());

-- name: by_look
-- Reads a record by its key; the same as by_id.
select h.erased_at is not null as erased, r.id, r.person_key, r.type, r.version,
    case when h.erased_at is null then r.sealed end as sealed,
    r.policy_version, r.occasion, r.origin, r.source, r.imported, r.automated, r.expires_at, r.at,
    r.entry, r.terms,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id order by p.purpose) as purposes,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id and p.objected
          order by p.purpose) as objected,
    array(select c.recipient from record_recipient c
          where c.service = r.service and c.record = r.id order by c.recipient) as recipients
from record r
left join person h on h.service = r.service and h.person_key = r.person_key
where r.service = %(service)s and r.look = %(look)s
    and (r.expires_at is null or r.expires_at > transaction_timestamp());

-- name: page
-- Reads the records of some persons in the order of their ids, after one of them; of one who was erased, only that.
select h.erased_at is not null as erased, r.id, r.person_key, r.type, r.version, r.sealed,
    r.policy_version, r.occasion, r.origin, r.source, r.imported, r.automated, r.expires_at, r.at,
    r.entry, r.terms,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id order by p.purpose) as purposes,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id and p.objected
          order by p.purpose) as objected,
    array(select c.recipient from record_recipient c
          where c.service = r.service and c.record = r.id order by c.recipient) as recipients
from unnest(%(person_keys)s::bytea[]) as asked (person_key)
left join person h on h.service = %(service)s and h.person_key = asked.person_key
left join lateral (
    select * from record f
    where f.service = %(service)s and f.person_key = asked.person_key and h.erased_at is null
        and (f.expires_at is null or f.expires_at > transaction_timestamp())
        and (%(after)s::uuid is null or f.id > %(after)s::uuid)
    order by f.id limit %(limit)s
) r on true
order by erased desc, r.id limit %(limit)s;

-- name: count
-- Counts the records of some persons that are there.
select count(*) as count from record r
where r.service = %(service)s and r.person_key = any(%(person_keys)s::bytea[])
    and (r.expires_at is null or r.expires_at > transaction_timestamp());

-- name: past
-- Reads what some records were before their corrections, oldest first.
select record, version, sealed, policy_version, occasion, origin, source, imported, at, entry
from record_past where service = %(service)s and record = any (%(records)s::uuid[])
order by record, version;

-- name: every_version
-- Reads all versions of some persons' records, also of those past their time, in the order of the records' ids, after one of them.
select r.id, r.person_key, r.type, v.*
from (
    select f.* from record f
    where f.service = %(service)s and f.person_key = any (%(person_keys)s::bytea[])
        and (%(after)s::uuid is null or f.id > %(after)s::uuid)
    order by f.id limit %(limit)s
) r cross join lateral (
    select r.version, r.sealed, r.policy_version, r.occasion, r.origin, r.source, r.imported, r.entry
    union all
    select p.version, p.sealed, p.policy_version, p.occasion, p.origin, p.source, p.imported, p.entry
    from record_past p
    where p.service = %(service)s and p.record = r.id
) v
order by r.id, v.version;

-- name: correct
-- Puts a new version in place of the one that was seen, which a trigger keeps, with the entry that says so; nothing where another was there first or somebody of the person's ids was erased.
with alive as (
    select 1 from person
    where service = %(service)s and person_key = %(about)s and erased_at is null
    for share
), held as (
    select r.* from record r
    join person h on h.service = r.service and h.person_key = r.person_key
    where r.service = %(service)s and r.id = %(id)s and r.version = %(seen)s
        and h.erased_at is null and (r.expires_at is null or r.expires_at > transaction_timestamp())
        and exists (select from alive)
    for update of r for share of h
), leaf as (
    insert into entry (service, id, header, commitment)
    select %(service)s, %(entry)s, %(header)s, %(commitment)s from held
), body as (
    insert into entry_body (service, entry, sealed)
    select %(service)s, %(entry)s, %(sealed_body)s from held
), about as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, %(about)s, %(entry)s from held
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(entry_version)s
    from held cross join unnest(%(promises)s::text[]) as promise
)
update record r set version = held.version + 1, sealed = %(sealed)s,
    policy_version = %(policy_version)s, occasion = %(occasion)s, origin = %(origin)s,
    source = %(source)s, imported = false, entry = %(entry)s,
    terms = case when %(bound)s then r.terms
        else terms_of(%(terms_key)s, r.id, r.expires_at, r.automated) end
from held where r.service = held.service and r.id = held.id;

-- name: told
-- Lists the events that were told about some persons and when each was told last.
select event, max(at) as at from event
where service = %(service)s and person_key = any (%(person_keys)s::bytea[]) group by event;

-- name: tell
-- Notes an event of a person, or of one record of theirs, unless they were erased.
with alive as (
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    for share
)
insert into event (service, person_key, event, id, entry, record)
select %(service)s, %(person_key)s, %(event)s, %(id)s, %(entry)s, %(record)s from alive;

-- name: lock_maps
-- Lets one map of this service at a time be applied.
insert into turn (service, name) values (%(service)s, 'map')
on conflict (service, name) do update set name = excluded.name;

-- name: apply_map
-- Adds the next version of the map.
insert into record_map (service, number, source, policy_version, entry)
select %(service)s, 1 + coalesce(max(number), 0), %(source)s, %(policy_version)s, %(entry)s
from record_map where service = %(service)s
returning number, applied_at;

-- name: map
-- Reads one version of the map.
select number, source, policy_version, applied_at from record_map
where service = %(service)s and number = %(number)s;
