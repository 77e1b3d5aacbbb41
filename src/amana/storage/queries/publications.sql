-- name: put
-- Notes what somebody handed in.
insert into publication (service, id, person_key, kind, purpose, shown_as, with_contact, sealed, entry)
values (%(service)s, %(id)s, %(person_key)s, %(kind)s, %(purpose)s, %(shown_as)s, %(with_contact)s,
    %(sealed)s, %(entry)s);

-- name: one
-- Reads one, and keeps others from changing it where this is to be changed; nothing of who was erased.
select p.id, p.person_key, p.kind, p.purpose, p.state, p.shown_as, p.with_contact, p.sealed, p.handle,
    p.stays, p.submitted_at, p.changed_at
from publication p join person o on o.service = p.service and o.person_key = p.person_key
where p.service = %(service)s and p.id = %(id)s and o.erased_at is null
for update of p;

-- name: waiting
-- Lists what waits to be judged, the oldest first; nothing of who was erased.
select p.id, p.person_key, p.kind, p.purpose, p.state, p.shown_as, p.with_contact, p.sealed, p.handle,
    p.stays, p.submitted_at, p.changed_at
from publication p join person o on o.service = p.service and o.person_key = p.person_key
where p.service = %(service)s and p.state = 'submitted' and o.erased_at is null
    and (%(after)s::uuid is null or p.id > %(after)s)
order by p.id limit %(limit)s;

-- name: of
-- Lists what one person handed in under any of their ids, the latest first.
select p.id, p.person_key, p.kind, p.purpose, p.state, p.shown_as, p.with_contact, p.sealed, p.handle,
    p.stays, p.submitted_at, p.changed_at
from publication p
where p.service = %(service)s and p.person_key = any(%(members)s::bytea[])
order by p.id desc limit %(limit)s;

-- name: hold_approved
-- Reads what one person shows under any of their ids, and keeps others from changing it.
select p.id, p.person_key, p.kind, p.purpose, p.state, p.shown_as, p.with_contact, p.sealed, p.handle,
    p.stays, p.submitted_at, p.changed_at
from publication p
where p.service = %(service)s and p.person_key = any(%(members)s::bytea[]) and p.state = 'approved'
order by p.id limit %(limit)s for update of p;

-- name: become
-- Changes how something stands, and what of it shows.
update publication set state = %(state)s, shown_as = %(shown_as)s, with_contact = %(with_contact)s,
    handle = %(handle)s, stays = %(stays)s, changed_at = transaction_timestamp(),
    changed = %(changed)s
where service = %(service)s and id = %(id)s;

-- name: show
-- Lets everybody see this.
insert into published (service, handle, kind, words, name, contact)
values (%(service)s, %(handle)s, %(kind)s, %(words)s::jsonb, %(called)s::jsonb, %(contact)s::jsonb);

-- name: hide
-- Lets nobody see this any more.
delete from published where service = %(service)s and handle = %(handle)s;

-- name: shown
-- Reads what everybody sees; the one way to it. Handles are random, so that their order says nothing.
select handle, kind, words, name, contact from published
where service = %(service)s and (%(kind)s::text is null or kind = %(kind)s)
    and (%(after)s::uuid is null or handle > %(after)s)
order by handle limit %(limit)s;

-- name: unreviewed
-- Counts what shows without having been approved, but for what an erased person left behind.
select count(*) as count, array_agg(s.handle::text) as cases
from published s
where s.service = %(service)s and not s.left_behind and not exists (
    select from publication p where p.service = s.service and p.handle = s.handle
        and p.state = 'approved' and p.changed is not null);
