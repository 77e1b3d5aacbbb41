-- name: hold
-- Keeps these persons as they are until the transaction ends: who chooses waits for it.
select 1 as here from person
where service = %(service)s and person_key = any(%(members)s::bytea[]) and erased_at is null
order by person_key for share;

-- name: record
-- Records what a person said about some purposes, as the last words and for the sets, with the entry that says so; nothing of who is unknown or was erased.
with alive as materialized (
    -- Whoever decides about this person under lock ends first, and nobody begins before this ends.
    select 1 from person
    where service = %(service)s and person_key = %(person_key)s and erased_at is null
    for no key update
), told as materialized (
    select t.* from alive cross join unnest(%(ids)s::uuid[], %(purposes)s::text[],
        %(about_promises)s::text[], %(wordings)s::bytea[]) as t (id, purpose, promise, wording)
), last as (
    insert into choice as c
        (service, person_key, purpose, state, policy_version, promise, wording, entry)
    select %(service)s, %(person_key)s, purpose, %(state)s, %(policy_version)s, promise, wording,
        %(entry)s
    from told
    on conflict (service, person_key, purpose) do update
    set state = case when c.state = any(%(kept)s::text[]) then c.state else excluded.state end,
        policy_version = excluded.policy_version, promise = excluded.promise,
        wording = excluded.wording, at = transaction_timestamp(), entry = excluded.entry
    returning c.purpose, c.state
), said as (
    insert into choice_said
        (service, person_key, purpose, id, state, policy_version, promise, wording, entry)
    select %(service)s, %(person_key)s, purpose, id, last.state, %(policy_version)s, promise,
        wording, %(entry)s
    from told join last using (purpose)
), changed as (
    insert into choice_change (service, id, person_key, purpose, state)
    select %(service)s, id, %(person_key)s, purpose, last.state from told join last using (purpose)
), leaf as (
    insert into entry (service, id, header, commitment)
    select %(service)s, %(entry)s, %(header)s, %(commitment)s from alive
), body as (
    insert into entry_body (service, entry, sealed)
    select %(service)s, %(entry)s, %(sealed)s from alive
), about as (
    insert into entry_person (service, person_key, entry)
    select %(service)s, %(person_key)s, %(entry)s from alive
), named as (
    insert into entry_promise (service, promise, act, outcome, entry, policy_version)
    select %(service)s, promise, %(act)s, %(outcome)s, %(entry)s, %(policy_version)s
    from alive cross join unnest(%(promises)s::text[]) as promise
)
select count(*) as alive from alive;

-- name: last
-- Reads the last words of these ids about some purposes.
select person_key, purpose, state, policy_version, promise, wording, at from choice
where service = %(service)s and person_key = any(%(members)s::bytea[])
    and purpose = any(%(purposes)s::text[]);

-- name: said
-- Reads every word of these ids, the latest first.
select person_key, purpose, state, policy_version, promise, wording, at from choice_said
where service = %(service)s and person_key = any(%(members)s::bytea[])
order by at desc, id desc;

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
