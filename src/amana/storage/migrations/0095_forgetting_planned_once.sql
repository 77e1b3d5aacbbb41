-- before: new code needs it
-- An erasure ran one statement for each table about persons, written anew and planned anew each
-- time. Now the statements stand in the functions themselves, where a session plans them once.
-- This function writes them for the tables that there are, and is called after every migration:
-- no table about persons is ever left out (decision 0232).
create function write_forgetting() returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $write$
declare
    deletions text;
    counts text;
begin
    select string_agg(format($one$
    delete from amana.%I t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    %s;$one$, name, case name
        when 'entry_person' then 'links := gone'
        when 'acceptance' then 'acceptances := gone'
        when 'record' then 'records := gone'
        else 'rest := rest + gone' end), '' order by name),
        string_agg(format($one$
        (select count(*) from amana.%I t where t.service = here.own and t.person_key = $1)$one$, name),
            ' +' order by name)
    into deletions, counts from amana.about_persons();
    -- Where a table was empty when its statement was planned, it is found by its index all the same
    -- once it is full.
    execute format($all$
create or replace function amana.forget(erased bytea, out bodies bigint, out links bigint,
        out acceptances bigint, out records bigint, out rest bigint)
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp set enable_seqscan = off
    set plan_cache_mode = force_generic_plan as $body$
<<here>>
declare
    own text := amana.session_service();
    gone bigint;
begin
    if not exists (select from amana.person p where p.service = here.own
                   and p.person_key = $1 and p.erased_at is not null) then
        raise exception 'only who was erased is forgotten' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b using amana.entry_person l
        where l.service = here.own and l.person_key = $1 and not l.shared
            and b.service = l.service and b.entry = l.entry;
    get diagnostics bodies = row_count;
    rest := 0;%s
end $body$;
create or replace function amana.hanging_on(person bytea) returns bigint
    language plpgsql stable
    set search_path = pg_catalog, pg_temp set enable_seqscan = off
    set plan_cache_mode = force_generic_plan as $body$
<<here>>
declare
    own text := amana.own_service();
begin
    return%s;
end $body$;
$all$, deletions, counts);
end $write$;
revoke all on function write_forgetting() from public;
