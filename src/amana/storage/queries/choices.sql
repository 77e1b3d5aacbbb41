-- name: hold
-- Keeps these persons as they are until the transaction ends: who chooses waits for it.
select 1 as here from person
where service = %(service)s and person_key = any(%(members)s::bytea[]) and erased_at is null
order by person_key for share;

-- name: hold_to_choose
-- Lets nobody decide about this person under lock before the choice is committed.
select 1 as here from person
where service = %(service)s and person_key = %(person_key)s and erased_at is null
for no key update;

-- name: record
-- Records what a person said about a purpose, as the last word and for the sets.
with said as (
    insert into choice_said
        (service, person_key, purpose, id, state, policy_version, promise, wording, entry)
    values (%(service)s, %(person_key)s, %(purpose)s, %(id)s, %(state)s, %(policy_version)s,
        %(promise)s, %(wording)s, %(entry)s)
), changed as (
    insert into choice_change (service, id, person_key, purpose, state)
    values (%(service)s, %(id)s, %(person_key)s, %(purpose)s, %(state)s)
)
insert into choice as c
    (service, person_key, purpose, state, policy_version, promise, wording, entry)
values (%(service)s, %(person_key)s, %(purpose)s, %(state)s, %(policy_version)s, %(promise)s,
    %(wording)s, %(entry)s)
on conflict (service, person_key, purpose) do update
set state = excluded.state, policy_version = excluded.policy_version,
    promise = excluded.promise, wording = excluded.wording, at = transaction_timestamp(),
    entry = excluded.entry;

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
