-- name: ways
-- Lists how recipients are told.
select recipient, kind, set_at from recipient_way where service = %(service)s order by recipient;

-- name: way
-- Reads the way to a recipient.
select kind, way, way_entry from recipient_way
where service = %(service)s and recipient = %(recipient)s;

-- name: put_way
-- Notes how a recipient is told; one that is there is told anew so.
insert into recipient_way (service, recipient, kind, way, way_entry)
values (%(service)s, %(recipient)s, %(kind)s, %(way)s, %(entry)s)
on conflict (service, recipient) do update set kind = excluded.kind, way = excluded.way,
    way_entry = excluded.way_entry, set_at = transaction_timestamp();

-- name: drop_way
-- Forgets how a recipient is told: from then on by hand.
delete from recipient_way where service = %(service)s and recipient = %(recipient)s;

-- name: hold
-- Notes whom a request is to tell once it is done; who is noted stays.
insert into recipient_notice (service, request, recipient, name_ar, name_en, contact, kind, message)
values (%(service)s, %(request)s, %(recipient)s, %(name_ar)s, %(name_en)s, %(contact)s, %(kind)s,
    %(message)s)
on conflict (service, request, recipient) do nothing;

-- name: release
-- Lets those be told whom a request is to tell, now that it is done.
update recipient_notice set state = 'waiting', due_at = transaction_timestamp()
where service = %(service)s and request = %(request)s and state = 'held';

-- name: drop
-- Notes that a request did nothing of which anybody is to be told.
update recipient_notice set state = 'dropped'
where service = %(service)s and request = %(request)s and state = 'held';

-- name: of
-- Reads whom a request tells, or told.
select request, recipient, name_ar, name_en, contact, kind, message, state, attempts, due_at, letter,
    fault, told_at, answered_at, by_hand, entry
from recipient_notice where service = %(service)s and request = %(request)s and state <> 'dropped'
order by recipient;

-- name: of_many
-- Reads whom these requests tell, or told.
select request, recipient, name_ar, name_en, contact, kind, message, state, attempts, due_at, letter,
    fault, told_at, answered_at, by_hand, entry
from recipient_notice where service = %(service)s and request = any(%(requests)s::uuid[])
    and state <> 'dropped'
order by request, recipient;

-- name: one
-- Reads one of them and keeps others from it until the transaction ends.
select request, recipient, name_ar, name_en, contact, kind, message, state, attempts, due_at, letter,
    fault, told_at, answered_at, by_hand, entry
from recipient_notice
where service = %(service)s and request = %(request)s and recipient = %(recipient)s
for update;

-- name: due
-- Lists the recipients who have a way and are to be told something now.
select distinct n.recipient from recipient_notice n
join recipient_way w on w.service = n.service and w.recipient = n.recipient
where n.service = %(service)s and n.state = 'waiting' and n.due_at <= transaction_timestamp();

-- name: claim
-- Takes what is due to be told to a recipient, the oldest first; who dies with it leaves it due later.
with due as materialized (
    select request from recipient_notice
    where service = %(service)s and recipient = %(recipient)s and state = 'waiting'
        and due_at <= transaction_timestamp()
        and exists (select from recipient_way w
            where w.service = %(service)s and w.recipient = %(recipient)s)
    order by due_at, request limit 1 for update skip locked
)
update recipient_notice n set attempts = n.attempts + 1,
    due_at = transaction_timestamp() + %(lease)s
from due
where n.service = %(service)s and n.recipient = %(recipient)s and n.request = due.request
returning n.request, n.recipient, n.name_ar, n.name_en, n.contact, n.kind, n.message, n.state,
    n.attempts, n.due_at, n.letter, n.fault, n.told_at, n.answered_at, n.by_hand, n.entry;

-- name: later
-- Notes why somebody could not be told yet, and when it is tried again.
update recipient_notice set fault = %(fault)s, due_at = transaction_timestamp() + %(wait)s
where service = %(service)s and request = %(request)s and recipient = %(recipient)s
    and state = 'waiting';

-- name: letter
-- Notes the message that tells it; whether it went is looked at after a while.
update recipient_notice set letter = %(letter)s, due_at = transaction_timestamp() + %(wait)s
where service = %(service)s and request = %(request)s and recipient = %(recipient)s
    and state = 'waiting';

-- name: letter_state
-- Reads what became of the message that tells it.
select state from outbox where service = %(service)s and id = %(letter)s;

-- name: told
-- Notes that a recipient was told, and whether it answered.
update recipient_notice set state = case when %(answered)s then 'answered' else 'told' end,
    kind = %(kind)s, told_at = transaction_timestamp(),
    answered_at = case when %(answered)s then transaction_timestamp() end,
    by_hand = %(by_hand)s, entry = %(entry)s, fault = null, due_at = null
where service = %(service)s and request = %(request)s and recipient = %(recipient)s
    and state = 'waiting';

-- name: answered
-- Notes that a recipient who was told answered.
update recipient_notice set state = 'answered', answered_at = transaction_timestamp()
where service = %(service)s and request = %(request)s and recipient = %(recipient)s
    and state = 'told';

-- name: open
-- Tells whether anybody is still to be told of a request.
select exists (select from recipient_notice where service = %(service)s and request = %(request)s
    and state in ('held', 'waiting')) as open;
