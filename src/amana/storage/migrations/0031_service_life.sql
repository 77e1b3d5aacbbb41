-- before: services are paused and closed, with an entry in the same transaction
alter table service
    add column state text not null default 'open'
        check (state in ('open', 'paused', 'closing', 'closed')),
    add column reason text not null default '' check (length(reason) <= 500),
    add column changed_at timestamptz not null default transaction_timestamp();

-- What is being closed is never opened again, by the owner neither.
create function refuse_return_of_closed() returns trigger language plpgsql as $$
begin
    if old.state = 'closed' or (old.state = 'closing' and new.state not in ('closing', 'closed')) then
        raise exception 'a service that was closed stays closed' using errcode = 'P0001';
    end if;
    return new;
end $$;
create trigger one_way before update on service
    for each row execute function refuse_return_of_closed();
create policy own_life on service for update
    using (slug = own_service()) with check (slug = own_service());
grant update (state, reason, changed_at) on service to amana_service;

-- Deletes what is sealed about anybody, once the service is being closed; no login may do it before.
create function empty_service(out bodies bigint, out links bigint, out acceptances bigint)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from amana.service s
                   where s.slug = amana.session_service() and s.state = 'closing') then
        raise exception 'only a service that is being closed is emptied' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b where b.service = amana.session_service();
    get diagnostics bodies = row_count;
    delete from amana.entry_person l where l.service = amana.session_service();
    get diagnostics links = row_count;
    delete from amana.acceptance a where a.service = amana.session_service();
    get diagnostics acceptances = row_count;
end $$;
revoke all on function empty_service() from public;
grant execute on function empty_service() to amana_service;
