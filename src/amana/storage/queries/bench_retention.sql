-- name: drop
-- Drops the table of the round before.
drop table if exists visit;

-- name: make
-- Makes the table of the visits.
create table visit (id bigint primary key, customer text not null, ip text, page text,
    at timestamptz not null);

-- name: fill
-- Puts visits in, the first of which are past thirty days.
insert into visit (id, customer, ip, page, at)
select n, 'c-' || mod(n, 50000), '203.0.113.' || mod(n, 250), '/page/' || mod(n, 997),
    case when n <= %(due)s then now() - interval '30 days' - n * interval '1 millisecond' - interval '1 minute'
        else now() - mod(n, 2000000) * interval '1 second' end
from generate_series(1, %(rows)s) as n;

-- name: index
-- Makes visits be found by their time.
create index visit_at on visit (at);

-- name: settle
-- Has the database look at the table.
analyze visit;

-- name: bare
-- Deletes what is past its time by one statement.
delete from visit where at <= now() - interval '30 days';

-- name: read
-- Reads one visit as a shop does meanwhile.
select ip, page from visit where id = %(number)s;
