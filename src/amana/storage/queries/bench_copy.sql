-- name: tables
-- Makes twenty tables: accounts, and what each has in nineteen others.
do $$
begin
    create table account (id bigint primary key, email text not null unique, name text not null);
    for n in 1..19 loop
        execute format(
            'create table %I (id bigint primary key, account_id bigint not null'
            ' references account, at timestamptz not null, title text not null, body text not null)',
            'part_' || n
        );
        execute format('create index on %I (account_id)', 'part_' || n);
    end loop;
end $$;

-- name: fill_accounts
-- Writes accounts.
insert into account
select n, 'person-' || n || '@mail.example', 'مريم الكواري ' || n
from generate_series(1, %(people)s::bigint) as n;

-- name: say_people
-- Tells the next statement how many accounts there are, and how many rows each has in a table.
select set_config('bench.people', %(people)s::text, false), set_config('bench.rows', %(rows)s::text, false);

-- name: fill_parts
-- Writes what each account has, scattered over the tables.
do $$
begin
    for n in 1..19 loop
        execute format(
            'insert into %I select g, 1 + g %% current_setting(''bench.people'')::bigint, now(),'
            ' ''Title '' || g, ''What somebody wrote, number '' || g from generate_series(1,'
            ' current_setting(''bench.people'')::bigint * current_setting(''bench.rows'')::bigint) as g',
            'part_' || n
        );
    end loop;
end $$;

-- name: fill_large
-- Writes an account that has very many rows in one table, after all others.
with one as (
    insert into account values (%(account)s, %(email)s, 'Very many') returning id
)
insert into part_19
select %(first)s::bigint + n, %(account)s::bigint, now(), 'Title ' || n, 'What somebody wrote, number ' || n
from generate_series(1, %(rows)s::bigint) as n, one;

-- name: settle
-- Cleans up and gathers statistics.
vacuum analyze;

-- name: bare_account
-- Finds one account by hand.
select * from account where email = %(email)s;

-- name: bare_part_1
-- Reads by hand what one account has in table 1.
select at, title, body from part_1 where account_id = %(account)s;

-- name: bare_part_2
-- Reads by hand what one account has in table 2.
select at, title, body from part_2 where account_id = %(account)s;

-- name: bare_part_3
-- Reads by hand what one account has in table 3.
select at, title, body from part_3 where account_id = %(account)s;

-- name: bare_part_4
-- Reads by hand what one account has in table 4.
select at, title, body from part_4 where account_id = %(account)s;

-- name: bare_part_5
-- Reads by hand what one account has in table 5.
select at, title, body from part_5 where account_id = %(account)s;

-- name: bare_part_6
-- Reads by hand what one account has in table 6.
select at, title, body from part_6 where account_id = %(account)s;

-- name: bare_part_7
-- Reads by hand what one account has in table 7.
select at, title, body from part_7 where account_id = %(account)s;

-- name: bare_part_8
-- Reads by hand what one account has in table 8.
select at, title, body from part_8 where account_id = %(account)s;

-- name: bare_part_9
-- Reads by hand what one account has in table 9.
select at, title, body from part_9 where account_id = %(account)s;

-- name: bare_part_10
-- Reads by hand what one account has in table 10.
select at, title, body from part_10 where account_id = %(account)s;

-- name: bare_part_11
-- Reads by hand what one account has in table 11.
select at, title, body from part_11 where account_id = %(account)s;

-- name: bare_part_12
-- Reads by hand what one account has in table 12.
select at, title, body from part_12 where account_id = %(account)s;

-- name: bare_part_13
-- Reads by hand what one account has in table 13.
select at, title, body from part_13 where account_id = %(account)s;

-- name: bare_part_14
-- Reads by hand what one account has in table 14.
select at, title, body from part_14 where account_id = %(account)s;

-- name: bare_part_15
-- Reads by hand what one account has in table 15.
select at, title, body from part_15 where account_id = %(account)s;

-- name: bare_part_16
-- Reads by hand what one account has in table 16.
select at, title, body from part_16 where account_id = %(account)s;

-- name: bare_part_17
-- Reads by hand what one account has in table 17.
select at, title, body from part_17 where account_id = %(account)s;

-- name: bare_part_18
-- Reads by hand what one account has in table 18.
select at, title, body from part_18 where account_id = %(account)s;

-- name: bare_part_19
-- Reads by hand what one account has in table 19.
select at, title, body from part_19 where account_id = %(account)s;
