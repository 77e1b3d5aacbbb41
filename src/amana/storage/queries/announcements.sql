-- name: begin
-- Notes that people are to be told of a version.
insert into announcement (service, version, series, material, by_email, in_service, promise, due_at)
values (%(service)s, %(version)s, %(series)s, %(material)s, %(by_email)s, %(in_service)s,
    %(promise)s, %(due_at)s);

-- name: hold
-- Reads the announcement of a version and keeps others from going on with it.
select version, series, material, by_email, in_service, promise, due_at, begun_at, upto, told,
    without_address, ended_at
from announcement where service = %(service)s and version = %(version)s for update;

-- name: listed
-- Lists the announcements, the latest first.
select version, series, material, by_email, in_service, promise, due_at, begun_at, upto, told,
    without_address, ended_at
from announcement where service = %(service)s order by version desc limit %(most)s;

-- name: open
-- Lists the versions of which not everybody has been told.
select version from announcement where service = %(service)s and ended_at is null order by version;

-- name: next_persons
-- Reads the next persons by their look-up keys; ids of one person are one.
select person_key from person
where service = %(service)s and erased_at is null and joined_to is null
    and (%(upto)s::bytea is null or person_key > %(upto)s)
order by person_key limit %(most)s;

-- name: languages
-- Reads the language in which each of these ids met a version last.
select distinct on (person_key) person_key, language from acceptance
where service = %(service)s and person_key = any(%(person_keys)s::bytea[])
order by person_key, at desc, id desc;

-- name: accounts
-- Says which of these ids have records, or met a version: they are people of the service.
select a.person_key from unnest(%(person_keys)s::bytea[]) as a (person_key)
where exists (select from record r where r.service = %(service)s and r.person_key = a.person_key)
    or exists (select from acceptance c where c.service = %(service)s and c.person_key = a.person_key);

-- name: go_on
-- Notes how far an announcement has come.
update announcement set upto = %(upto)s, told = told + %(told)s,
    without_address = without_address + %(without_address)s
where service = %(service)s and version = %(version)s;

-- name: end
-- Notes that everybody's message has been put out.
update announcement set ended_at = transaction_timestamp(), upto = null
where service = %(service)s and version = %(version)s;

-- name: delivery
-- Counts the messages of the announcements of each promise by state, with the last one that ended.
select a.version, a.promise, a.due_at, a.ended_at, a.told, a.without_address,
    count(*) filter (where o.state = 'sent') + a.kept_sent as sent,
    count(*) filter (where o.state in ('failed', 'refused')) + a.kept_failed as failed,
    count(*) filter (where o.state in ('waiting', 'sending')) as waiting,
    count(*) filter (where o.state = 'sent' and o.ended_at > a.due_at) + a.kept_late as late,
    greatest(max(o.ended_at), a.kept_last) as last
from announcement a left join outbox o on o.service = a.service and o.series = a.series
where a.service = %(service)s
group by a.service, a.version
order by a.version desc;
