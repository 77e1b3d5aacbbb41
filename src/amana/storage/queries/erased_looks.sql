-- name: put
-- Keeps the keyed hashes of what an erased person was known by; those that are there stay.
insert into erased_look (service, look, kind, erasure)
select %(service)s, u.look, u.kind, %(erasure)s
from unnest(%(looks)s::bytea[], %(kinds)s::text[]) as u (look, kind)
on conflict do nothing;

-- name: known
-- Tells which of these hashes are of somebody erased, by which requests; not who is still to be erased there.
select e.look, array_remove(array_agg(distinct e.request), null) as requests
from unnest(%(looks)s::bytea[]) as u (look)
cross join lateral (
    select l.look, c.request, exists (select from request_part p
        where p.service = l.service and p.request = c.request and p.source = %(source)s
            and p.state <> 'done') as waits
    from erased_look l
    left join erasure_certificate c on c.service = l.service and c.erasure = l.erasure
    where l.service = %(service)s and l.look = u.look offset 0) e
group by e.look having not bool_or(e.waits);

-- name: any
-- Tells whether anybody's hashes are kept.
select exists (select from erased_look where service = %(service)s) as any;

-- name: found
-- Notes what came back, or is still there; what was judged to have come anew is left out before the cut.
insert into came_back (service, source, place, look, id)
select %(service)s, u.source, u.place, u.look, u.id
from unnest(%(sources)s::text[], %(places)s::text[], %(looks)s::bytea[], %(ids)s::uuid[])
    as u (source, place, look, id)
where not exists (select from came_back c where c.service = %(service)s and c.source = u.source
    and c.place = u.place and c.look = u.look and c.judged = 'anew')
order by u.source, u.place, u.look limit %(most)s
on conflict (service, source, place, look) do update set last_at = transaction_timestamp(),
    judged = case when came_back.judged = 'erased' then null else came_back.judged end,
    judged_at = case when came_back.judged = 'erased' then null else came_back.judged_at end,
    entry = case when came_back.judged = 'erased' then null else came_back.entry end
returning source, place;

-- name: back
-- Lists what came back, what nobody judged yet first.
select id, source, place, look, first_at, last_at, judged, judged_at from came_back
where service = %(service)s and (%(every)s or judged is null)
order by judged is not null, first_at, id limit %(limit)s;

-- name: one
-- Reads one thing that came back, and keeps others from judging it meanwhile.
select id, source, place, look, first_at, last_at, judged, judged_at from came_back
where service = %(service)s and id = %(id)s for update;

-- name: judge
-- Notes what a person judged of what came back.
update came_back set judged = %(judged)s, judged_at = transaction_timestamp(), entry = %(entry)s
where service = %(service)s and id = %(id)s and judged is null;
