-- name: for_purpose
-- Reads all records that may be used for a purpose: in their time, of nobody who objected, chose against it or was erased.
select r.id, r.person_key, r.type, r.version, r.sealed, r.policy_version, r.occasion, r.origin,
    r.source, r.imported, r.entry, r.expires_at, r.automated, r.terms, h.number
from record_purpose p
-- One by one by their keys, in this order. While a young table has no statistics, the planner takes
-- every service to have one row, and a free choice of joins for as good as any: rows times rows.
cross join lateral (
    select * from record where service = %(service)s and id = p.record offset 0
) r
cross join lateral (
    select * from person where service = %(service)s and person_key = r.person_key offset 0
) h
where p.service = %(service)s and p.purpose = %(purpose)s and not p.objected
    and h.erased_at is null and (r.expires_at is null or r.expires_at > transaction_timestamp())
    and (%(automated)s::boolean is null or r.automated = %(automated)s::boolean)
    -- What any id of a person chose holds for all of them.
    and coalesce(h.joined_to, h.person_key) not in (
        select coalesce(m.joined_to, m.person_key)
        from choice c join person m on m.service = c.service and m.person_key = c.person_key
        where c.service = %(service)s and c.purpose = %(purpose)s
            and c.state in ('objected', 'opted_out')
        union all
        -- What is restricted serves nothing here: who agreed to something since is asked for alone.
        select restricted_roots(%(service)s)
        union all
        -- Whose browser asked for no sale and no sharing, and who did not agree to it since.
        select coalesce(m.joined_to, m.person_key)
        from signal g join person m on m.service = g.service and m.person_key = g.person_key
        where g.service = %(service)s and %(stopped)s::boolean and g.signal = 'gpc'
            and not exists (
                select from choice c
                join person o on o.service = c.service and o.person_key = c.person_key
                where c.service = g.service and c.purpose = %(purpose)s
                    and c.state in ('consented', 'opted_in') and c.at >= g.begun_at
                    and coalesce(o.joined_to, o.person_key) = coalesce(m.joined_to, m.person_key)
            )
    );

-- name: for_purpose_page
-- Reads some of the records that may be used for a purpose, in the order of their ids.
select r.id, r.person_key, r.type, r.version, r.sealed, r.policy_version, r.occasion, r.origin,
    r.source, r.imported, r.entry, r.expires_at, r.automated, r.terms, h.number
from record_purpose p
-- One by one by their keys, in this order. While a young table has no statistics, the planner takes
-- every service to have one row, and a free choice of joins for as good as any: rows times rows.
cross join lateral (
    select * from record where service = %(service)s and id = p.record offset 0
) r
cross join lateral (
    select *, coalesce(joined_to, person_key) as root from person
    where service = %(service)s and person_key = r.person_key
    offset 0
) h
where p.service = %(service)s and p.purpose = %(purpose)s and not p.objected
    and (%(after)s::uuid is null or p.record > %(after)s::uuid)
    and h.erased_at is null and (r.expires_at is null or r.expires_at > transaction_timestamp())
    and (%(automated)s::boolean is null or r.automated = %(automated)s::boolean)
    and h.root not in (select restricted_roots(%(service)s))
    -- Of the persons of one page only: the whole list of who objected would be read for each page.
    and not exists (
        select from (
            select h.root as person_key
            union all
            select person_key from person
            where service = %(service)s and joined_to = h.root
            offset 0
        ) m
        where exists (
            select from choice c
            where c.service = %(service)s and c.person_key = m.person_key
                and c.purpose = %(purpose)s and c.state in ('objected', 'opted_out')
        )
        -- Whose browser asked for no sale and no sharing, and who did not agree to it since.
        or %(stopped)s::boolean and exists (
            select from signal g
            where g.service = %(service)s and g.person_key = m.person_key and g.signal = 'gpc'
                and not exists (
                    select from (
                        select h.root as person_key
                        union all
                        select person_key from person
                        where service = %(service)s
                            and joined_to = h.root
                        offset 0
                    ) o
                    join choice c on c.service = %(service)s and c.person_key = o.person_key
                    where c.purpose = %(purpose)s
                        and c.state in ('consented', 'opted_in') and c.at >= g.begun_at
                )
        )
    )
order by p.record limit %(limit)s;

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
        automated = coalesce(%(automated)s, r.automated),
        -- What was no mark of ours before does not become one.
        terms = case when r.terms = terms_of(%(terms_key)s, r.id, r.expires_at, r.automated)
            then terms_of(%(terms_key)s, r.id, coalesce(%(expires_at)s, r.expires_at),
                coalesce(%(automated)s, r.automated))
            else r.terms end
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
        automated = coalesce(%(automated)s, r.automated),
        -- What was no mark of ours before does not become one.
        terms = case when r.terms = terms_of(%(terms_key)s, r.id, r.expires_at, r.automated)
            then terms_of(%(terms_key)s, r.id, coalesce(%(expires_at)s, r.expires_at),
                coalesce(%(automated)s, r.automated))
            else r.terms end
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
        automated = coalesce(%(automated)s, r.automated),
        -- What was no mark of ours before does not become one.
        terms = case when r.terms = terms_of(%(terms_key)s, r.id, r.expires_at, r.automated)
            then terms_of(%(terms_key)s, r.id, coalesce(%(expires_at)s, r.expires_at),
                coalesce(%(automated)s, r.automated))
            else r.terms end
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
        automated = coalesce(%(automated)s, r.automated),
        -- What was no mark of ours before does not become one.
        terms = case when r.terms = terms_of(%(terms_key)s, r.id, r.expires_at, r.automated)
            then terms_of(%(terms_key)s, r.id, coalesce(%(expires_at)s, r.expires_at),
                coalesce(%(automated)s, r.automated))
            else r.terms end
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
select r.id, r.person_key, r.sealed, r.version, r.type, r.occasion, r.origin, r.source, r.imported, r.automated,
    r.expires_at, r.policy_version, r.at, r.entry, r.terms, h.number,
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
select r.id, r.person_key, r.sealed, r.version, r.type, r.occasion, r.origin, r.source, r.imported, r.automated,
    r.expires_at, r.policy_version, r.at, r.entry, r.terms, h.number,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id) as purposes,
    array(select p.purpose from record_purpose p
          where p.service = r.service and p.record = r.id and p.objected) as objected,
    array(select s.recipient from record_recipient s
          where s.service = r.service and s.record = r.id) as recipients
from record r
join person h on h.service = r.service and h.person_key = r.person_key and h.erased_at is null
where r.service = %(service)s and (r.expires_at is null or r.expires_at > transaction_timestamp())
    and r.person_key = any (%(person_keys)s::bytea[])
    and (%(after)s::uuid is null or r.id > %(after)s::uuid)
order by r.id limit %(limit)s;

-- name: gone
-- Tells whether there is no record of this key in its time.
select not exists (
    select from record where service = %(service)s and look = %(look)s
        and (expires_at is null or expires_at > transaction_timestamp())
) as gone;
