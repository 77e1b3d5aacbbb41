-- before: identifiers end when their promised time is over
-- When the person gave it again: who comes back keeps the address that they gave before.
alter table identifier add column again_at timestamptz;
grant update (again_at), delete on identifier to amana_service;

-- The ids of persons of whom a moment lies within its bounds, or of whom something changed.
create function touched_members(own text, moments text[], after timestamptz[], latest timestamptz[])
    returns setof bytea language sql stable
    set search_path = amana, pg_temp set enable_seqscan = off set enable_hashjoin = off
    set enable_mergejoin = off as $$
    with persons as (
        select s.person_key from retention_stirred s where s.service = $1
        union
        select e.person_key from unnest($2, $3, $4) as b (moment, after, latest)
            join event e on e.service = $1 and e.event = b.moment
                and e.at > b.after and e.at <= b.latest
    )
    select distinct m.person_key from persons p
    join person a on a.service = $1 and a.person_key = p.person_key
    join person m on m.service = $1 and (m.person_key = coalesce(a.joined_to, a.person_key)
        or m.joined_to = coalesce(a.joined_to, a.person_key))
$$;
revoke all on function touched_members(text, text[], timestamptz[], timestamptz[])
    from public;
grant execute on function touched_members(text, text[], timestamptz[], timestamptz[])
    to amana_service;
