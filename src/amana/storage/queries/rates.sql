-- name: take
-- Takes a share of a rate, where the share still fits into the window.
insert into rate (key, full_at) values (%(key)s, clock_timestamp() + %(share)s)
on conflict (key) do update
    set full_at = greatest(rate.full_at, clock_timestamp()) + %(share)s
    where greatest(rate.full_at, clock_timestamp()) + %(share)s <= clock_timestamp() + %(window)s
returning 1 as taken;

-- name: wait
-- Tells how long it takes until a share fits again.
select full_at + %(share)s - clock_timestamp() - %(window)s as wait from rate where key = %(key)s;

-- name: forget
-- Forgets whom nothing holds back any more.
delete from rate where full_at < clock_timestamp() - interval '1 minute';
