-- name: put
-- Notes an identifier of a person; one that they have already stays as it is.
insert into identifier (service, id, person_key, kind, look, sealed, origin, source, entry,
    policy_version, occasion, category)
select %(service)s, %(id)s, %(person_key)s, %(kind)s, %(look)s, %(sealed)s, %(origin)s, %(source)s,
    %(entry)s, %(policy_version)s::integer, %(occasion)s::text, %(category)s::text
where not exists (
    select from identifier where service = %(service)s and person_key = %(person_key)s
        and kind = %(kind)s and look = any(%(looks)s::bytea[]) and ended_at is null)
on conflict (service, person_key, kind, look) where ended_at is null do nothing;

-- name: held
-- Reads the identifiers of these persons, the oldest first; those of the erased are no more.
select i.id, i.person_key, i.kind, i.sealed, i.origin, i.source, i.since, i.verified_at,
    i.verified_by, i.ended_at, i.replaced_by, i.policy_version, i.occasion, i.category
from identifier i join person p on p.service = i.service and p.person_key = i.person_key
where i.service = %(service)s and i.person_key = any(%(members)s::bytea[])
    and p.erased_at is null
order by i.id;

-- name: whose
-- Finds who has an identifier now; the erased have none.
select distinct i.person_key
from identifier i join person p on p.service = i.service and p.person_key = i.person_key
where i.service = %(service)s and i.kind = %(kind)s and i.look = any(%(looks)s::bytea[])
    and i.ended_at is null and p.erased_at is null
order by i.person_key limit %(limit)s;

-- name: verify
-- Notes that an identifier was verified, and how.
update identifier set verified_at = transaction_timestamp(), verified_by = %(verified_by)s
where service = %(service)s and person_key = any(%(members)s::bytea[]) and kind = %(kind)s
    and look = any(%(looks)s::bytea[]) and ended_at is null;

-- name: end
-- Ends an identifier of a person; it stays as history.
update identifier set ended_at = transaction_timestamp(), replaced_by = %(replaced_by)s
where service = %(service)s and person_key = any(%(members)s::bytea[]) and kind = %(kind)s
    and look = any(%(looks)s::bytea[]) and ended_at is null;

-- name: every
-- Reads sealed identifiers in the order of their ids, for writing their blind indexes anew.
select i.id, i.person_key, i.kind, i.look, i.sealed
from identifier i join person p on p.service = i.service and p.person_key = i.person_key
where i.service = %(service)s and i.kind <> 'own' and i.id > %(after)s and p.erased_at is null
order by i.id limit %(limit)s;

-- name: relook
-- Writes the blind index of an identifier anew, unless a row that is as good has it already.
update identifier i set look = %(look)s
where i.service = %(service)s and i.id = %(id)s and not exists (
    select from identifier o where o.service = i.service and o.person_key = i.person_key
        and o.kind = i.kind and o.look = %(look)s and o.ended_at is null and i.ended_at is null);

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
-- Puts an address on the list of those that stay out.
insert into suppressed (service, kind, look, why)
values (%(service)s, %(kind)s, %(look)s, %(why)s)
on conflict (service, kind, look, why) do nothing;

-- name: lift
-- Takes an address off the list.
delete from suppressed
where service = %(service)s and kind = %(kind)s and look = %(look)s and why = any(%(whys)s);

-- name: why
-- Reads which of these addresses stay out, and why.
select kind, look, why from suppressed
where service = %(service)s and kind = %(kind)s and look = any(%(looks)b::bytea[])
order by look, why;
