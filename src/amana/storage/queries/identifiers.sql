-- name: put
-- Notes an identifier of a person; one that they have already stays as it is.
insert into identifier (service, id, person_key, kind, look, sealed, origin, source, entry,
    policy_version, occasion, category, index_key)
select %(service)s, %(id)s, %(person_key)s, %(kind)s, %(look)s, %(sealed)s, %(origin)s, %(source)s,
    %(entry)s, %(policy_version)s::integer, %(occasion)s::text, %(category)s::text,
    %(index_key)s
where not exists (
    select from identifier where service = %(service)s and person_key = %(person_key)s
        and kind = %(kind)s and look = any(%(looks)s::bytea[]) and ended_at is null)
on conflict (service, person_key, kind, look) where ended_at is null do nothing;

-- name: put_own
-- Keeps the service's own ids of many persons; what is kept already stays as it is.
insert into identifier (service, id, person_key, kind, look, sealed, origin, entry, index_key)
select %(service)s, t.id, t.person_key, 'own', t.person_key, t.sealed, %(origin)s, %(entry)s,
    %(index_key)s
from unnest(%(ids)b::uuid[], %(person_keys)b::bytea[], %(sealed)b::bytea[])
    as t (id, person_key, sealed)
on conflict (service, person_key, kind, look) where ended_at is null do nothing;

-- name: held
-- Reads the identifiers of these persons, the oldest first; those of the erased are no more.
select i.id, i.person_key, i.kind, i.sealed, i.origin, i.source, i.since, i.verified_at,
    i.verified_by, i.verified_mark, i.ended_at, i.replaced_by, i.policy_version, i.occasion,
    i.category
from identifier i
where i.service = %(service)s and i.person_key = any(%(members)b::bytea[])
    -- `offset 0`: looked up by its key, not joined; without statistics a join reads all persons
    -- of the service for each of these.
    and exists (
        select from person p
        where p.service = %(service)s and p.person_key = i.person_key and p.erased_at is null
        offset 0
    )
order by i.id;

-- name: whose
-- Finds who has an identifier now, with what is sealed of it; the erased have none.
select i.id, i.person_key, i.sealed
from identifier i join person p on p.service = i.service and p.person_key = i.person_key
where i.service = %(service)s and i.kind = %(kind)s and i.look = any(%(looks)s::bytea[])
    and i.ended_at is null and p.erased_at is null
order by i.person_key, i.id limit %(limit)s;

-- name: whose_many
-- Finds who has any of many identifiers now, some of each, with what is sealed of it.
select w.place, i.id, i.person_key, i.sealed
from unnest(%(places)s::int[], %(kinds)s::text[], %(looks)s::bytea[]) as w (place, kind, look)
cross join lateral (
    select i.id, i.person_key, i.sealed from identifier i
    join person p on p.service = i.service and p.person_key = i.person_key
    where i.service = %(service)s and i.kind = w.kind and i.look = w.look
        and i.ended_at is null and p.erased_at is null
    order by i.person_key, i.id limit %(limit)s
) i;

-- name: to_change
-- Finds an identifier of a person that has not ended, and keeps others from changing it.
select id from identifier
where service = %(service)s and person_key = any(%(members)s::bytea[]) and kind = %(kind)s
    and look = any(%(looks)s::bytea[]) and ended_at is null
order by id for update;

-- name: verify
-- Notes that an identifier was verified, when and how, with the mark that shows it.
update identifier set verified_at = %(at)s, verified_by = %(verified_by)s, verified_mark = %(mark)s
where service = %(service)s and id = %(id)s and ended_at is null;

-- name: end
-- Ends an identifier of a person, with the mark that shows it; it stays as history.
update identifier set ended_at = %(at)s, replaced_by = %(replaced_by)s, ended_mark = %(mark)s
where service = %(service)s and id = %(id)s and ended_at is null;

-- name: marked
-- Reads the newest identifiers that were verified or ended, with the marks that show it.
select id, verified_at, verified_by, verified_mark, ended_at, ended_mark from identifier
where service = %(service)s and (verified_at is not null or ended_at is not null)
order by id desc limit %(limit)s;

-- name: to_relook
-- Reads some sealed identifiers whose blind indexes stand under another key than this.
select i.id, i.person_key, i.kind, i.sealed
from identifier i join person p on p.service = i.service and p.person_key = i.person_key
where i.service = %(service)s and i.kind <> 'own' and p.erased_at is null
    and (i.index_key < %(index_key)s or i.index_key > %(index_key)s)
limit %(limit)s for update of i skip locked;

-- name: under_others
-- Counts the identifiers whose blind indexes stand under another key than this.
select count(*) as count
from identifier i join person p on p.service = i.service and p.person_key = i.person_key
where i.service = %(service)s and i.kind <> 'own' and p.erased_at is null
    and (i.index_key < %(index_key)s or i.index_key > %(index_key)s);

-- name: relook
-- Writes the blind index of an identifier anew, unless a row that is as good has it already.
update identifier i set look = %(look)s, index_key = %(index_key)s
where i.service = %(service)s and i.id = %(id)s and not exists (
    select from identifier o where o.service = i.service and o.person_key = i.person_key
        and o.kind = i.kind and o.look = %(look)s and o.id <> i.id and o.ended_at is null
        and i.ended_at is null);

-- name: declare
-- Notes what was declared about a person.
insert into person_fact (service, id, person_key, fact, sealed, origin, source, entry)
values (%(service)s, %(id)s, %(person_key)s, %(fact)s, %(sealed)s, %(origin)s, %(source)s,
    %(entry)s);

-- name: declared
-- Reads the latest of each fact of these persons.
select distinct on (f.person_key, f.fact) f.id, f.person_key, f.fact, f.sealed, f.origin, f.source,
    f.at
from person_fact f join person p on p.service = f.service and p.person_key = f.person_key
where f.service = %(service)s and f.person_key = any(%(members)s::bytea[]) and p.erased_at is null
order by f.person_key, f.fact, f.id desc;

-- name: suppress
-- Puts an address on the list of those that stay out; asked for again, it stays out from now on anew.
insert into suppressed as s (service, kind, look, why)
values (%(service)s, %(kind)s, %(look)s, %(why)s)
on conflict (service, kind, look, why) do update set times = s.times + 1
where s.why <> 'erased' or exists (
    select from suppression_lift l where l.service = s.service and l.kind = s.kind
        and l.look = s.look and l.why = s.why and l.times = s.times);

-- name: lift
-- Takes an address off the list, for the time that it was put there.
insert into suppression_lift (service, kind, look, why, times, mark)
values (%(service)s, %(kind)s, %(look)s, %(why)s, %(times)s, %(mark)s)
on conflict do nothing;

-- name: why
-- Reads which of these addresses were put on the list, and why, with the marks that take them off.
select s.kind, s.look, s.why, s.times, s.at,
    array(select l.mark from suppression_lift l where l.service = s.service and l.kind = s.kind
              and l.look = s.look and l.why = s.why and l.times = s.times) as marks
from unnest(%(kinds)s::text[], %(looks)b::bytea[]) as asked (kind, look)
join suppressed s on s.service = %(service)s and s.kind = asked.kind and s.look = asked.look
order by s.look, s.why;
