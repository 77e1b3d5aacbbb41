-- name: begin
-- Notes a copy that is to be made.
insert into prepared_copy (service, id, person_key, sealed, language, entry, missing, follows)
values (%(service)s, %(id)s, %(person_key)s, %(sealed)s, %(language)s, %(entry)s, %(missing)s,
    %(follows)s);

-- name: one
-- Reads one copy.
select id, person_key, sealed, language, asked_at, claim, done, sections, rows, ready_at, expires_at,
    over_at, fetched, fetched_at, tries, tried_at, asked_tries, asked_tried_at, missing, follows
from prepared_copy where service = %(service)s and id = %(id)s;

-- name: hold
-- Keeps others from moving a copy until the transaction ends.
select id from prepared_copy where service = %(service)s and id = %(id)s for update;

-- name: of
-- Reads the copies of a person's ids, the latest first.
select id, person_key, sealed, language, asked_at, claim, done, sections, rows, ready_at, expires_at,
    over_at, fetched, fetched_at, tries, tried_at, asked_tries, asked_tried_at, missing, follows
from prepared_copy where service = %(service)s and person_key = any(%(members)s::bytea[])
order by id desc limit %(limit)s;

-- name: claim
-- Lets one worker make the copy; who began before writes no more.
update prepared_copy set claim = %(claim)s, sections = %(sections)s
where service = %(service)s and id = %(id)s and ready_at is null and over_at is null;

-- name: clear_section
-- Takes away what was written of a section that was not finished.
delete from copy_part
where service = %(service)s and copy = %(id)s and section >= %(section)s;

-- name: put_part
-- Writes a piece, for who has the copy in hand, while it is being made.
with held as (
    select person_key from prepared_copy
    where service = %(service)s and id = %(id)s and claim = %(claim)s
        and ready_at is null and over_at is null
    for share)
insert into copy_part (service, copy, person_key, section, place, number, sealed)
select %(service)s, %(id)s, held.person_key, %(section)s, %(place)s, %(number)s, %(sealed)s
from held;

-- name: section_done
-- Notes that a section is whole, and how many rows there are up to its end.
update prepared_copy set done = %(done)s, rows = %(rows)s
where service = %(service)s and id = %(id)s and claim = %(claim)s
    and ready_at is null and over_at is null;

-- name: note_missing
-- Notes which sources could not be read, for who has the copy in hand.
update prepared_copy set missing = %(missing)s
where service = %(service)s and id = %(id)s and claim = %(claim)s
    and ready_at is null and over_at is null;

-- name: finish
-- Notes that a copy is whole, and until when it lies ready.
update prepared_copy set ready_at = transaction_timestamp(), expires_at = %(expires_at)s
where service = %(service)s and id = %(id)s and claim = %(claim)s
    and ready_at is null and over_at is null;

-- name: fetched
-- Notes that it was handed out.
update prepared_copy set fetched = fetched + 1, fetched_at = transaction_timestamp(),
    tries = 0, asked_tries = 0
where service = %(service)s and id = %(id)s;

-- name: tried_by_program
-- Notes that a program asked for it whose person did not prove who they are.
update prepared_copy set asked_tried_at = transaction_timestamp(),
    asked_tries = case when asked_tried_at > transaction_timestamp() - %(window)s::interval
        then asked_tries + 1 else 1 end
where service = %(service)s and id = %(id)s;

-- name: tried
-- Notes that somebody asked for it who did not prove who they are.
update prepared_copy set tried_at = transaction_timestamp(),
    tries = case when tried_at > transaction_timestamp() - %(window)s::interval
        then tries + 1 else 1 end
where service = %(service)s and id = %(id)s;

-- name: parts
-- Reads some pieces in their order, while the copy lies ready.
select p.section, p.place, p.number, p.sealed
from copy_part p join prepared_copy c on c.service = p.service and c.id = p.copy
where p.service = %(service)s and p.copy = %(id)s
    and c.over_at is null and c.expires_at > transaction_timestamp()
    and (p.section, p.place, p.number) > (%(section)s, %(place)s, %(number)s)
order by p.section, p.place, p.number limit %(limit)s;

-- name: heads
-- Reads what the sections that are whole hold.
select p.section, p.place, p.number, p.sealed
from copy_part p join prepared_copy c on c.service = p.service and c.id = p.copy
where p.service = %(service)s and p.copy = %(id)s and p.place = 0
    and c.over_at is null
order by p.section;

-- name: ended
-- Reads copies whose time is over, and those that were begun long ago and never became ready.
select id from prepared_copy
where service = %(service)s and over_at is null
    and (expires_at <= transaction_timestamp()
        or (ready_at is null and asked_at < transaction_timestamp() - %(longest)s::interval))
order by asked_at limit %(limit)s;

-- name: end
-- Destroys the key of a copy; what was sealed under it says nothing from here on.
update prepared_copy set sealed = null, claim = null, over_at = transaction_timestamp()
where service = %(service)s and id = %(id)s and over_at is null;

-- name: sweep
-- Deletes the pieces of a copy.
delete from copy_part where service = %(service)s and copy = %(id)s;

-- name: asked_for
-- Reads proven requests of which no copy since they came in is whole, or is to become so.
select r.id from request r join request_person p on p.service = r.service and p.request = r.id
where r.service = %(service)s and r.ended_at is null and r.state = 'proven'
    and r.kind = any(%(kinds)s::text[])
    and not exists (
        select from prepared_copy c
        where c.service = r.service and c.person_key = p.person_key
            and c.asked_at >= r.received_at
            and case when c.ready_at is null then c.over_at is null else c.missing = '[]' end)
order by r.safe_until, r.id limit %(limit)s;

-- name: stalled
-- Reads copies that are to be made, and that no job is about to make.
select c.id, c.asked_at from prepared_copy c
where c.service = %(service)s and c.ready_at is null and c.over_at is null
    and not exists (select from job j where j.service = c.service and j.name = %(job)s
        and j.key = c.id::text and j.state in ('waiting', 'running'))
order by c.asked_at, c.id limit %(limit)s;
