-- name: fill_people
-- Notes people whose look-up keys are spread evenly, as keyed hashes are, and come in their order.
insert into person (service, person_key)
select %(service)s, substring(int8send(n * %(step)s::bigint) from 5)
    || substring(sha256(int8send(n)) from 5)
from generate_series(%(first)s::bigint, %(last)s::bigint) as n;

-- name: fill_words
-- Writes a word of each of these people, three of four of them a consent, as the last and into the history.
with given as materialized (
    select substring(int8send(n * %(step)s::bigint) from 5)
            || substring(sha256(int8send(n)) from 5) as person_key,
        case when n %% 4 = 0 then 'withdrawn' else 'consented' end as state,
        gen_random_uuid() as entry
    from generate_series(%(first)s::bigint, %(last)s::bigint) as n
), last as (
    insert into choice (service, person_key, purpose, state, policy_version, promise, wording, entry)
    select %(service)s, person_key, %(purpose)s, state, 1, %(promise)s, sha256(''), entry
    from given
)
insert into choice_said (service, person_key, purpose, id, state, policy_version, promise, wording,
    entry, language, channel, means)
select %(service)s, person_key, %(purpose)s, gen_random_uuid(), state, 1, %(promise)s, sha256(''),
    entry, 'ar', 'web', 'switch'
from given;

-- name: count_people
-- Says that so many numbers were given, as if each of the people had one.
insert into person_count (service, numbered) values (%(service)s, %(count)s);

-- name: said
-- Counts the words that stand in the history.
select count(*) as count from choice_said where service = %(service)s;
