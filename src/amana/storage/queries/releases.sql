-- name: put
-- Notes a release that is proposed.
insert into release (service, id, recipient, purpose, ground, nature, data, promise, version, sealed, people,
    silent_until, ends_at, proposed_by, entry)
values (%(service)s, %(id)s, %(recipient)s, %(purpose)s, %(ground)s, %(nature)s, %(data)s, %(promise)s,
    %(version)s, %(sealed)s, %(people)s, %(silent_until)s, %(ends_at)s, %(proposed_by)s, %(entry)s);

-- name: about
-- Notes whose data a release is about; of who was erased, nothing.
insert into release_person (service, release, person_key)
select %(service)s, %(id)s, p.person_key from unnest(%(person_keys)s::bytea[]) as k (person_key)
join person p on p.service = %(service)s and p.person_key = k.person_key and p.erased_at is null
on conflict do nothing;

-- name: hold
-- Reads a release and keeps others from deciding about it.
select id, recipient, purpose, ground, nature, data, promise, version, sealed, people,
    case when silent_until is not null then least(silent_until, date '9999-12-31') end as silent_until,
    least(ends_at, timestamptz '9999-12-31 00:00:00+00') as ends_at, state, proposed_by, proposed_at, decided_by, decided_at
from release where service = %(service)s and id = %(id)s for update;

-- name: one
-- Reads a release.
select id, recipient, purpose, ground, nature, data, promise, version, sealed, people,
    case when silent_until is not null then least(silent_until, date '9999-12-31') end as silent_until,
    least(ends_at, timestamptz '9999-12-31 00:00:00+00') as ends_at, state, proposed_by, proposed_at, decided_by, decided_at
from release where service = %(service)s and id = %(id)s;

-- name: listed
-- Lists releases, those that wait for a second person first. An end that no calendar of programs
-- reaches comes as the last that they know: one such row hides no other.
select id, recipient, purpose, ground, nature, data, promise, version, sealed, people,
    case when silent_until is not null then least(silent_until, date '9999-12-31') end as silent_until,
    least(ends_at, timestamptz '9999-12-31 00:00:00+00') as ends_at, state, proposed_by, proposed_at, decided_by, decided_at
from release where service = %(service)s
order by (state = 'proposed') desc, id desc limit %(most)s;

-- name: decide
-- Notes how the second person, or who proposed it, ended the proposal.
update release set state = %(state)s, decided_by = %(by)s, decided_at = transaction_timestamp(),
    decided = %(entry)s
where service = %(service)s and id = %(id)s and state = 'proposed';

-- name: due
-- Notes when a person of whom something was disclosed is told: at once, or when the silence is over.
update release_person p
set due_at = greatest(r.silent_until::timestamp at time zone 'UTC', transaction_timestamp())
from release r
where p.service = %(service)s and p.release = %(id)s and p.person_key = any(%(members)s::bytea[])
    and p.due_at is null and r.service = p.service and r.id = p.release;

-- name: lets
-- Says whether a release that was approved, and has not ended where that counts, is about one of these ids.
select r.id from release r
where r.service = %(service)s and r.id = %(id)s and r.state = 'approved'
    and (%(ended)s or r.ends_at > transaction_timestamp()) and r.recipient = %(recipient)s
    and r.nature = %(nature)s and r.data @> %(data)s::text[]
    and %(purposes)s::text[] <@ array[r.purpose]
    and exists (select from release_person p where p.service = r.service and p.release = r.id
        and p.person_key = any(%(members)s::bytea[]));

-- name: to_tell
-- Reads some persons who are to be told of releases now, and keeps others from telling them.
select p.release, p.person_key from release_person p
where p.service = %(service)s and p.told_at is null and p.due_at <= transaction_timestamp()
order by p.due_at, p.release, p.person_key limit %(most)s for update skip locked;

-- name: told
-- Notes that messages to these persons about releases were put out.
update release_person p set told_at = transaction_timestamp(), message = m.message
from unnest(%(releases)s::uuid[], %(person_keys)s::bytea[], %(messages)s::uuid[])
    as m (release, person_key, message)
where p.service = %(service)s and p.release = m.release and p.person_key = m.person_key;

-- name: name_entry
-- Notes under which entry data is, or is meant to be, disclosed by a release; of one that is none, nothing.
insert into release_entry (service, entry, release, outside)
select r.service, %(entry)s, r.id, %(outside)s from release r where r.service = %(service)s and r.id = %(id)s
on conflict do nothing;

-- name: of_entry
-- Reads by which release an entry discloses.
select e.release from release_entry e where e.service = %(service)s and e.entry = %(entry)s;

-- name: late
-- Counts by promise the persons who were not told of a release within a day of when they were to be, in its window.
select r.promise, count(*) as count, max(p.due_at) as last,
    (array_agg(distinct r.id order by r.id desc))[:10] as cases
from unnest(%(promises)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    as q (promise, since, until)
join release r on r.service = %(service)s and r.promise = q.promise
join release_person p on p.service = r.service and p.release = r.id
    and p.due_at >= coalesce(q.since, '-infinity') and p.due_at < coalesce(q.until, 'infinity')
where coalesce(p.told_at, transaction_timestamp()) > p.due_at + interval '1 day'
group by r.promise;

-- name: of_group
-- Lists the releases about these ids of a person that they were told of, the latest first.
select r.id, r.recipient, r.purpose, r.ground, r.data, r.version, p.told_at
from release_person p join release r on r.service = p.service and r.id = p.release
where p.service = %(service)s and p.person_key = any(%(members)s::bytea[])
    and p.told_at is not null and r.state = 'approved'
order by r.id desc limit %(most)s;

-- name: approved_alone
-- Counts the releases that were approved by whoever had proposed them: two people are promised.
select count(*) as count, max(decided_at) as last from release
where service = %(service)s and state = 'approved' and proposed_by is not distinct from decided_by;
