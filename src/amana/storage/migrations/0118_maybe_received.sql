-- before: what was sent and not answered may have arrived: it is followed and shown, under all ids
alter table disclosed add column sent_at timestamptz;
grant update (sent_at) on disclosed to amana_service;
alter table disclosure drop constraint disclosure_state_check;
alter table disclosure add constraint disclosure_state_check
    check (state in ('intended', 'done', 'refused', 'stopped', 'nothing')) not valid;

-- A word follows to who received something, or may have, under whichever id of the same person.
create or replace function follow_refusal(whose bytea, what text, recipient_only text, reason text,
                                          at timestamptz) returns void
    language sql set search_path = pg_catalog, pg_temp as $$
    with root as materialized (
        select coalesce(p.joined_to, p.person_key) as key from amana.person p
        where p.service = amana.own_service() and p.person_key = whose
    ), ids as materialized (
        select whose as key
        union select key from root
        union select m.person_key from root cross join lateral (
            select p.person_key from amana.person p
            where p.service = amana.own_service() and p.joined_to = root.key
            offset 0
        ) m
    )
    insert into amana.disclosure_notice
        (service, id, person_key, recipient, purpose, disclosure, sealed, why, since)
    select distinct on (g.person_key, g.recipient, g.purpose) g.service, gen_random_uuid(),
        g.person_key, g.recipient, g.purpose, g.disclosure, g.sealed, reason,
        follow_refusal.at -- the word's instant: the bare name would be the disclosure's
    from ids cross join lateral (
        select d.* from amana.disclosed d
        where d.service = amana.own_service() and d.person_key = ids.key
            and coalesce(d.at, d.sent_at) is not null
            and (what is null or d.purpose = what)
            and (recipient_only is null or d.recipient = recipient_only)
        offset 0
    ) g
    order by g.person_key, g.recipient, g.purpose, g.disclosure desc
    on conflict do nothing
$$;
