-- before: new code needs it
-- Whom an act over many records was about: the numbers of the persons, in one row. A row for each
-- of thousands of persons would cost a read of thousands as much as the read itself. The body of
-- such an entry names nobody and is sealed under the service's key.
create table entry_set (
    service text not null,
    entry uuid not null,
    persons integer[] not null,
    -- Where the act counted them: how many records it was about.
    records integer,
    primary key (service, entry)
);
alter table entry_set enable row level security, force row level security;
create policy own on entry_set using (service = own_service()) with check (service = own_service());
grant select, insert on entry_set to amana_service;

-- For the function that empties a service which is being closed: these rows name nobody by key.
create policy erased on entry_set for select to amana_owner using (service = session_service());
create policy forgotten on entry_set for delete to amana_owner using (service = session_service());
create or replace function empty_service(out bodies bigint, out links bigint, out acceptances bigint,
                                         out records bigint, out rest bigint)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held text;
    gone bigint;
begin
    if not exists (select from amana.service s
                   where s.slug = amana.session_service() and s.state = 'closing') then
        raise exception 'only a service that is being closed is emptied' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b where b.service = amana.session_service();
    get diagnostics bodies = row_count;
    delete from amana.entry_set s where s.service = amana.session_service();
    get diagnostics rest = row_count;
    for held in select name from amana.about_persons() loop
        execute format('delete from amana.%I where service = $1', held)
            using amana.session_service();
        get diagnostics gone = row_count;
        case held
            when 'entry_person' then links := gone;
            when 'acceptance' then acceptances := gone;
            when 'record' then records := gone;
            else rest := rest + gone;
        end case;
    end loop;
end $$;
