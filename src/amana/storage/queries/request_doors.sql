-- name: make_link
-- Notes that a link was sent to who wrote.
insert into request_link (service, id, hash, kind, sealed, about, language, expires_at)
values (%(service)s, %(id)s, %(hash)s, %(kind)s, %(sealed)s, %(about)s, %(language)s, %(expires_at)s);

-- name: link
-- Reads a link that is still good.
select id, kind, sealed, language from request_link
where service = %(service)s and hash = %(hash)s and expires_at > transaction_timestamp();

-- name: links_since
-- Counts the links that were made since an instant and that nobody used: a used one is gone.
select count(*) as count from request_link where service = %(service)s and asked_at > %(since)s;

-- name: use_link
-- Uses a link up, if it is still good, and reads what it was for; its address is kept no longer.
delete from request_link
where service = %(service)s and hash = %(hash)s and expires_at > transaction_timestamp()
returning id, kind, sealed, language;

-- name: forget_links
-- Removes links that are past.
delete from request_link where service = %(service)s and expires_at <= transaction_timestamp();

-- name: forget_links_of
-- Removes the links that were sent to any of these addresses.
delete from request_link where service = %(service)s and about = any(%(about)s::bytea[]);

-- name: expect
-- Notes by when the receipt of a request is to be confirmed.
insert into request_told (service, request, confirm_until)
values (%(service)s, %(request)s, %(confirm_until)s);

-- name: told
-- Reads what was said to whom a request is of.
select confirm_until, confirmed_at, late_at, sealed from request_told
where service = %(service)s and request = %(request)s;

-- name: confirm
-- Notes that receipt was confirmed.
update request_told set confirmed_at = transaction_timestamp()
where service = %(service)s and request = %(request)s and confirmed_at is null;

-- name: keep
-- Keeps the address to which the answer goes, sealed, or nothing any more.
update request_told set sealed = %(sealed)s where service = %(service)s and request = %(request)s;

-- name: unconfirmed
-- Lists the open requests whose receipt was not confirmed in time, and that nobody noted so.
select t.request from request_told t join request r on r.service = t.service and r.id = t.request
where t.service = %(service)s and t.confirmed_at is null and t.late_at is null
    and t.confirm_until <= transaction_timestamp() and r.ended_at is null
order by t.confirm_until, t.request limit %(limit)s;

-- name: note_unconfirmed
-- Notes that the receipt of a request was not confirmed in time.
update request_told set late_at = transaction_timestamp()
where service = %(service)s and request = %(request)s and late_at is null and confirmed_at is null;

-- name: before
-- Counts the requests of a kind of these ids that came in within the year before this one.
select count(*) as count from request_person p
join request r on r.service = p.service and r.id = p.request
where p.service = %(service)s and p.person_key = any(%(members)s::bytea[]) and r.kind = %(kind)s
    and r.received_at < %(at)s and r.received_at > %(at)s - interval '1 year';

-- name: answered_here
-- Lists the proven requests that need nobody to look at them.
select id from request
where service = %(service)s and ended_at is null and state = 'proven' and linked
    and kind in ('objection', 'withdrawal', 'complaint')
order by safe_until, id limit %(limit)s;

-- name: restrict
-- Notes that a restriction is carried out; once only.
insert into restriction (service, request, entry) values (%(service)s, %(request)s, %(entry)s)
on conflict (service, request) do nothing;

-- name: restriction
-- Reads how a restriction stands.
select request, begun_at, announced_at, letter, lifted_at from restriction
where service = %(service)s and request = %(request)s;

-- name: restrictions_of
-- Reads the restrictions of these ids of a person that are not lifted, the first first.
select r.request, r.begun_at, r.announced_at, r.letter, r.lifted_at
from restriction r join request_person p on p.service = r.service and p.request = r.request
where r.service = %(service)s and p.person_key = any(%(members)s::bytea[]) and r.lifted_at is null
order by r.begun_at, r.request;

-- name: lifted_of
-- Lists the restrictions of these ids of a person that are lifted.
select distinct r.request
from restriction r join request_person p on p.service = r.service and p.request = r.request
where r.service = %(service)s and p.person_key = any(%(members)s::bytea[])
    and r.lifted_at is not null
order by r.request;

-- name: announce_lifting
-- Notes that the person is told that a restriction will be lifted.
update restriction set announced_at = transaction_timestamp(), announced = %(entry)s,
    letter = %(letter)s
where service = %(service)s and request = %(request)s and announced is null;

-- name: lift
-- Notes that a restriction is lifted.
update restriction set lifted_at = transaction_timestamp(), lifted = %(entry)s
where service = %(service)s and request = %(request)s and announced is not null and lifted is null;
