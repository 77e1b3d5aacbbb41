-- before: a restriction is carried out in Amana's own records, announced before it is lifted, and lifted
-- Whose it is says the request; that data is restricted is a word of the person, among their choices.
create table restriction (
    service text not null,
    request uuid not null,
    begun_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    announced_at timestamptz,
    announced uuid,
    letter uuid,
    lifted_at timestamptz,
    lifted uuid,
    primary key (service, request),
    foreign key (service, request) references request,
    check ((announced is null) = (announced_at is null)),
    check ((lifted is null) = (lifted_at is null)),
    check (lifted is null or announced is not null)
);
alter table restriction enable row level security, force row level security;
create policy own on restriction using (service = own_service()) with check (service = own_service());
grant select, insert, update on restriction to amana_service;

-- Of each person whose last word of any id restricts, the id that their others are joined to.
create function restricted_roots(of_service text) returns setof bytea language sql stable
    set search_path = amana, pg_temp as $$
    select said.root from (
        select distinct on (coalesce(m.joined_to, m.person_key))
            coalesce(m.joined_to, m.person_key) as root, c.state
        from choice c join person m on m.service = c.service and m.person_key = c.person_key
        where c.service = of_service and c.purpose = 'processing:restricted'
        order by coalesce(m.joined_to, m.person_key), c.at desc, c.state = 'objected' desc
    ) said where said.state = 'objected'
$$;
revoke all on function restricted_roots(text) from public;
grant execute on function restricted_roots(text) to amana_service;

-- The end of a restriction binds to no promise: it lets what the policy says hold again.
alter table choice_said drop constraint choice_said_check, add constraint choice_said_check
    check (state not in ('consented', 'opted_in') or (promise is not null and wording is not null)
        or purpose = 'processing:restricted') not valid;
