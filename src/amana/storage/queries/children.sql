-- name: put
-- Notes that somebody was found too young; once is enough.
insert into child_found (service, mark, how, entry) values (%(service)s, %(mark)s, %(how)s, %(entry)s)
on conflict (service, mark) do nothing;

-- name: one
-- Reads how it was found out, and whether they are erased; others who go on with it wait.
select how, done from child_found where service = %(service)s and mark = %(mark)s for update;

-- name: close
-- Notes that they are erased.
update child_found set done = %(done)s, erased_at = transaction_timestamp()
where service = %(service)s and mark = %(mark)s and done is null;

-- name: not_erased
-- Counts who was found too young and is not erased.
select count(*) as count, max(found_at) as last from child_found
where service = %(service)s and done is null;
