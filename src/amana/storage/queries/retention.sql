-- name: put_setting
-- Notes a customer's own time for a promise.
insert into retention_setting (service, person_key, id, promise, moment, period, entry)
values (%(service)s, %(person_key)s, %(id)s, %(promise)s, %(moment)s, %(period)s, %(entry)s);

-- name: end_setting
-- Ends customers' own time for a promise.
update retention_setting set ended_at = transaction_timestamp()
where service = %(service)s and person_key = any (%(members)b::bytea[])
    and promise = %(promise)s and ended_at is null;

-- name: settings_of
-- Lists the times that a person set, the latest first.
select promise, moment, period, set_at, ended_at from retention_setting
where service = %(service)s and person_key = any (%(members)b::bytea[])
order by set_at desc, id desc limit 200;

-- name: settings
-- Lists the different times that customers set.
select distinct promise, moment, period from retention_setting
where service = %(service)s and ended_at is null
order by promise, moment, period limit 1000;

-- name: put_longest
-- Notes what is kept longer than promised, and why.
insert into retention_longest (service, id, promise, category, why, moment, period, basis, entry)
values (%(service)s, %(id)s, %(promise)s, %(category)s, %(why)s, %(moment)s, %(period)s, %(basis)s,
    %(entry)s);

-- name: lift_longest
-- Ends what is kept longer.
update retention_longest set lifted_at = transaction_timestamp(), lifted = %(entry)s
where service = %(service)s and id = %(id)s and lifted_at is null;

-- name: longest
-- Lists what is kept longer than promised.
select id, promise, category, why, moment, period, basis, set_at from retention_longest
where service = %(service)s and lifted_at is null order by set_at, id;

-- name: start
-- Lets a promise, as it reads now, end data.
insert into retention_started (service, promise, said, entry)
values (%(service)s, %(promise)s, %(said)s, %(entry)s) on conflict do nothing;

-- name: started
-- Lists what those promises say that may end data.
select said from retention_started where service = %(service)s;

-- name: has_data
-- Tells whether a service has records, or sources whose map was approved.
select exists (select from record where service = %(service)s)
    or exists (select from source_map where service = %(service)s and approved_at is not null)
    as there;

-- name: end_among
-- Deletes those of some records that are due, but what is under legal hold: of one person by the marks of ids that were given.
-- Where a hold on one person is in force and no marks are asked for, nothing is deleted. Whose records are due and stay is looked at again,
-- where that is wanted. What stays is kept by a hold or a restriction, or left by a lock alone.
with holds as materialized (
    select h.about from legal_hold h
    where h.service = %(service)s and h.lifted_at is null
        and (h.source is null or h.source = %(own)s)
        and (h.category is null or h.category = any (%(categories)s::text[]))
), due as materialized (
    select r.id, r.person_key, o.over from unnest(%(ids)s::uuid[]) as k (id)
    join record r on r.service = %(service)s and r.id = k.id and r.type = %(type)s
    cross join lateral (select overdue(r.service, r.person_key, r.id, r.at,
        %(clauses)s::int[], %(moments)s::text[], %(bounds)s::timestamptz[]) as over) o
    where o.over is not null
        and (%(setting)s::text is null or exists (
            select from person a join person m on m.service = a.service
                and coalesce(m.joined_to, m.person_key) = coalesce(a.joined_to, a.person_key)
            join retention_setting s on s.service = m.service and s.person_key = m.person_key
            where a.service = r.service and a.person_key = r.person_key and s.ended_at is null
                and s.promise = %(setting)s and s.moment = %(setting_moment)s
                and s.period = %(setting_period)s))
), endable as materialized (
    select d.id, d.over from due d
    -- What is restricted is kept until that is lifted: to erase it is a use of it.
    where not exists (select from person a where a.service = %(service)s
            and a.person_key = d.person_key
            and coalesce(a.joined_to, a.person_key) in (select restricted_roots(%(service)s)))
        and not exists (select from holds h where h.about is null)
        and (%(marked)s::uuid[] is not null or not exists (select from holds))
        and not exists (select from holds h
            join unnest(%(marked)s::uuid[], %(marks)b::bytea[]) as k (id, mark) on k.mark = h.about
            where k.id = d.id)
), free as (
    select r.id, e.over from endable e join record r on r.service = %(service)s and r.id = e.id
    for update of r skip locked
), gone as (
    delete from record r using free where r.service = %(service)s and r.id = free.id
    returning r.id, free.over
), stay as materialized (
    select d.person_key, d.over, exists (select from endable e where e.id = d.id) as loose
    from due d where not exists (select from gone g where g.id = d.id)
), again as (
    insert into retention_stirred (service, person_key)
    select distinct %(service)s, person_key from stay where %(stirs)s
)
select (select count(*) from gone) as ended, (select max(over) from gone) as longest,
    (select count(*) from stay) as past, (select max(over) from stay) as past_longest,
    (select count(*) from stay where not loose) as kept,
    (select max(over) from stay where loose) as loose_longest,
    exists (select from holds where about is null) as all_held,
    exists (select from holds where about is not null) as some_held;

-- name: page
-- Lists records of a type that may be due, after one of them.
select r.id, r.at from record r
where r.service = %(service)s and r.type = %(type)s and r.at <= %(latest)s
    and (%(after)s::uuid is null or (r.at, r.id) > (%(after_at)s, %(after)s::uuid))
order by r.at, r.id limit %(limit)s;

-- name: touched
-- Lists the records of a type of which a moment came, or of whose person something changed.
select id from touched(%(service)s, %(type)s, %(moments)s, %(after)s, %(latest)s, %(since)s) as t (id);

-- name: members
-- Lists all ids of whom some records are about.
select r.id, m.person_key as member from record r
join person a on a.service = r.service and a.person_key = r.person_key
join person m on m.service = a.service
    and (m.person_key = coalesce(a.joined_to, a.person_key)
        or m.joined_to = coalesce(a.joined_to, a.person_key))
where r.service = %(service)s and r.id = any (%(ids)s::uuid[]);

-- name: stirred
-- Lists what was noted of persons of whom something changed.
select number from retention_stirred where service = %(service)s;

-- name: settled
-- Takes away what was noted, once everything of them was looked at.
delete from retention_stirred where service = %(service)s and number = any (%(numbers)s::bigint[]);

-- name: past
-- Counts the records of a type that are due and there, held or not.
select count(*) as past from record r
where r.service = %(service)s and r.type = %(type)s and r.at <= %(latest)s
    and overdue(r.service, r.person_key, r.id, r.at, %(clauses)s::int[], %(moments)s::text[],
        %(bounds)s::timestamptz[]) is not null;

-- name: unnamed
-- Tells whether an event without a record leaves open whether some of these records are over; whose they are is looked at again.
with open as materialized (
    select distinct r.person_key from record r
    join person a on a.service = r.service and a.person_key = r.person_key
    join person m on m.service = a.service
        and (m.person_key = coalesce(a.joined_to, a.person_key)
            or m.joined_to = coalesce(a.joined_to, a.person_key))
    join event e on e.service = r.service and e.person_key = m.person_key and e.at >= r.at
    where r.service = %(service)s and r.id = any (%(ids)s::uuid[])
        and e.event = any (%(moments)s::text[]) and e.record is null
        and e.event in ('booking_over', 'order_done')
        and moment_of(r.service, r.person_key, r.id, r.at, e.event) is null
), again as (
    insert into retention_stirred (service, person_key) select %(service)s, person_key from open
)
select exists (select from open) as unnamed;

-- name: next_moments
-- Finds the first moment of each kind after a bound, which is the next that can become due.
select u.moment, u.bound, case u.moment
    when 'collection' then (select min(r.at) from record r
        where r.service = %(service)s and r.type = %(type)s and r.at > u.latest)
    else (select min(e.at) from event e
        where e.service = %(service)s and e.event = u.moment and e.at > u.latest) end as at
from unnest(%(bounds_at)s::int[], %(moments)s::text[], %(bounds)s::timestamptz[])
    as u (bound, moment, latest);

-- name: moments_of
-- Says of some records when each of these moments came, as far as it did.
select r.id, u.moment, m.at from record r
cross join unnest(%(moments)s::text[]) as u (moment)
cross join lateral (select moment_of(r.service, r.person_key, r.id, r.at, u.moment) as at) m
where r.service = %(service)s and r.id = any (%(records)s::uuid[]) and m.at is not null;

-- name: end_expired
-- Deletes records past the end that was given with them, but what is under legal hold.
with holds as materialized (
    select 1 from legal_hold h
    where h.service = %(service)s and h.lifted_at is null
        and (h.source is null or h.source = %(own)s)
), due as (
    select r.id from record r
    where r.service = %(service)s and r.expires_at <= transaction_timestamp()
        and not exists (select from holds)
        and not exists (select from person a where a.service = r.service
            and a.person_key = r.person_key
            and coalesce(a.joined_to, a.person_key) in (select restricted_roots(%(service)s)))
    order by r.expires_at limit %(limit)s for update of r skip locked
), gone as (
    delete from record r using due where r.service = %(service)s and r.id = due.id
    returning transaction_timestamp() - r.expires_at as over
)
select count(*) as ended, max(over) as longest from gone;

-- name: stand
-- Notes how a place stands after a look.
insert into retention_standing as s (service, place, item, promises, categories, past, held, since,
    next_at, ended, longest, seen_as, seen_at, whole_at)
values (%(service)s, %(place)s, %(item)s, %(promises)s, %(categories)s, %(past)s, %(held)s, %(since)s,
    %(next_at)s, %(ended)s, %(longest)s, %(seen_as)s, %(seen_at)s, %(whole_at)s)
on conflict (service, place, item) do update set promises = excluded.promises,
    categories = excluded.categories, looks = s.looks + 1, looked_at = transaction_timestamp(),
    past = excluded.past, held = excluded.held, since = excluded.since, next_at = excluded.next_at,
    ended = s.ended + excluded.ended, longest = greatest(s.longest, excluded.longest), fault = null,
    failing_since = null, seen_as = excluded.seen_as, seen_at = excluded.seen_at,
    whole_at = excluded.whole_at;

-- name: fail
-- Notes that a place could not be looked at, or not be rid of what is due.
insert into retention_standing as s (service, place, item, promises, categories, looks, fault,
    failing_since, past, seen_as, seen_at, whole_at)
values (%(service)s, %(place)s, %(item)s, %(promises)s, %(categories)s, 0, %(fault)s,
    transaction_timestamp(), coalesce(%(past)s::bigint, 0), %(seen_as)s, %(seen_at)s,
    coalesce(%(whole_at)s, transaction_timestamp()))
on conflict (service, place, item) do update set promises = excluded.promises,
    categories = excluded.categories, fault = excluded.fault,
    past = coalesce(%(past)s::bigint, s.past), since = case when %(past)s::bigint is null then s.since end,
    next_at = case when %(past)s::bigint is null then s.next_at end, seen_as = excluded.seen_as,
    seen_at = excluded.seen_at,
    whole_at = case when %(past)s::bigint is null then s.whole_at else excluded.whole_at end,
    failing_since = coalesce(s.failing_since, transaction_timestamp());

-- name: standings
-- Lists how each place stood when it was looked at.
select place, item, promises, categories, looks, looked_at, past, held, since, next_at, ended,
    longest, fault, failing_since, seen_as, seen_at, whole_at
from retention_standing where service = %(service)s order by place, item;

-- name: put_set
-- Notes a set in which data ended, or begins to.
insert into retention_set (service, id, place, item, promises, state, ended_at, ended, longest, entry)
values (%(service)s, %(id)s, %(place)s, %(item)s, %(promises)s, %(state)s,
    case when %(state)s <> 'begun' then transaction_timestamp() end, %(ended)s, %(longest)s,
    %(entry)s);

-- name: end_set
-- Notes that a set is done, or that nobody knows how far it came.
update retention_set set state = %(state)s, ended_at = transaction_timestamp(), ended = %(ended)s,
    longest = %(longest)s, entry = %(entry)s
where service = %(service)s and id = %(id)s and state = 'begun';

-- name: open_sets
-- Lists the sets of a place that were begun and never done.
select id, place, item, promises, begun_at from retention_set
where service = %(service)s and place = %(place)s and state = 'begun' order by id;

-- name: sets
-- Lists the latest sets.
select id, place, item, promises, state, begun_at, ended_at, ended, longest, entry
from retention_set where service = %(service)s order by id desc limit %(limit)s;

-- name: answered
-- Says of each promise how often it was looked at what is past its time, since when something is due, and what is too long overdue.
with stood as (
    select s.*, least(case when s.past > 0 and not s.held then s.since end,
        case when s.next_at <= transaction_timestamp() then s.next_at end,
        case when s.fault <> all (%(blind)s::text[]) then s.failing_since end) as waits
    from retention_standing s where s.service = %(service)s
)
select a.promise, sum(s.looks)::bigint as looks, max(s.looked_at) as last,
    bool_and(s.looks > 0 and coalesce(s.fault <> all (%(blind)s::text[]), true)) as seen,
    min(s.waits) filter (where s.waits + %(patience)s < transaction_timestamp()) as due,
    count(*) filter (where s.waits + %(grace)s < transaction_timestamp()) as late,
    max(s.waits) filter (where s.waits + %(grace)s < transaction_timestamp()) as late_last,
    (select array_agg(t.entry order by t.id desc) from (
        select k.id, k.entry from retention_set k
        where k.service = %(service)s and a.promise = any (k.promises) and k.entry is not null
        order by k.id desc limit 10) t) as cases,
    max(s.longest) as longest
from unnest(%(promises)s::text[]) as a (promise)
join stood s on a.promise = any (s.promises)
group by a.promise;
