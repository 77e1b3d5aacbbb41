-- name: hold
-- Lets nobody change some persons' records until the transaction ends.
select r.id from record r
where r.service = %(service)s and r.person_key = any(%(person_keys)s::bytea[])
order by r.id for update of r;

-- name: drop
-- Deletes a record as it was seen, with all that it was.
delete from record where service = %(service)s and id = %(id)s and version = %(seen)s;

-- name: strip
-- Puts what is left of a record in place of what was seen, which a trigger keeps until strip_past.
update record r set version = r.version + 1, sealed = %(sealed)s, entry = %(entry)s,
    terms = coalesce(r.terms, terms_of(%(terms_key)s, r.id, r.expires_at, r.automated))
where r.service = %(service)s and r.id = %(id)s and r.version = %(seen)s;

-- name: strip_past
-- Puts what is left of a version that a record was in place of the whole.
update record_past set sealed = %(sealed)s
where service = %(service)s and record = %(id)s and version = %(version)s;
