-- before: a look at what is due asks only for records of which something moved since the last one
-- Persons of whom something changed that moves a moment without being one: a record that is gone,
-- ids that were joined, a time of their own. Whoever looks at their records takes the rows away.
create table retention_stirred (
    service text not null,
    number bigint generated always as identity,
    person_key bytea not null check (length(person_key) = 32),
    primary key (service, number)
);
create index retention_stirred_person on retention_stirred (service, person_key);
alter table retention_stirred enable row level security, force row level security;
create policy own on retention_stirred using (service = own_service())
    with check (service = own_service());
create policy stirred on retention_stirred for insert to amana_owner
    with check (service = session_service());
create policy erased on retention_stirred for select to amana_owner
    using (service = session_service());
create policy forgotten on retention_stirred for delete to amana_owner
    using (service = session_service());
grant select, insert (service, person_key), delete on retention_stirred to amana_service;

-- By what, and up to when, all of a place was looked at; null where the next look has to be whole.
alter table retention_standing add column seen_as text, add column seen_at timestamptz,
    add column whole_at timestamptz;
alter table retention_standing add constraint retention_standing_seen_as_check
    check (length(seen_as) = 64) not valid;

create function stir_records() returns trigger language plpgsql
    set search_path = amana, pg_temp as $$
begin
    insert into retention_stirred (service, person_key)
        select distinct g.service, g.person_key from gone g;
    return null;
end $$;
revoke all on function stir_records() from public;
create trigger stir after delete on record referencing old table as gone
    for each statement execute function stir_records();

create function stir_person() returns trigger language plpgsql
    set search_path = amana, pg_temp as $$
begin
    insert into retention_stirred (service, person_key) values (new.service, new.person_key);
    return null;
end $$;
revoke all on function stir_person() from public;
create trigger stir after insert on retention_setting
    for each row execute function stir_person();
-- The program never writes such a time anew; whoever mends one by hand is heard all the same.
create trigger stir_again after update of at on record for each row execute function stir_person();
create trigger stir after update of at on event for each row execute function stir_person();
create trigger stir after insert or update of at on choice for each row
    when (new.at < transaction_timestamp()) execute function stir_person();

create function stir_group() returns trigger language plpgsql
    set search_path = amana, pg_temp as $$
begin
    insert into retention_stirred (service, person_key)
        select new.service, k.person_key
        from unnest(array[new.person_key, old.joined_to, new.joined_to]) as k (person_key)
        where k.person_key is not null;
    return null;
end $$;
revoke all on function stir_group() from public;
create trigger stir after update of joined_to on person for each row
    when (old.joined_to is distinct from new.joined_to) execute function stir_group();

-- For how long the time of a record is over; null where it is not. Of each clause one bound holds.
create function overdue(own text, person bytea, held uuid, since timestamptz, clauses int[],
        moments text[], bounds timestamptz[])
    returns interval language sql stable set search_path = amana, pg_temp as $$
    select case when bool_and(c.over is not null) then min(c.over) end from (
        select max(u.latest - m.at) filter (where m.at <= u.latest) as over
        from unnest($5, $6, $7) as u (clause, moment, latest)
        cross join lateral (select case u.moment when 'collection' then $4
            else moment_of($1, $2, $3, $4, u.moment) end as at) m
        group by u.clause
    ) c
$$;
revoke all on function overdue(text, bytea, uuid, timestamptz, int[], text[], timestamptz[])
    from public;
grant execute on function overdue(text, bytea, uuid, timestamptz, int[], text[], timestamptz[])
    to amana_service;

-- The records of a type of which a moment lies within its bounds, or of whose person something
-- changed: what else there is, is as due or not due as it was. Found by indexes alone.
create function touched(own text, kind text, moments text[], after timestamptz[],
        latest timestamptz[], since timestamptz)
    returns setof uuid language sql stable
    set search_path = amana, pg_temp set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off as $$
    with recursive bound as (
        select u.moment, u.after, u.latest from unnest($3, $4, $5) as u (moment, after, latest)
    ), types as (
        (select r.type from record r where r.service = $1 order by r.type limit 1)
        union all
        select (select r.type from record r where r.service = $1 and r.type > t.type
            order by r.type limit 1) from types t where t.type is not null
    ), names as (
        (select e.event from event e where e.service = $1 order by e.event limit 1)
        union all
        select (select e.event from event e where e.service = $1 and e.event > n.event
            order by e.event limit 1) from names n where n.event is not null
    ), persons as (
        select s.person_key from retention_stirred s where s.service = $1
        union
        select e.person_key from bound b join event e on e.service = $1 and e.event = b.moment
            and e.at > b.after and e.at <= b.latest
        -- One booking that is over may let an event without a record speak of the other.
        union
        select e.person_key from bound b join event e on e.service = $1 and e.event = b.moment
            and e.at > $6 where b.moment in ('booking_over', 'order_done')
        union
        select e.person_key from bound b cross join names n
            join event e on e.service = $1 and e.event = n.event
                and e.at > b.after and e.at <= b.latest
            where b.moment = 'last_use'
        union
        select r.person_key from bound b cross join types t
            join record r on r.service = $1 and r.type = t.type
                and r.at > b.after and r.at <= b.latest
            where b.moment = 'last_use'
        union
        select c.person_key from bound b join choice c on c.service = $1 and c.state = 'withdrawn'
            and c.at > b.after and c.at <= b.latest where b.moment = 'consent_withdrawn'
    ), members as (
        select m.person_key from persons p
        join person a on a.service = $1 and a.person_key = p.person_key
        join person m on m.service = $1 and (m.person_key = coalesce(a.joined_to, a.person_key)
            or m.joined_to = coalesce(a.joined_to, a.person_key))
    )
    select r.id from members m join record r on r.service = $1 and r.person_key = m.person_key
        and r.type = $2
    union
    select r.id from bound b join record r on r.service = $1 and r.type = $2
        and r.at > b.after and r.at <= b.latest where b.moment = 'collection'
$$;
revoke all on function touched(text, text, text[], timestamptz[], timestamptz[], timestamptz)
    from public;
grant execute on function touched(text, text, text[], timestamptz[], timestamptz[], timestamptz)
    to amana_service;
