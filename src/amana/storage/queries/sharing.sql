-- name: put_grant
-- Notes what a recipient may have.
insert into recipient_grant (service, id, recipient, data, purposes, nature, instruction, safeguards,
    document, policy_version, starts_at, ends_at, entry)
values (%(service)s, %(id)s, %(recipient)s, %(data)s, %(purposes)s, %(nature)s, %(instruction)s,
    %(safeguards)s, %(document)s, %(policy_version)s, %(starts_at)s, %(ends_at)s, %(entry)s);

-- name: end_grant
-- Ends a grant; one that ended stays as it ended.
update recipient_grant set ended_at = transaction_timestamp(), ended = %(entry)s
where service = %(service)s and id = %(id)s and ended_at is null and ends_at > transaction_timestamp();

-- name: grants
-- Lists the grants of a recipient, or of all, the latest first. An instant that no calendar of
-- programs reaches comes as the last that they know: one such row hides no other.
select id, recipient, data, purposes, nature, instruction, safeguards, document, policy_version,
    greatest(starts_at, timestamptz '0001-01-02 00:00:00+00') as starts_at,
    least(ends_at, timestamptz '9999-12-31 00:00:00+00') as ends_at, made_at, entry, ended_at
from recipient_grant
where service = %(service)s and (%(recipient)s::text is null or recipient = %(recipient)s)
    and (%(before)s::uuid is null or id < %(before)s)
order by id desc limit %(limit)s;

-- name: running
-- Lists every grant whose time runs now, of all recipients: a document of the law leaves out none.
select id, recipient, data, purposes, nature, instruction, safeguards, document, policy_version,
    greatest(starts_at, timestamptz '0001-01-02 00:00:00+00') as starts_at,
    least(ends_at, timestamptz '9999-12-31 00:00:00+00') as ends_at, made_at, entry, ended_at
from recipient_grant
where service = %(service)s and starts_at <= transaction_timestamp()
    and ends_at > transaction_timestamp() and ended_at is null
order by id;

-- name: in_force
-- Lists what a recipient may have now, and whether the service keeps grants at all.
select g.data, g.purposes, g.safeguards
from (select exists (select from recipient_grant k where k.service = %(service)s) as kept) s
left join recipient_grant g on g.service = %(service)s and g.recipient = %(recipient)s
    and g.starts_at <= transaction_timestamp() and g.ends_at > transaction_timestamp()
    and g.ended_at is null
where s.kept;

-- name: put_disclosure
-- Notes a disclosure.
insert into disclosure (service, id, recipient, method, purpose, nature, ground, data, persons,
    refused, state, due_at, done_at, entry)
values (%(service)s, %(id)s, %(recipient)s, %(method)s, %(purpose)s, %(nature)s, %(ground)s, %(data)s,
    %(persons)s, %(refused)s, %(state)s,
    case when %(state)s = 'intended' then transaction_timestamp() end,
    case when %(state)s = 'done' then transaction_timestamp() end, %(entry)s);

-- name: put_disclosed
-- Notes who is in a disclosure, and which fields were given of each.
insert into disclosed (service, disclosure, person_key, recipient, purpose, sealed, fields, at, entry)
select %(service)s, %(disclosure)s, t.person_key, %(recipient)s, %(purpose)s, t.sealed,
    string_to_array(t.fields, ' '), case when %(done)s then transaction_timestamp() end, t.entry
from unnest(%(person_keys)s::bytea[], %(sealed)s::bytea[], %(fields)s::text[], %(entries)s::uuid[])
    as t (person_key, sealed, fields, entry);

-- name: disclosures
-- Lists disclosures to a recipient, or to all, the latest first.
select s.id, s.recipient, s.method, s.purpose, s.nature, s.ground, s.data, s.persons, s.refused, s.state,
    s.attempts, s.due_at, s.fault, s.made_at, s.done_at, s.entry,
    (select count(*) from disclosed d where d.service = s.service and d.disclosure = s.id
        and d.at is null and d.sent_at is not null) as maybe,
    (select count(*) from disclosed d join release_entry o on o.service = d.service and o.entry = d.entry
        where d.service = s.service and d.disclosure = s.id and o.outside) as outside_release
from disclosure s
where s.service = %(service)s and (%(recipient)s::text is null or s.recipient = %(recipient)s)
    and (%(state)s::text is null or s.state = %(state)s)
    and (%(before)s::uuid is null or s.id < %(before)s)
order by s.id desc limit %(limit)s;

-- name: received
-- Lists who received what of a person, or may have, the latest first.
select d.disclosure, d.recipient, d.purpose, d.fields, coalesce(d.at, d.sent_at) as at,
    d.at is not null as sure, d.entry, s.method, s.nature, s.ground, coalesce(o.outside, false) as outside
from disclosed d join disclosure s on s.service = d.service and s.id = d.disclosure
left join release_entry o on o.service = d.service and o.entry = d.entry
where d.service = %(service)s and d.person_key = any(%(persons)s::bytea[])
    and coalesce(d.at, d.sent_at) is not null
    -- What the law forbids to tell whom the release is about yet; what lies outside of it is told.
    and not exists (
        select from release_entry q join release r on r.service = q.service and r.id = q.release
        join release_person w on w.service = q.service and w.release = q.release
        where q.service = d.service and q.entry = d.entry and not q.outside
            and r.state in ('proposed', 'approved') and w.person_key = any(%(persons)s::bytea[])
            and r.silent_until > (transaction_timestamp() at time zone 'UTC')::date)
order by d.disclosure desc limit %(limit)s;

-- name: persons_of
-- Lists of whom a recipient received something in a time, or may have.
select distinct person_key from disclosed
where service = %(service)s and recipient = %(recipient)s and coalesce(at, sent_at) is not null
    and coalesce(at, sent_at) >= coalesce(%(since)s::timestamptz, '-infinity')
    and coalesce(at, sent_at) < coalesce(%(until)s::timestamptz, 'infinity')
order by person_key;

-- name: receivers
-- Lists the recipients who received something of a person, or may have.
select distinct recipient from disclosed
where service = %(service)s and person_key = any(%(persons)s::bytea[])
    and coalesce(at, sent_at) is not null
order by recipient;

-- name: claim
-- Takes a push that is due, the oldest first; who dies with it leaves it due later.
with due as materialized (
    select id from disclosure
    where service = %(service)s and recipient = %(recipient)s and state = 'intended'
        and due_at <= transaction_timestamp()
    order by due_at, id limit 1 for update skip locked
)
update disclosure d set attempts = d.attempts + 1, due_at = transaction_timestamp() + %(lease)s
from due where d.service = %(service)s and d.id = due.id
returning d.id, d.recipient, d.method, d.purpose, d.nature, d.ground, d.data, d.persons, d.refused,
    d.state, d.attempts, d.due_at, d.fault, d.made_at, d.done_at, d.entry;

-- name: due
-- Lists the recipients to whom a push is due now.
select distinct recipient from disclosure
where service = %(service)s and state = 'intended' and due_at <= transaction_timestamp();

-- name: meant
-- Lists the persons of a push.
select person_key, sealed from disclosed where service = %(service)s and disclosure = %(disclosure)s
order by person_key;

-- name: later
-- Notes why a push could not be made yet, and when it is tried again.
update disclosure set fault = %(fault)s, due_at = transaction_timestamp() + %(wait)s
where service = %(service)s and id = %(id)s and state = 'intended';

-- name: hold
-- Keeps others from a push until the transaction ends; nothing of one that is over.
select id from disclosure where service = %(service)s and id = %(id)s and state = 'intended'
for update;

-- name: over
-- Notes that a push is done, or stopped.
update disclosure set state = %(state)s, due_at = null, persons = %(persons)s, refused = %(refused)s,
    done_at = case when %(state)s = 'done' then transaction_timestamp() end,
    fault = case when %(state)s = 'done' then null else fault end
where service = %(service)s and id = %(id)s and state = 'intended';

-- name: sent
-- Notes of whom a push may be received from now on, and which fields over all its tries.
update disclosed d set sent_at = coalesce(d.sent_at, transaction_timestamp()),
    fields = array(select distinct f from unnest(d.fields || string_to_array(t.fields, ' ')) as f order by f)
from unnest(%(person_keys)s::bytea[], %(fields)s::text[]) as t (person_key, fields)
where d.service = %(service)s and d.disclosure = %(disclosure)s and d.person_key = t.person_key;

-- name: given
-- Notes which fields of each person a push gave over all its tries.
update disclosed d set
    fields = array(select distinct f from unnest(d.fields || string_to_array(t.fields, ' ')) as f order by f),
    at = transaction_timestamp(),
    entry = t.entry
from unnest(%(person_keys)s::bytea[], %(fields)s::text[], %(entries)s::uuid[])
    as t (person_key, fields, entry)
where d.service = %(service)s and d.disclosure = %(disclosure)s and d.person_key = t.person_key;

-- name: link
-- Notes that a person chose a partner; one that is in force stays as it began.
insert into own_link as l (service, person_key, recipient, begun)
values (%(service)s, %(person_key)s, %(recipient)s, %(entry)s)
on conflict (service, person_key, recipient) do update
set begun_at = transaction_timestamp(), begun = excluded.begun, ended_at = null, ended = null
where l.ended_at is not null;

-- name: unlink
-- Ends what a person chose, under any of their ids.
update own_link set ended_at = transaction_timestamp(), ended = %(entry)s
where service = %(service)s and person_key = any(%(persons)s::bytea[]) and recipient = %(recipient)s
    and ended_at is null;

-- name: linked
-- Lists the partners whom a person chose.
select recipient, min(begun_at) as since from own_link
where service = %(service)s and person_key = any(%(persons)s::bytea[]) and ended_at is null
group by recipient order by recipient;

-- name: notices
-- Lists what recipients are told to stop, or were, the latest first.
select id, recipient, purpose, disclosure, why, since, state, attempts, due_at, letter, fault, told_at
from disclosure_notice
where service = %(service)s and (not %(open)s or state = 'waiting')
order by since desc, id limit %(limit)s;

-- name: notices_due
-- Lists the recipients who have a way and are to be told something now.
select distinct n.recipient from disclosure_notice n
join recipient_way w on w.service = n.service and w.recipient = n.recipient
where n.service = %(service)s and n.state = 'waiting' and n.due_at <= transaction_timestamp();

-- name: claim_notice
-- Takes what is due to be told to a recipient, the oldest first; who dies with it leaves it due later.
with due as materialized (
    select id from disclosure_notice
    where service = %(service)s and recipient = %(recipient)s and state = 'waiting'
        and due_at <= transaction_timestamp()
    order by due_at, id limit 1 for update skip locked
)
update disclosure_notice n set attempts = n.attempts + 1,
    due_at = transaction_timestamp() + %(lease)s
from due where n.service = %(service)s and n.id = due.id
returning n.id, n.recipient, n.purpose, n.disclosure, n.why, n.since, n.state, n.attempts, n.due_at,
    n.letter, n.fault, n.told_at, n.person_key, n.sealed;

-- name: one_notice
-- Reads what a recipient is to be told, for who tells it by hand.
select id, recipient, purpose, disclosure, why, since, state, attempts, due_at, letter, fault, told_at,
    person_key, sealed
from disclosure_notice where service = %(service)s and id = %(id)s and state = 'waiting' for update;

-- name: notice_later
-- Notes why a recipient could not be told yet, and when it is tried again.
update disclosure_notice set fault = %(fault)s, letter = coalesce(%(letter)s, letter),
    due_at = transaction_timestamp() + %(wait)s
where service = %(service)s and id = %(id)s and state = 'waiting';

-- name: notice_told
-- Notes that a recipient was told, and whether it answered.
update disclosure_notice set state = case when %(answered)s then 'answered' else 'told' end,
    due_at = null, fault = null, told_at = transaction_timestamp(), entry = %(entry)s
where service = %(service)s and id = %(id)s and state = 'waiting';

-- name: against
-- Counts by promise the disclosures that nothing permitted and that concern it, with the ten latest.
select a.promise, count(*) as count, max(e.at) as last,
    (array_agg(e.entry order by e.entry desc))[:10] as cases
from unnest(%(promises)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    as a (promise, since, until)
join entry_promise e on e.service = %(service)s and e.promise = '' and e.act = 'disclose'
    and e.outcome = 'done'
where exists (select from disclosure_against g
        where g.service = e.service and g.promise = a.promise and g.entry = e.entry)
    or not exists (select from disclosure_against g
        where g.service = e.service and g.entry = e.entry)
group by a.promise;

-- name: put_against
-- Notes which promises a disclosure was against.
insert into disclosure_against (service, promise, entry)
select %(service)s, p.promise, %(entry)s from unnest(%(promises)s::text[]) as p (promise)
on conflict do nothing;
