-- name: add_session
-- Adds a session of a person by the hash of its secret.
insert into person_session (service, hash, id, person_key, level, browser, address, expires_at,
    mark)
values (%(service)s, %(hash)s, %(id)s, %(person_key)s, %(level)s, %(browser)s, %(address)s,
    %(ends)s, %(mark)s);

-- name: session
-- Finds a session that goes on, of somebody who was not erased.
select s.id, s.person_key, s.level, s.created_at, s.expires_at, s.mark,
    s.seen_at < transaction_timestamp() - interval '1 minute' as stale
from person_session s join person p on p.service = s.service and p.person_key = s.person_key
where s.service = %(service)s and s.hash = %(hash)s and s.ended_at is null
    and s.expires_at > transaction_timestamp()
    and s.seen_at > transaction_timestamp() - %(idle)s and p.erased_at is null;

-- name: goes_on
-- Finds a session by its id, and keeps it from being ended until the transaction is over.
select 1 from person_session s
where s.service = %(service)s and s.id = %(id)s and s.ended_at is null
    and s.expires_at > transaction_timestamp() for share;

-- name: see
-- Notes that a session is in use.
update person_session set seen_at = transaction_timestamp()
where service = %(service)s and id = %(id)s;

-- name: sessions
-- Lists a person's sign-ins, those that go on first.
select id, level, browser, address, created_at, seen_at, ended_at is null
    and expires_at > transaction_timestamp()
    and seen_at > transaction_timestamp() - %(idle)s as open
from person_session where service = %(service)s and person_key = any(%(members)s::bytea[])
order by open desc, created_at desc limit 201;

-- name: end_session
-- Ends a session of a person.
update person_session set ended_at = transaction_timestamp()
where service = %(service)s and id = %(id)s and person_key = any(%(members)s::bytea[])
    and ended_at is null;

-- name: end_sessions
-- Ends all sessions of a person but one.
update person_session set ended_at = transaction_timestamp()
where service = %(service)s and person_key = any(%(members)s::bytea[]) and ended_at is null
    and (%(besides)s::uuid is null or id <> %(besides)s);

-- name: end_secret
-- Ends the session of a secret that the browser brought along to a new sign-in.
update person_session set ended_at = transaction_timestamp()
where service = %(service)s and hash = %(hash)s and ended_at is null;

-- name: forget_old_sessions
-- Removes the sessions that ended longer ago than sign-ins are remembered.
delete from person_session where service = %(service)s
    and created_at < transaction_timestamp() - %(kept)s
    and (ended_at is not null or expires_at < transaction_timestamp());

-- name: add_hand_over
-- Adds a ticket by its hash.
insert into hand_over (service, hash, person_key, expires_at, mark)
values (%(service)s, %(hash)s, %(person_key)s, %(ends)s, %(mark)s);

-- name: take_hand_over
-- Uses a ticket up, if it is still good: of two who try, one gets it.
update hand_over set used_at = transaction_timestamp()
where service = %(service)s and hash = %(hash)s and used_at is null
    and expires_at > transaction_timestamp()
returning person_key, expires_at, mark;

-- name: used_hand_over
-- Finds whose a ticket was that is used up or past.
select person_key, expires_at, mark from hand_over where service = %(service)s and hash = %(hash)s;

-- name: forget_hand_overs
-- Removes tickets a day after their end.
delete from hand_over where service = %(service)s
    and expires_at < transaction_timestamp() - interval '1 day';

-- name: note_check
-- Notes a check of identity, passed or not.
insert into identity_check (service, id, person_key, means, level, passed, entry, mark)
values (%(service)s, %(id)s, %(person_key)s, %(means)s, %(level)s, %(passed)s, %(entry)s,
    %(mark)s);

-- name: passed
-- Finds the latest checks that a person passed at one of these levels, lately.
select id, person_key, means, level, mark from identity_check
where service = %(service)s and person_key = any(%(members)s::bytea[]) and passed
    and level = any(%(levels)s::text[]) and at > transaction_timestamp() - %(within)s
order by at desc limit 100;

-- name: ask_code
-- Notes that somebody asked for a code at an address; whose that is nobody has looked up yet.
insert into one_time_code (service, id, ticket, reason, kind, sealed, language, expires_at)
values (%(service)s, %(id)s, %(ticket)s, %(reason)s, %(kind)s, %(sealed)s, %(language)s,
    %(expires_at)s);

-- name: forget_codes
-- Removes codes that are past.
delete from one_time_code where service = %(service)s
    and expires_at < transaction_timestamp() - interval '1 hour';

-- name: asked_code
-- Reads a code that was asked for and is not made yet, and keeps others from making it.
select id, ticket, kind, sealed, language, expires_at from one_time_code
where service = %(service)s and id = %(id)s and used_at is null
    and expires_at > transaction_timestamp() for update;

-- name: make_code
-- Notes whose the code is, and its keyed hash.
update one_time_code set person_key = %(person_key)s, code = %(code)s
where service = %(service)s and id = %(id)s;

-- name: take_try
-- Counts a try of a code that can still be used, and reads what it has to be.
update one_time_code set tries = tries + 1
where service = %(service)s and ticket = %(ticket)s and used_at is null
    and expires_at > transaction_timestamp() and tries < %(most)s
returning id, ticket, kind, sealed, person_key, code;

-- name: use_code
-- Uses a code up.
update one_time_code set used_at = transaction_timestamp()
where service = %(service)s and id = %(id)s and used_at is null;

-- name: failures
-- Counts how often a person's identity was tried in vain lately, by some means.
select count(*) as failures from identity_check
where service = %(service)s and person_key = any(%(members)s::bytea[]) and not passed
    and means = %(means)s and at > transaction_timestamp() - %(within)s;

-- name: keep_word
-- Keeps what a provider said, sealed, until the person said yes or no.
insert into provider_word (service, id, ticket, sealed, expires_at)
values (%(service)s, %(id)s, %(ticket)s, %(sealed)s, transaction_timestamp() + %(lasts)s);

-- name: word
-- Reads what a provider said.
select id, sealed from provider_word
where service = %(service)s and ticket = %(ticket)s and expires_at > transaction_timestamp();

-- name: take_word
-- Takes what a provider said: of two who try, one gets it.
delete from provider_word
where service = %(service)s and ticket = %(ticket)s and expires_at > transaction_timestamp()
returning id, sealed;

-- name: forget_words
-- Removes what providers said and nobody confirmed in time.
delete from provider_word where service = %(service)s and expires_at <= transaction_timestamp();

-- name: of_subject
-- Finds the person who is tied to a provider's subject.
select person_key, mark from person_subject
where service = %(service)s and provider = %(provider)s and look = %(look)s;

-- name: tie_subject
-- Ties a person to a provider's subject, where that is nobody's yet.
insert into person_subject (service, provider, look, person_key, mark)
values (%(service)s, %(provider)s, %(look)s, %(person_key)s, %(mark)s) on conflict do nothing;

-- name: password
-- Reads the stretched password of a person.
select person_key, hash, mark from person_password
where service = %(service)s and person_key = any(%(members)s::bytea[]) order by set_at desc;

-- name: set_password
-- Sets the stretched password of a person; an earlier one is gone.
insert into person_password (service, person_key, hash, mark)
values (%(service)s, %(person_key)s, %(hash)s, %(mark)s)
on conflict (service, person_key) do update
    set hash = excluded.hash, mark = excluded.mark, set_at = transaction_timestamp();

-- name: drop_passwords
-- Removes the passwords of a person.
delete from person_password
where service = %(service)s and person_key = any(%(members)s::bytea[]);

-- name: any_password
-- Tells whether anybody has a password at the service.
select 1 from person_password where service = %(service)s limit 1;
