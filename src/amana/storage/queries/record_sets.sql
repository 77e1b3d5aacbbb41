-- name: for_purpose
-- Reads all records that may be used for a purpose: in their time, of nobody who objected, chose against it or was erased.
select r.id, r.person_key, r.type, r.version, r.sealed, r.policy_version, r.occasion, r.origin,
    r.source, h.number
from record_purpose p
join record r on r.service = p.service and r.id = p.record
join person h on h.service = r.service and h.person_key = r.person_key
where p.service = %(service)s and p.purpose = %(purpose)s and not p.objected
    and h.erased_at is null and (r.expires_at is null or r.expires_at > transaction_timestamp())
    and (%(automated)s::boolean is null or r.automated = %(automated)s::boolean)
    -- What any id of a person chose holds for all of them.
    and coalesce(h.joined_to, h.person_key) not in (
        select coalesce(m.joined_to, m.person_key)
        from choice c join person m on m.service = c.service and m.person_key = c.person_key
        where c.service = %(service)s and c.purpose = %(purpose)s
            and c.state in ('objected', 'opted_out')
    );

-- name: brought
-- Reads how the earlier versions of some records came in.
select record, version, policy_version, occasion, origin, source from record_past
where service = %(service)s and record = any(%(records)s::uuid[]);

-- name: delete_purpose
-- Deletes all records that are kept for a purpose, with the entry that says so and whose they were.
with gone as (
    delete from record r using record_purpose p
    where p.service = %(service)s and p.purpose = %(purpose)s
        and r.service = p.service and r.id = p.record
    returning r.person_key
), leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed) values (%(service)s, %(entry)s, %(sealed)s)
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from unnest(%(promises)s::text[]) as promise
), whose as (
    insert into entry_set (service, entry, persons, records)
    select %(service)s, %(entry)s,
        coalesce(array_agg(distinct h.number::integer) filter (where h.number is not null), '{}'),
        count(*)
    from gone g left join person h on h.service = %(service)s and h.person_key = g.person_key
)
select count(*) as count from gone;

-- name: delete_expired
-- Deletes records that are past their time, with the entry that says so and whose they were.
with gone as (
    delete from record
    where service = %(service)s and expires_at <= transaction_timestamp()
    returning person_key
), leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed) values (%(service)s, %(entry)s, %(sealed)s)
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from unnest(%(promises)s::text[]) as promise
), whose as (
    insert into entry_set (service, entry, persons, records)
    select %(service)s, %(entry)s,
        coalesce(array_agg(distinct h.number::integer) filter (where h.number is not null), '{}'),
        count(*)
    from gone g left join person h on h.service = %(service)s and h.person_key = g.person_key
)
select count(*) as count from gone;

-- name: delete_one
-- Deletes a record by its key, with the entry that says so and whose it was.
with gone as (
    delete from record where service = %(service)s and look = %(look)s returning person_key
), leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed) values (%(service)s, %(entry)s, %(sealed)s)
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from unnest(%(promises)s::text[]) as promise
), whose as (
    insert into entry_set (service, entry, persons, records)
    select %(service)s, %(entry)s,
        coalesce(array_agg(distinct h.number::integer) filter (where h.number is not null), '{}'),
        count(*)
    from gone g left join person h on h.service = %(service)s and h.person_key = g.person_key
)
select count(*) as count from gone;

-- name: change_one
-- Changes what is known about one record in its time, with the entry that says so and whose it is.
with named as (
    select r.id, r.person_key from record r
    where r.service = %(service)s and r.look = %(look)s
        and (r.expires_at is null or r.expires_at > transaction_timestamp())
), changed as (
    update record r set expires_at = coalesce(%(expires_at)s, r.expires_at),
        automated = coalesce(%(automated)s, r.automated)
    from named
    where r.service = %(service)s and r.id = named.id
        and (%(expires_at)s::timestamptz is not null or %(automated)s::boolean is not null)
), objected as (
    update record_purpose p set objected = true
    from named
    where p.service = %(service)s and p.record = named.id
        and p.purpose = any (%(objected)s::text[])
), shared as (
    insert into record_recipient (service, recipient, record)
    select %(service)s, given, named.id
    from named cross join unnest(%(recipients)s::text[]) as given
    on conflict do nothing
), leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed) values (%(service)s, %(entry)s, %(sealed)s)
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from unnest(%(promises)s::text[]) as promise
), whose as (
    insert into entry_set (service, entry, persons, records)
    select %(service)s, %(entry)s,
        coalesce(array_agg(distinct h.number::integer) filter (where h.number is not null), '{}'),
        count(*)
    from named g left join person h on h.service = %(service)s and h.person_key = g.person_key
)
select count(*) as count from named;

-- name: change_purpose
-- Changes what is known about a purpose's records in their time, with the entry that says so and whose they are.
with named as (
    select r.id, r.person_key
    from record r
    join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
    where r.service = %(service)s and (r.expires_at is null or r.expires_at > transaction_timestamp())
        and exists (
            select from record_purpose p
            where p.service = r.service and p.record = r.id and p.purpose = %(purpose)s
        )
), changed as (
    update record r set expires_at = coalesce(%(expires_at)s, r.expires_at),
        automated = coalesce(%(automated)s, r.automated)
    from named
    where r.service = %(service)s and r.id = named.id
        and (%(expires_at)s::timestamptz is not null or %(automated)s::boolean is not null)
), shared as (
    insert into record_recipient (service, recipient, record)
    select %(service)s, given, named.id
    from named cross join unnest(%(recipients)s::text[]) as given
    on conflict do nothing
), leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed) values (%(service)s, %(entry)s, %(sealed)s)
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from unnest(%(promises)s::text[]) as promise
), whose as (
    insert into entry_set (service, entry, persons, records)
    select %(service)s, %(entry)s,
        coalesce(array_agg(distinct h.number::integer) filter (where h.number is not null), '{}'),
        count(*)
    from named g left join person h on h.service = %(service)s and h.person_key = g.person_key
)
select count(*) as count from named;

-- name: change_recipient
-- Changes what is known about those of a purpose's records in their time that a recipient gets, with the entry.
with named as (
    select r.id, r.person_key
    from record r
    join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
    where r.service = %(service)s and (r.expires_at is null or r.expires_at > transaction_timestamp())
        and exists (
            select from record_purpose p
            where p.service = r.service and p.record = r.id and p.purpose = %(purpose)s
        )
        and exists (
            select from record_recipient s
            where s.service = r.service and s.record = r.id and s.recipient = %(recipient)s
        )
), changed as (
    update record r set expires_at = coalesce(%(expires_at)s, r.expires_at),
        automated = coalesce(%(automated)s, r.automated)
    from named
    where r.service = %(service)s and r.id = named.id
        and (%(expires_at)s::timestamptz is not null or %(automated)s::boolean is not null)
), shared as (
    insert into record_recipient (service, recipient, record)
    select %(service)s, given, named.id
    from named cross join unnest(%(recipients)s::text[]) as given
    on conflict do nothing
), leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed) values (%(service)s, %(entry)s, %(sealed)s)
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from unnest(%(promises)s::text[]) as promise
), whose as (
    insert into entry_set (service, entry, persons, records)
    select %(service)s, %(entry)s,
        coalesce(array_agg(distinct h.number::integer) filter (where h.number is not null), '{}'),
        count(*)
    from named g left join person h on h.service = %(service)s and h.person_key = g.person_key
)
select count(*) as count from named;

-- name: change_persons
-- Changes what is known about persons' records in their time, with the entry that says so and whose they are.
with named as (
    select r.id, r.person_key
    from record r
    join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
    where r.service = %(service)s and (r.expires_at is null or r.expires_at > transaction_timestamp())
        and r.person_key = any (%(person_keys)s::bytea[])
), changed as (
    update record r set expires_at = coalesce(%(expires_at)s, r.expires_at),
        automated = coalesce(%(automated)s, r.automated)
    from named
    where r.service = %(service)s and r.id = named.id
        and (%(expires_at)s::timestamptz is not null or %(automated)s::boolean is not null)
), shared as (
    insert into record_recipient (service, recipient, record)
    select %(service)s, given, named.id
    from named cross join unnest(%(recipients)s::text[]) as given
    on conflict do nothing
), leaf as (
    insert into entry (service, id, header, commitment)
    values (%(service)s, %(entry)s, %(header)s, %(commitment)s)
), body as (
    insert into entry_body (service, entry, sealed) values (%(service)s, %(entry)s, %(sealed)s)
), said as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from unnest(%(promises)s::text[]) as promise
), whose as (
    insert into entry_set (service, entry, persons, records)
    select %(service)s, %(entry)s,
        coalesce(array_agg(distinct h.number::integer) filter (where h.number is not null), '{}'),
        count(*)
    from named g left join person h on h.service = %(service)s and h.person_key = g.person_key
)
select count(*) as count from named;

-- name: known_by_look
-- Reads what is known about one record, without what it holds.
select r.id, r.person_key, r.sealed, r.version, r.type, r.occasion, r.origin, r.source, r.automated,
    r.expires_at, r.policy_version, r.at, h.number,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id) as purposes,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id and p.objected) as objected,
    array(select s.recipient from record_recipient s
          where s.service = r.service and s.record = r.id) as recipients
from record r
join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
where r.service = %(service)s and (r.expires_at is null or r.expires_at > transaction_timestamp())
    and r.look = %(look)s;

-- name: known_of_persons
-- Reads what is known about persons' records, without what they hold.
select r.id, r.person_key, r.sealed, r.version, r.type, r.occasion, r.origin, r.source, r.automated,
    r.expires_at, r.policy_version, r.at, h.number,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id) as purposes,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id and p.objected) as objected,
    array(select s.recipient from record_recipient s
          where s.service = r.service and s.record = r.id) as recipients
from record r
join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
where r.service = %(service)s and (r.expires_at is null or r.expires_at > transaction_timestamp())
    and r.person_key = any (%(person_keys)s::bytea[]);

-- name: gone
-- Tells whether there is no record of this key in its time.
select not exists (
    select from record where service = %(service)s and look = %(look)s
        and (expires_at is null or expires_at > transaction_timestamp())
) as gone;
