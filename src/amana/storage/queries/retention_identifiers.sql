-- name: held_as
-- Lists the kinds and categories as which identifiers are held, by the index alone.
with recursive found as (
    (select i.kind, coalesce(i.category, '') as category from identifier i
        where i.service = %(service)s and i.kind <> 'own'
        order by i.kind, coalesce(i.category, '') limit 1)
    union all
    select n.kind, n.category from found f cross join lateral (
        select i.kind, coalesce(i.category, '') as category from identifier i
        where i.service = %(service)s and i.kind <> 'own'
            and (i.kind, coalesce(i.category, '')) > (f.kind, f.category)
        order by i.kind, coalesce(i.category, '') limit 1) n
)
select kind, category from found;

-- name: page
-- Lists identifiers that may be due, after one of them; what came in as several is merged by age.
select i.id, coalesce(i.again_at, i.since) as at from identifier i
where i.service = %(service)s and i.kind = %(kind)s and i.kind <> 'own'
    and coalesce(i.category, '') = any (%(held_as)s::text[])
    and coalesce(i.again_at, i.since) <= %(latest)s
    and (%(after)s::uuid is null
        or (coalesce(i.again_at, i.since), i.id) > (%(after_at)s, %(after)s::uuid))
order by coalesce(i.again_at, i.since), i.id limit %(limit)s;

-- name: touched
-- Lists the identifiers of which a moment came, or of whose person something changed.
select i.id from touched_members(%(service)s, %(moments)s, %(after)s, %(latest)s)
    as m (person_key)
join identifier i on i.service = %(service)s and i.person_key = m.person_key and i.kind = %(kind)s
    and i.kind <> 'own' and coalesce(i.category, '') = any (%(held_as)s::text[])
union
select i.id from unnest(%(moments)s::text[], %(after)s::timestamptz[], %(latest)s::timestamptz[])
    as b (moment, after, latest)
cross join unnest(%(held_as)s::text[]) as h (category)
join identifier i on i.service = %(service)s and i.kind = %(kind)s and i.kind <> 'own'
    and coalesce(i.category, '') = h.category
    and coalesce(i.again_at, i.since) > b.after and coalesce(i.again_at, i.since) <= b.latest
where b.moment = 'collection';

-- name: end_among
-- Deletes those of some identifiers that are due, but what a hold, a restriction or an open request of the person keeps.
-- Where a hold on one person is in force and no marks are asked for, nothing is deleted. Whose identifiers are due and stay is looked
-- at again, where that is wanted.
with holds as materialized (
    select h.about from legal_hold h
    where h.service = %(service)s and h.lifted_at is null
        and (h.source is null or h.source = %(own)s)
        and (h.category is null or h.category = any (%(categories)s::text[]))
), due as materialized (
    select i.id, i.person_key, coalesce(a.joined_to, a.person_key) as root,
        coalesce(i.again_at, i.since) as at, o.over
    from unnest(%(ids)s::uuid[]) as k (id)
    join identifier i on i.service = %(service)s and i.id = k.id and i.kind = %(kind)s
    join person a on a.service = i.service and a.person_key = i.person_key
    cross join lateral (select overdue(i.service, i.person_key, i.id,
        coalesce(i.again_at, i.since), %(clauses)s::int[], %(moments)s::text[],
        %(bounds)s::timestamptz[]) as over) o
    where o.over is not null
), members as (
    select distinct d.root, m.person_key from due d join person m on m.service = %(service)s
        and (m.person_key = d.root or m.joined_to = d.root)
), kept as materialized (
    select restricted_roots(%(service)s) as root
    union
    -- Whoever has asked for something is answered by what is known of them.
    select m.root from members m
    join request_person p on p.service = %(service)s and p.person_key = m.person_key
    join request q on q.service = p.service and q.id = p.request and q.ended_at is null
), chosen as (
    select m.root from members m
    join retention_setting s on s.service = %(service)s and s.person_key = m.person_key
        and s.ended_at is null and s.promise = %(setting)s and s.moment = %(setting_moment)s
        and s.period = %(setting_period)s
), due_now as materialized (
    select d.* from due d where %(setting)s::text is null or d.root in (select root from chosen)
), endable as materialized (
    select d.id, d.at, d.over from due_now d
    where d.root not in (select root from kept)
        and not exists (select from holds h where h.about is null)
        and (%(marked)s::uuid[] is not null or not exists (select from holds))
        and not exists (select from holds h
            join unnest(%(marked)s::uuid[], %(marks)b::bytea[]) as k (id, mark) on k.mark = h.about
            where k.id = d.id)
), free as (
    select i.id, e.over from endable e join identifier i on i.service = %(service)s and i.id = e.id
        -- Given again meanwhile it is not due.
        and coalesce(i.again_at, i.since) = e.at
    for update of i skip locked
), gone as (
    delete from identifier i using free where i.service = %(service)s and i.id = free.id
    returning i.id, free.over
), stay as materialized (
    select d.person_key, d.over, exists (select from endable e where e.id = d.id) as loose
    from due_now d where not exists (select from gone g where g.id = d.id)
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

-- name: members
-- Lists all ids of whose some identifiers are.
select i.id, m.person_key as member from identifier i
join person a on a.service = i.service and a.person_key = i.person_key
join person m on m.service = a.service
    and (m.person_key = coalesce(a.joined_to, a.person_key)
        or m.joined_to = coalesce(a.joined_to, a.person_key))
where i.service = %(service)s and i.id = any (%(ids)s::uuid[]);

-- name: past
-- Counts the identifiers that are due and there, held or not.
select count(*) as past from identifier i
where i.service = %(service)s and i.kind = %(kind)s and i.kind <> 'own'
    and coalesce(i.category, '') = any (%(held_as)s::text[])
    and coalesce(i.again_at, i.since) <= %(latest)s
    and overdue(i.service, i.person_key, i.id, coalesce(i.again_at, i.since), %(clauses)s::int[],
        %(moments)s::text[], %(bounds)s::timestamptz[]) is not null;

-- name: next_moments
-- Finds the first moment of each kind after a bound, which is the next that can become due.
select u.bound, case u.moment
    when 'collection' then (select min(coalesce(i.again_at, i.since)) from identifier i
        where i.service = %(service)s and i.kind = %(kind)s and i.kind <> 'own'
            and coalesce(i.category, '') = any (%(held_as)s::text[])
            and coalesce(i.again_at, i.since) > u.latest)
    else (select min(e.at) from event e
        where e.service = %(service)s and e.event = u.moment and e.at > u.latest) end as at
from unnest(%(bounds_at)s::int[], %(moments)s::text[], %(bounds)s::timestamptz[])
    as u (bound, moment, latest);
