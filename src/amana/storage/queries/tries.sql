-- name: hold
-- Holds the rows of these keys, always in the order of the keys: nobody else counts them meanwhile.
insert into recent_try (key, at, touched_at)
select held.key, '{}', clock_timestamp() from unnest(%(keys)s::bytea[]) as held (key)
order by held.key
on conflict (key) do update set touched_at = excluded.touched_at;

-- name: take
-- Notes a try under one of the keys, where all of them together had fewer than the most lately.
with lately as (
    select count(*) as tries from recent_try, unnest(recent_try.at) as tried (at)
    where recent_try.key = any(%(keys)s::bytea[])
        and tried.at > clock_timestamp() - %(window)s::interval)
update recent_try set at = array(
        select tried.at from unnest(recent_try.at) as tried (at)
        where tried.at > clock_timestamp() - %(window)s::interval order by tried.at
    ) || greatest(
        clock_timestamp(),
        (select max(tried.at) from unnest(recent_try.at) as tried (at)) + interval '1 microsecond')
from lately where recent_try.key = %(key)s and lately.tries < %(most)s
returning recent_try.at[cardinality(recent_try.at)] as taken;

-- name: give_back
-- Takes back a try that was not in vain.
update recent_try set at = array_remove(at, %(taken)s) where key = %(key)s;

-- name: forget
-- Forgets whom nobody tried for a while; rows that somebody holds are left for later.
delete from recent_try where key in (
    select key from recent_try where touched_at < clock_timestamp() - %(window)s::interval
    limit 100 for update skip locked);
