-- name: for_purpose
-- Reads all records that may be used for a purpose: in their time, not objected to, of nobody who was erased.
select r.id, r.person_key, r.type, r.version, r.sealed, r.policy_version, r.occasion, r.origin,
    r.source, h.number
from record_purpose p
join record r on r.service = p.service and r.id = p.record
join person h on h.service = r.service and h.person_key = r.person_key
where p.service = %(service)s and p.purpose = %(purpose)s and not p.objected
    and h.erased_at is null and (r.expires_at is null or r.expires_at > transaction_timestamp())
    and (%(automated)s::boolean is null or r.automated = %(automated)s::boolean);

-- name: delete_purpose
-- Deletes all records that are kept for a purpose, and says whose they were.
with gone as (
    delete from record r using record_purpose p
    where p.service = %(service)s and p.purpose = %(purpose)s
        and r.service = p.service and r.id = p.record
    returning r.person_key
)
select count(*) as count, array_agg(distinct h.number::integer) filter (where h.number is not null) as persons
from gone left join person h on h.service = %(service)s and h.person_key = gone.person_key;

-- name: delete_expired
-- Deletes records that are past their time, and says whose they were.
with gone as (
    delete from record
    where service = %(service)s and expires_at <= transaction_timestamp()
    returning person_key
)
select count(*) as count, array_agg(distinct h.number::integer) filter (where h.number is not null) as persons
from gone left join person h on h.service = %(service)s and h.person_key = gone.person_key;

-- name: delete_one
-- Deletes a record by its key, and says whose it was.
delete from record where service = %(service)s and look = %(look)s returning person_key;

-- name: change_one
-- Changes what is known about one record in its time, unless its person was erased; says whose it is.
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
)
select person_key from named;

-- name: change_many
-- Changes what is known about records in their time: of a purpose, of persons, or of a purpose and a recipient; says whose they are.
with named as (
    select r.id, h.number
    from record r
    join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
    where r.service = %(service)s and (r.expires_at is null or r.expires_at > transaction_timestamp())
        and r.id = any (array(
            select p.record from record_purpose p
            where p.service = %(service)s and p.purpose = %(purpose)s
                and (%(recipient)s::text is null or exists (
                    select from record_recipient s where s.service = p.service
                        and s.record = p.record and s.recipient = %(recipient)s))
            union all
            select o.id from record o
            where o.service = %(service)s and o.person_key = any (%(person_keys)s::bytea[])
        ))
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
)
select count(*) as count, array_agg(distinct number::integer) filter (where number is not null) as persons
from named;

-- name: known
-- Reads what is known about records, without what they hold: by their key or by persons.
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
    and (r.look = %(look)s or r.person_key = any (%(person_keys)s::bytea[]));

-- name: gone
-- Tells whether there is no record of this key in its time.
select not exists (
    select from record where service = %(service)s and look = %(look)s
        and (expires_at is null or expires_at > transaction_timestamp())
) as gone;
