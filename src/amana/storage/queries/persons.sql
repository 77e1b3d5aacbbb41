-- name: group
-- Reads all ids of the person of an id, its own first; of one who was erased, only that.
with asked as (
    select person_key, coalesce(joined_to, person_key) as root, erased_at is not null as erased
    from person where service = %(service)s and person_key = %(person_key)s
)
select m.person_key, asked.erased
from asked join person m on m.service = %(service)s and not asked.erased
    and (m.person_key = asked.root or m.joined_to = asked.root)
union all
select person_key, erased from asked where erased
order by 1;

-- name: groups
-- Reads all ids of the persons of some ids; of who was erased nothing.
with asked as (
    select person_key, coalesce(joined_to, person_key) as root from person
    where service = %(service)s and person_key = any(%(person_keys)b::bytea[])
        and erased_at is null
)
select a.person_key as asked, m.person_key from asked a
join person m on m.service = %(service)s and m.person_key = a.root
union all
select a.person_key, m.person_key from asked a
join person m on m.service = %(service)s and m.joined_to = a.root;

-- name: number
-- Reads the number of a person, if they have one.
select number from person where service = %(service)s and person_key = %(person_key)s;

-- name: give_number
-- Gives a person the next number, unless they have one or were erased.
with one as (
    select 1 from person where service = %(service)s and person_key = %(person_key)s
        and number is null and erased_at is null for no key update
), counted as (
    insert into person_count as c (service, numbered) select %(service)s, 1 from one
    on conflict (service) do update set numbered = c.numbered + 1 returning numbered
)
update person p set number = counted.numbered - 1 from counted
where p.service = %(service)s and p.person_key = %(person_key)s and p.number is null
returning p.number;

-- name: give_numbers
-- Gives the next numbers to persons who have none, those met first before the others.
with found as (
    select person_key, row_number() over (order by met_at, person_key) as place from (
        select person_key, met_at from person
        where service = %(service)s and number is null and erased_at is null
        order by met_at, person_key limit %(limit)s for no key update skip locked
    ) locked
), counted as (
    insert into person_count as c (service, numbered)
    select %(service)s, count(*) from found having count(*) > 0
    on conflict (service) do update set numbered = c.numbered + excluded.numbered
    returning numbered
)
update person p set number = counted.numbered - (select count(*) from found) + found.place - 1
from found cross join counted
where p.service = %(service)s and p.person_key = found.person_key;

-- name: give_all_numbers
-- Gives the next numbers to all who have none, and waits for those whom another act holds.
with found as (
    select person_key, row_number() over (order by person_key) as place from (
        select person_key from person
        where service = %(service)s and number is null and erased_at is null
        order by person_key for no key update
    ) locked
), counted as (
    insert into person_count as c (service, numbered)
    select %(service)s, count(*) from found having count(*) > 0
    on conflict (service) do update set numbered = c.numbered + excluded.numbered
    returning numbered
)
update person p set number = counted.numbered - (select count(*) from found) + found.place - 1
from found cross join counted
where p.service = %(service)s and p.person_key = found.person_key;

-- name: give_numbers_to
-- Gives the next numbers to those of these persons who have none, and waits for those whom another act holds.
with found as (
    select person_key, row_number() over (order by person_key) as place from (
        select person_key from person
        where service = %(service)s and person_key = any(%(members)b::bytea[])
            and number is null and erased_at is null
        order by person_key for no key update
    ) locked
), counted as (
    insert into person_count as c (service, numbered)
    select %(service)s, count(*) from found having count(*) > 0
    on conflict (service) do update set numbered = c.numbered + excluded.numbered
    returning numbered
)
update person p set number = counted.numbered - (select count(*) from found) + found.place - 1
from found cross join counted
where p.service = %(service)s and p.person_key = any(%(members)b::bytea[])
    and p.person_key = found.person_key;

-- name: numbered
-- Says how many numbers were given.
select coalesce((select numbered from person_count where service = %(service)s), 0) as count;

-- name: numbers_of
-- Reads the numbers of these persons, without those who have none or were erased.
select person_key, number from person
where service = %(service)s and person_key = any(%(members)b::bytea[])
    and number is not null and erased_at is null;

-- name: of_numbers
-- Reads whose numbers these are, erased or not.
select number, person_key, erased_at is not null as erased from person
where service = %(service)s and number = any(%(numbers)s::bigint[]) order by number;

-- name: hold_turn
-- Lets one transaction at a time change groups, by a row that whoever does holds.
insert into turn (service, name) values (%(service)s, 'persons')
on conflict (service, name) do update set name = excluded.name;

-- name: bonds
-- Reads the bonds among these ids.
select id, person_key, other_key, tie, mark from person_tie
where service = %(service)s and person_key = any(%(members)s::bytea[]) and ended_at is null
    and tie in ('same', 'visitor');

-- name: join
-- Joins an id to the root of its group, or to none.
update person set joined_to = %(root)s
where service = %(service)s and person_key = %(person_key)s and erased_at is null
    and joined_to is distinct from %(root)s;

-- name: joined
-- Reads some groups of ids whole: each id that joined another, with the root.
select person_key, joined_to from person
where service = %(service)s and joined_to in (
    select distinct joined_to from person
    where service = %(service)s and joined_to is not null limit %(limit)s);

-- name: tie
-- Ties two persons; what is tied already stays as it is.
insert into person_tie (service, id, person_key, other_key, tie, entry, mark)
values (%(service)s, %(id)s, %(person_key)s, %(other_key)s, %(tie)s, %(entry)s, %(mark)s)
on conflict (service, person_key, other_key, tie) where ended_at is null do nothing;

-- name: untie
-- Ends a tie between two persons.
update person_tie set ended_at = transaction_timestamp(), ended_by = %(entry)s
where service = %(service)s and person_key = %(person_key)s and other_key = %(other_key)s
    and tie = any(%(ties)s) and ended_at is null;

-- name: ties
-- Reads the ties of these persons that have not ended, whichever end they are.
select id, person_key, other_key, tie, since, mark from person_tie
where service = %(service)s and ended_at is null
    and (person_key = any(%(members)s::bytea[]) or other_key = any(%(members)s::bytea[]))
order by id;

-- name: own_ids
-- Reads of persons by their numbers what holds their own ids: a record, or else some entries about them alone.
select p.number, p.person_key, r.id, r.version, r.sealed, r.type, r.policy_version, r.occasion,
    r.origin, r.source, r.imported, r.entry, e.entries, e.bodies
from person p
left join lateral (
    select id, version, sealed, type, policy_version, occasion, origin, source, imported, entry
    from record where service = p.service and person_key = p.person_key order by id limit 1
) r on true
left join lateral (
    select array_agg(l.entry order by l.entry) as entries,
        array_agg(l.sealed order by l.entry) as bodies
    from (
        select o.entry, b.sealed from entry_person o
        join entry_body b on b.service = o.service and b.entry = o.entry
        where o.service = p.service and o.person_key = p.person_key and not o.shared
        order by o.entry limit 3
    ) l
    where r.id is null
) e on true
where p.service = %(service)s and p.number = any(%(numbers)s::bigint[]) and p.erased_at is null
order by p.number;
