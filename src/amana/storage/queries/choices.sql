-- name: hold
-- Keeps these persons as they are until the transaction ends: who chooses waits for it.
select 1 as here from person
where service = %(service)s and person_key = any(%(members)s::bytea[]) and erased_at is null
order by person_key for share;

-- name: hold_to_write
-- Lets nobody else choose or decide about these persons until the transaction ends, which is to choose.
select 1 as here from person
where service = %(service)s and person_key = any(%(members)s::bytea[]) and erased_at is null
order by person_key for no key update;

-- name: record
-- Records what a person said about some purposes, as the last words and for the sets, with the entry that says so and the event that tells of it; nothing of who is unknown or was erased, and of what was said elsewhere nothing that is older than the last word here.
with alive as materialized (
    -- Whoever decides about this person under lock ends first, and nobody begins before this ends.
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    for no key update
), met as (
    -- Who is not in the table cannot be locked: of two who bring them at once the other waits here.
    insert into person (service, person_key)
    select %(service)s, %(person_key)s
    where %(meets)s and not exists (select from alive) and cardinality(%(ids)s::uuid[]) > 0
    on conflict (service, person_key) do nothing
    returning 1
), here as (
    select from alive union all select from met
), told as materialized (
    select t.* from here cross join unnest(%(ids)s::uuid[], %(purposes)s::text[],
        %(about_promises)s::text[], %(wordings)s::bytea[]) as t (id, purpose, promise, wording)
), last as (
    insert into choice as c
        (service, person_key, purpose, state, policy_version, promise, wording, entry, implied,
         said_at)
    select %(service)s, %(person_key)s, purpose, %(state)s, %(policy_version)s, promise, wording,
        %(entry)s, %(implied)s, %(said_at)s::timestamptz
    from told
    on conflict (service, person_key, purpose) do update
    set state = case when c.state = any(%(kept)s::text[]) then c.state else excluded.state end,
        policy_version = excluded.policy_version, promise = excluded.promise,
        wording = excluded.wording, at = transaction_timestamp(), entry = excluded.entry,
        implied = excluded.implied, said_at = excluded.said_at
    where %(said_at)s::timestamptz is null or coalesce(c.said_at, c.at) < excluded.said_at
    returning c.purpose, c.state
), said as (
    insert into choice_said
        (service, person_key, purpose, id, state, policy_version, promise, wording, entry,
         language, channel, means, guarded, shown, said_at)
    select %(service)s, %(person_key)s, purpose, id, last.state, %(policy_version)s, promise,
        wording, %(entry)s, %(language)s, %(channel)s, %(means)s, %(guarded)s, %(shown)s,
        %(said_at)s::timestamptz
    from told join last using (purpose)
), changed as (
    insert into choice_change (service, id, person_key, purpose, state)
    select %(service)s, id, %(person_key)s, purpose, last.state from told join last using (purpose)
), heard as materialized (
    -- Where every word of the act is too old there is nothing to tell.
    select 1 from last limit 1
), leaf as (
    insert into entry (service, id, header, commitment)
    select %(service)s, %(entry)s, %(header)s, %(commitment)s from heard
), body as (
    insert into entry_body (service, entry, sealed)
    select %(service)s, %(entry)s, %(sealed)s from heard
), about as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, %(person_key)s, %(entry)s from heard
), named as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from heard cross join unnest(%(promises)s::text[]) as promise
), event as (
    insert into event_out (service, id, person_key, kind, sealed)
    select %(service)s, %(event)s, %(person_key)s, %(event_kind)s, %(event_sealed)s
    from heard where %(event)s::uuid is not null
), deferred as (
    insert into job (service, id, name, arguments)
    select %(service)s, %(job)s, %(job_name)s, jsonb_build_object('event', %(event)s::uuid)
    from heard where %(event)s::uuid is not null
)
select (select count(*) from here) as alive, array(select purpose from last) as recorded;

-- name: last
-- Reads the last words of these ids about some purposes.
select person_key, purpose, state, policy_version, promise, wording,
    coalesce(said_at, at) as at, implied
from choice
where service = %(service)s and person_key = any(%(members)s::bytea[])
    and purpose = any(%(purposes)s::text[]);

-- name: last_of_all
-- Reads the last words of these ids about every purpose.
select person_key, purpose, state, policy_version, promise, wording,
    coalesce(said_at, at) as at, implied
from choice
where service = %(service)s and person_key = any(%(members)s::bytea[]);

-- name: said
-- Reads every word of these ids, the latest first.
select person_key, purpose, state, policy_version, promise, wording,
    coalesce(said_at, at) as at, means is not null and means = 'implied' as implied, entry,
    language, channel, means, guarded, shown, said_at,
    case when said_at is not null then choice_said.at end as brought_at
from choice_said
where service = %(service)s and person_key = any(%(members)s::bytea[])
order by coalesce(said_at, choice_said.at) desc, id desc;

-- name: by_purpose
-- Counts the last words by purpose and state, and all that were looked at: so many at most.
select c.purpose, c.state, count(*) as count, sum(count(*)) over ()::bigint as looked
from (
    select purpose, state from choice where service = %(service)s limit %(limit)s
) c
group by c.purpose, c.state;

-- name: ask
-- Keeps a consent that waits for its second step, and the hash of the token that is that step; nothing of who is unknown or was erased.
with alive as materialized (
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    for no key update
)
insert into choice_pending (service, id, person_key, purposes, policy_version, language, channel,
    means, guarded, shown, expires_at, token_hash, entry)
select %(service)s, %(id)s, %(person_key)s, %(purposes)s, %(policy_version)s, %(language)s,
    %(channel)s, %(means)s, %(guarded)s, %(shown)s, %(expires_at)s, %(token_hash)s, %(entry)s
from alive;

-- name: take_pending
-- Takes the token of a consent that waits: it is good once, and only in its time.
update choice_pending set token_hash = null, confirmed_at = transaction_timestamp()
where service = %(service)s and token_hash = %(token_hash)s
    and expires_at > transaction_timestamp()
returning id, person_key, purposes, policy_version, language, channel, means, guarded, shown, at,
    expires_at, confirmed_at, entry;

-- name: waiting_for
-- Reads what waits for a token, and leaves it waiting.
select id, person_key, purposes, policy_version, language, channel, means, guarded, shown, at,
    expires_at, confirmed_at, entry
from choice_pending
where service = %(service)s and token_hash = %(token_hash)s
    and expires_at > transaction_timestamp();

-- name: pending
-- Reads what these ids were asked to confirm, the latest first.
select id, person_key, purposes, policy_version, language, channel, means, guarded, shown, at,
    expires_at, confirmed_at, entry
from choice_pending
where service = %(service)s and person_key = any(%(members)s::bytea[])
order by at desc, id desc;

-- name: hold_turn
-- Lets one transaction at a time number who chose and fold into the sets, by a row that whoever does holds.
insert into turn (service, name) values (%(service)s, 'choices')
on conflict (service, name) do update set name = excluded.name;

-- name: take_changes
-- Takes the oldest changes off the list, to fold them into the sets.
with oldest as (
    select c.id, p.number from choice_change c
    join person p on p.service = c.service and p.person_key = c.person_key
    where c.service = %(service)s and p.number is not null order by c.id limit %(limit)s
)
delete from choice_change c using oldest
where c.service = %(service)s and c.id = oldest.id
returning c.id, c.purpose, c.state, oldest.number;

-- name: unfolded
-- Reads what the sets of a purpose do not say yet, the oldest first.
select c.id, c.purpose, c.state, p.number from choice_change c
join person p on p.service = c.service and p.person_key = c.person_key
where c.service = %(service)s and c.purpose = %(purpose)s and p.number is not null
order by c.id;

-- name: unnumbered
-- Reads whose changes wait for a number.
select distinct c.person_key from choice_change c
join person p on p.service = c.service and p.person_key = c.person_key
where c.service = %(service)s and p.number is null and p.erased_at is null limit %(limit)s;

-- name: hold_chunk
-- Reads one chunk of a purpose's sets, to change it.
select answer, bits from choice_bits
where service = %(service)s and purpose = %(purpose)s and chunk = %(chunk)s
order by answer for update;

-- name: keep_chunk
-- Keeps one chunk of a set, as a version of its own.
insert into choice_bits as b (service, purpose, answer, chunk, bits)
values (%(service)s, %(purpose)s, %(answer)s, %(chunk)s, %(bits)s)
on conflict (service, purpose, answer, chunk)
do update set bits = excluded.bits, version = b.version + 1;

-- name: versions
-- Says which versions the chunks of a purpose's sets have.
select answer, chunk, version from choice_bits
where service = %(service)s and purpose = %(purpose)s;

-- name: chunk
-- Reads one chunk of a set.
select bits, version from choice_bits
where service = %(service)s and purpose = %(purpose)s and answer = %(answer)s
    and chunk = %(chunk)s;
