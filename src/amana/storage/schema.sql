CREATE SCHEMA amana;

ALTER SCHEMA amana OWNER TO amana_owner;

CREATE FUNCTION amana.about_persons(OUT name text) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    select c.relname::text from pg_class c
    where c.relnamespace = 'amana'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('person', 'erasure')
        and (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
             and a.attname in ('service', 'person_key')) = 2
    order by c.relname
$$;

ALTER FUNCTION amana.about_persons(OUT name text) OWNER TO amana_owner;

CREATE FUNCTION amana.count_word() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    select 1 + coalesce(max(s.nth), 0) into new.nth from amana.choice_said s
        where s.service = new.service and s.person_key = new.person_key
            and s.purpose = new.purpose;
    new.at := transaction_timestamp();
    return new;
end $$;

ALTER FUNCTION amana.count_word() OWNER TO amana_owner;

CREATE FUNCTION amana.decided_by_members() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    acting uuid := case when tg_op = 'INSERT' then new.asked_by else new.decided_by end;
begin
    if not exists (select from amana.member_role r
                   where r.service = new.service and r.member = acting) then
        raise exception 'only members decide about accesses' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.decided_by_members() OWNER TO amana_owner;

CREATE FUNCTION amana.drop_kept_answer() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    delete from amana.kept_answer where service = old.service and id = old.answer;
    return null;
end $$;

ALTER FUNCTION amana.drop_kept_answer() OWNER TO amana_owner;

CREATE FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
end $_$;

ALTER FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) OWNER TO amana_owner;

CREATE FUNCTION amana.end_ties() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    delete from amana.person_tie t where t.service = new.service
        and (t.person_key = new.person_key or t.other_key = new.person_key);
    return null;
end $$;

ALTER FUNCTION amana.end_ties() OWNER TO amana_owner;

CREATE FUNCTION amana.follow_choice() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform amana.follow_refusal(new.person_key, new.purpose, null, new.state, new.at);
    return null;
end $$;

ALTER FUNCTION amana.follow_choice() OWNER TO amana_owner;

CREATE FUNCTION amana.follow_link() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform amana.follow_refusal(new.person_key, null, new.recipient, 'ended', new.ended_at);
    return null;
end $$;

ALTER FUNCTION amana.follow_link() OWNER TO amana_owner;

CREATE FUNCTION amana.follow_refusal(whose bytea, what text, recipient_only text, reason text, at timestamp with time zone) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION amana.follow_refusal(whose bytea, what text, recipient_only text, reason text, at timestamp with time zone) OWNER TO amana_owner;

CREATE FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
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
    rest := 0;
    delete from amana.acceptance t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    acceptances := gone;
    delete from amana.access t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.breach_affected t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.choice t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.choice_change t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.choice_pending t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.choice_said t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.copy_part t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.customer_person t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.disclosed t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.disclosure_notice t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.ended_address t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.entry_person t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    links := gone;
    delete from amana.event t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.event_out t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.hand_over t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.identifier t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.identity_check t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.in_service_notice t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.kept_answer_person t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.one_time_code t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.outbox t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.own_link t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.person_fact t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.person_password t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.person_session t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.person_subject t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.person_tie t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.prepared_copy t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.provider_word t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.publication t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.record t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    records := gone;
    delete from amana.release_person t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.request_person t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.retention_setting t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.retention_stirred t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.sharing_standing t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.sharing_told t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.signal t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
    delete from amana.stopped_class t where t.service = here.own and t.person_key = $1;
    get diagnostics gone = row_count;
    rest := rest + gone;
end $_$;

ALTER FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) OWNER TO amana_owner;

CREATE FUNCTION amana.hanging_on(person bytea) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
<<here>>
declare
    own text := amana.own_service();
begin
    return
        (select count(*) from amana.acceptance t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.access t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.breach_affected t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.choice t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.choice_change t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.choice_pending t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.choice_said t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.copy_part t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.customer_person t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.disclosed t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.disclosure_notice t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.ended_address t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.entry_person t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.event t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.event_out t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.hand_over t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.identifier t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.identity_check t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.in_service_notice t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.kept_answer_person t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.one_time_code t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.outbox t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.own_link t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.person_fact t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.person_password t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.person_session t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.person_subject t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.person_tie t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.prepared_copy t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.provider_word t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.publication t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.record t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.release_person t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.request_person t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.retention_setting t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.retention_stirred t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.sharing_standing t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.sharing_told t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.signal t where t.service = here.own and t.person_key = $1) +
        (select count(*) from amana.stopped_class t where t.service = here.own and t.person_key = $1);
end $_$;

ALTER FUNCTION amana.hanging_on(person bytea) OWNER TO amana_owner;

CREATE FUNCTION amana.keep_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if new.version <> old.version + 1 then
        raise exception 'versions follow one another' using errcode = 'P0001';
    end if;
    insert into amana.record_past (service, record, version, sealed, policy_version, occasion,
        origin, source, imported, at, entry)
    values (old.service, old.id, old.version, old.sealed, old.policy_version, old.occasion,
        old.origin, old.source, old.imported, old.at, old.entry);
    new.at := transaction_timestamp();
    return new;
end $$;

ALTER FUNCTION amana.keep_version() OWNER TO amana_owner;

CREATE FUNCTION amana.leave_behind() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if old.handle is null then
        return null;
    end if;
    if old.stays and exists (select from amana.person p where p.service = old.service
            and p.person_key = old.person_key and p.erased_at is not null)
        and not exists (select from amana.service s where s.slug = old.service
            and s.state = 'closing') then
        update amana.published set handle = gen_random_uuid(), name = null, contact = null,
            left_behind = true where service = old.service and handle = old.handle;
    else
        delete from amana.published where service = old.service and handle = old.handle;
    end if;
    return null;
end $$;

ALTER FUNCTION amana.leave_behind() OWNER TO amana_owner;

CREATE FUNCTION amana.moment_of(own text, person bytea, held uuid, since timestamp with time zone, moment text) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'amana', 'pg_temp'
    AS $_$
    with ids as (
        select m.person_key from person a
        join person m on m.service = a.service and (m.person_key = coalesce(a.joined_to, a.person_key)
            or m.joined_to = coalesce(a.joined_to, a.person_key))
        where a.service = $1 and a.person_key = $2
    )
    select case
        when $5 = 'collection' then $4
        when $5 = 'last_use' then greatest($4,
            (select max(r.at) from record r join ids using (person_key) where r.service = $1),
            (select max(e.at) from event e join ids using (person_key) where e.service = $1))
        when $5 = 'consent_withdrawn' then (
            select case when count(*) = count(w.at) then max(w.at) end
            from record_purpose p
            left join lateral (
                select c.state, c.at from choice c join ids using (person_key)
                where c.service = $1 and c.purpose = p.purpose
                order by c.at desc limit 1
            ) w on w.state = 'withdrawn' and w.at >= $4
            where p.service = $1 and p.record = $3)
        else (select max(e.at) from event e join ids using (person_key)
            where e.service = $1 and e.event = $5 and e.at >= $4
                and (e.record = $3 or e.record is null and ($5 not in ('booking_over', 'order_done')
                    or not exists (
                        select from record o join ids using (person_key)
                        where o.service = $1 and o.id <> $3 and o.at <= e.at
                            and o.type = (select t.type from record t
                                where t.service = $1 and t.id = $3)
                            and not exists (select from event s
                                where s.service = $1 and s.record = o.id and s.event = $5)))))
    end
$_$;

ALTER FUNCTION amana.moment_of(own text, person bytea, held uuid, since timestamp with time zone, moment text) OWNER TO amana_owner;

CREATE FUNCTION amana.overdue(own text, person bytea, held uuid, since timestamp with time zone, clauses integer[], moments text[], bounds timestamp with time zone[]) RETURNS interval
    LANGUAGE sql STABLE
    SET search_path TO 'amana', 'pg_temp'
    AS $_$
    select case when bool_and(c.over is not null) then min(c.over) end from (
        select max(u.latest - m.at) filter (where m.at <= u.latest) as over
        from unnest($5, $6, $7) as u (clause, moment, latest)
        cross join lateral (select case u.moment when 'collection' then $4
            else moment_of($1, $2, $3, $4, u.moment) end as at) m
        group by u.clause
    ) c
$_$;

ALTER FUNCTION amana.overdue(own text, person bytea, held uuid, since timestamp with time zone, clauses integer[], moments text[], bounds timestamp with time zone[]) OWNER TO amana_owner;

CREATE FUNCTION amana.own_service() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN starts_with((CURRENT_USER)::text, 'amana_s_'::text) THEN replace(substr((CURRENT_USER)::text, 9), '_'::text, '-'::text) ELSE NULL::text END;

ALTER FUNCTION amana.own_service() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'what was published does not change' using errcode = 'P0001';
end $$;

ALTER FUNCTION amana.refuse_change() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_fewer_times() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.times <= old.times then
        raise exception 'who stays out is not let in here' using errcode = 'P0001';
    end if;
    new.at := transaction_timestamp();
    return new;
end $$;

ALTER FUNCTION amana.refuse_fewer_times() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_gap() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.number <> 1 + coalesce((select max(v.number) from amana.policy_version v
                                   where v.service = new.service), 0)
       or new.xact <> pg_current_xact_id() or new.published_at <> transaction_timestamp() then
        raise exception 'versions follow one another' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_gap() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_late_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not exists (select from amana.policy_version v where v.service = new.service
                   and v.number = new.version and v.xact = pg_current_xact_id()) then
        raise exception 'what was published does not change' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_late_part() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_old_id() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'a record is made when its id says' using errcode = 'P0001';
end $$;

ALTER FUNCTION amana.refuse_old_id() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_reopening() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op = 'DELETE' or old.closed_at is not null then
        raise exception 'what was erased stays on record' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_reopening() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_return() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op = 'DELETE' or old.erased_at is not null then
        raise exception 'who was erased stays erased' using errcode = 'P0001';
    end if;
    if old.number is distinct from new.number and old.number is not null then
        raise exception 'a number stays with its person' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_return() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_return_of_closed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if old.state = 'closed' or (old.state = 'closing' and new.state not in ('closing', 'closed')) then
        raise exception 'a service that was closed stays closed' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_return_of_closed() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_reviving() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'what ended stays ended' using errcode = 'P0001';
end $$;

ALTER FUNCTION amana.refuse_reviving() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_second_decision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if old.taken_back_at is not null
        or (old.decided_at is not null and (new.decided_by, new.decided_at, new.approved)
            is distinct from (old.decided_by, old.decided_at, old.approved)) then
        raise exception 'what was decided stays decided' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_second_decision() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_taking_back() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'an objection is not taken back here' using errcode = 'P0001';
end $$;

ALTER FUNCTION amana.refuse_taking_back() OWNER TO amana_owner;

CREATE FUNCTION amana.repeat_last_word() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    said amana.choice_said;
begin
    select s.* into said from amana.choice_said s
        where s.service = new.service and s.person_key = new.person_key and s.purpose = new.purpose
        order by s.nth desc, s.at desc, s.id desc limit 1;
    if not found or (said.state, said.policy_version, said.promise, said.wording, said.entry)
            is distinct from
            (new.state, new.policy_version, new.promise, new.wording, new.entry) then
        raise exception 'a choice is what was said last' using errcode = 'P0001';
    end if;
    return null;
end $$;

ALTER FUNCTION amana.repeat_last_word() OWNER TO amana_owner;

CREATE FUNCTION amana.restricted_roots(of_service text) RETURNS SETOF bytea
    LANGUAGE sql STABLE
    SET search_path TO 'amana', 'pg_temp'
    AS $$
    select said.root from (
        select distinct on (coalesce(m.joined_to, m.person_key))
            coalesce(m.joined_to, m.person_key) as root, c.state
        from choice c join person m on m.service = c.service and m.person_key = c.person_key
        where c.service = of_service and c.purpose = 'processing:restricted'
        order by coalesce(m.joined_to, m.person_key), c.at desc, c.state = 'objected' desc
    ) said where said.state = 'objected'
$$;

ALTER FUNCTION amana.restricted_roots(of_service text) OWNER TO amana_owner;

CREATE FUNCTION amana.session_service() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN starts_with((SESSION_USER)::text, 'amana_s_'::text) THEN replace(substr((SESSION_USER)::text, 9), '_'::text, '-'::text) ELSE NULL::text END;

ALTER FUNCTION amana.session_service() OWNER TO amana_owner;

CREATE FUNCTION amana.stamp_choice() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    new.at := transaction_timestamp();
    return new;
end $$;

ALTER FUNCTION amana.stamp_choice() OWNER TO amana_owner;

CREATE FUNCTION amana.stir_group() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'amana', 'pg_temp'
    AS $$
begin
    insert into retention_stirred (service, person_key)
        select new.service, k.person_key
        from unnest(array[new.person_key, old.joined_to, new.joined_to]) as k (person_key)
        where k.person_key is not null;
    return null;
end $$;

ALTER FUNCTION amana.stir_group() OWNER TO amana_owner;

CREATE FUNCTION amana.stir_person() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'amana', 'pg_temp'
    AS $$
begin
    insert into retention_stirred (service, person_key) values (new.service, new.person_key);
    return null;
end $$;

ALTER FUNCTION amana.stir_person() OWNER TO amana_owner;

CREATE FUNCTION amana.stir_records() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'amana', 'pg_temp'
    AS $$
begin
    insert into retention_stirred (service, person_key)
        select distinct g.service, g.person_key from gone g;
    return null;
end $$;

ALTER FUNCTION amana.stir_records() OWNER TO amana_owner;

CREATE FUNCTION amana.terms_of(key bytea, record uuid, expires_at timestamp with time zone, automated boolean) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN substr(sha256((((key || uuid_send(record)) || int8send(COALESCE(((EXTRACT(epoch FROM expires_at) * (1000000)::numeric))::bigint, ('-1'::integer)::bigint))) || CASE WHEN automated THEN '\x01'::bytea ELSE '\x00'::bytea END)), 1, 16);

ALTER FUNCTION amana.terms_of(key bytea, record uuid, expires_at timestamp with time zone, automated boolean) OWNER TO amana_owner;

CREATE FUNCTION amana.touched(own text, kind text, moments text[], after timestamp with time zone[], latest timestamp with time zone[], since timestamp with time zone) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    SET search_path TO 'amana', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $_$
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
$_$;

ALTER FUNCTION amana.touched(own text, kind text, moments text[], after timestamp with time zone[], latest timestamp with time zone[], since timestamp with time zone) OWNER TO amana_owner;

CREATE FUNCTION amana.write_forgetting() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
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
end $_$;

ALTER FUNCTION amana.write_forgetting() OWNER TO amana_owner;

CREATE TABLE amana.acceptance (
    service text NOT NULL,
    person_key bytea NOT NULL,
    version integer NOT NULL,
    id uuid NOT NULL,
    how text NOT NULL,
    language text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT acceptance_how_check CHECK ((how = ANY (ARRAY['explicit'::text, 'continued_use'::text, 'declined'::text]))),
    CONSTRAINT acceptance_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT acceptance_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.acceptance FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.acceptance OWNER TO amana_owner;

CREATE TABLE amana.access (
    service text NOT NULL,
    id uuid NOT NULL,
    reader uuid,
    reader_role text,
    person_key bytea,
    data text[] NOT NULL,
    purpose text NOT NULL,
    whole boolean NOT NULL,
    policy_version integer NOT NULL,
    approval boolean NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    asked_entry uuid NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    approved boolean DEFAULT false NOT NULL,
    taken_back_by uuid,
    taken_back_at timestamp with time zone,
    mark bytea,
    CONSTRAINT access_check CHECK ((num_nonnulls(reader, reader_role) = 1)),
    CONSTRAINT access_check1 CHECK ((approval OR (num_nulls(person_key, reader) = 0))),
    CONSTRAINT access_check2 CHECK (((ends_at > asked_at) AND (ends_at <= (asked_at + '720:00:00'::interval)))),
    CONSTRAINT access_check3 CHECK (((num_nonnulls(decided_by, decided_at) <> 1) AND ((decided_at IS NOT NULL) OR (NOT approved)))),
    CONSTRAINT access_check4 CHECK (((decided_by <> asked_by) AND ((reader IS NULL) OR (decided_by <> reader)))),
    CONSTRAINT access_data_check CHECK (((cardinality(data) >= 1) AND (cardinality(data) <= 200))),
    CONSTRAINT access_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT access_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT access_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 64))),
    CONSTRAINT access_reader_role_check CHECK ((reader_role = ANY (ARRAY['owner'::text, 'privacy_officer'::text, 'support'::text, 'auditor'::text, 'integrator'::text])))
);

ALTER TABLE ONLY amana.access FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.access OWNER TO amana_owner;

CREATE TABLE amana.aggregate_release (
    service text NOT NULL,
    name text NOT NULL,
    label text NOT NULL,
    content bytea NOT NULL,
    digest bytea NOT NULL,
    released_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT aggregate_release_content_check CHECK ((length(content) <= 1048576)),
    CONSTRAINT aggregate_release_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT aggregate_release_label_check CHECK (((length(label) >= 1) AND (length(label) <= 63))),
    CONSTRAINT aggregate_release_name_check CHECK (((length(name) >= 1) AND (length(name) <= 63)))
);

ALTER TABLE ONLY amana.aggregate_release FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.aggregate_release OWNER TO amana_owner;

CREATE TABLE amana.alarm (
    id uuid NOT NULL,
    service text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    why text NOT NULL,
    fields jsonb NOT NULL,
    raised_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    over_at timestamp with time zone
);

ALTER TABLE ONLY amana.alarm FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm OWNER TO amana_owner;

CREATE TABLE amana.alarm_notice (
    id uuid NOT NULL,
    alarm uuid NOT NULL,
    event text NOT NULL,
    channel text NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    next_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    fault text,
    CONSTRAINT alarm_notice_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'webhook'::text]))),
    CONSTRAINT alarm_notice_event_check CHECK ((event = ANY (ARRAY['raised'::text, 'still'::text, 'over'::text])))
);

ALTER TABLE ONLY amana.alarm_notice FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm_notice OWNER TO amana_owner;

CREATE TABLE amana.announcement (
    service text NOT NULL,
    version integer NOT NULL,
    series uuid NOT NULL,
    material boolean NOT NULL,
    by_email boolean NOT NULL,
    in_service boolean NOT NULL,
    promise text NOT NULL,
    due_at timestamp with time zone,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    upto bytea,
    told bigint DEFAULT 0 NOT NULL,
    without_address bigint DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    kept_sent bigint DEFAULT 0 NOT NULL,
    kept_failed bigint DEFAULT 0 NOT NULL,
    kept_late bigint DEFAULT 0 NOT NULL,
    kept_last timestamp with time zone,
    CONSTRAINT announcement_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63))),
    CONSTRAINT announcement_upto_check CHECK ((length(upto) = 32))
);

ALTER TABLE ONLY amana.announcement FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.announcement OWNER TO amana_owner;

CREATE TABLE amana.api_key (
    hash bytea NOT NULL,
    id uuid NOT NULL,
    service text NOT NULL,
    label text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    revoked_at timestamp with time zone,
    abilities text[],
    purposes text[],
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    recipient text,
    customer text,
    CONSTRAINT api_key_abilities_check CHECK (((cardinality(abilities) >= 1) AND (cardinality(abilities) <= 30))),
    CONSTRAINT api_key_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT api_key_purposes_check CHECK (((cardinality(purposes) >= 1) AND (cardinality(purposes) <= 100)))
);

ALTER TABLE ONLY amana.api_key FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.api_key OWNER TO amana_owner;

CREATE TABLE amana.attestation (
    service text NOT NULL,
    id uuid NOT NULL,
    promise text NOT NULL,
    statement text NOT NULL,
    attested_by text NOT NULL,
    document_name text NOT NULL,
    document_hash bytea NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT attestation_check CHECK ((expires_at > at)),
    CONSTRAINT attestation_document_hash_check CHECK ((length(document_hash) = 32))
);

ALTER TABLE ONLY amana.attestation FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.attestation OWNER TO amana_owner;

CREATE TABLE amana.breach (
    service text NOT NULL,
    id uuid NOT NULL,
    rehearsal boolean NOT NULL,
    opened_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    series uuid NOT NULL,
    sending_at timestamp with time zone,
    otherwise_at timestamp with time zone,
    closed_at timestamp with time zone
);

ALTER TABLE ONLY amana.breach FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.breach OWNER TO amana_owner;

CREATE TABLE amana.breach_affected (
    service text NOT NULL,
    breach uuid NOT NULL,
    person_key bytea NOT NULL,
    how text[] NOT NULL,
    laws text[] NOT NULL,
    found_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    put_at timestamp with time zone,
    message uuid,
    told_at timestamp with time zone,
    fault text,
    CONSTRAINT breach_affected_fault_check CHECK ((length(fault) <= 100)),
    CONSTRAINT breach_affected_how_check CHECK (((cardinality(how) >= 1) AND (cardinality(how) <= 50))),
    CONSTRAINT breach_affected_laws_check CHECK ((cardinality(laws) <= 50)),
    CONSTRAINT breach_affected_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.breach_affected FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.breach_affected OWNER TO amana_owner;

CREATE TABLE amana.breach_clock (
    service text NOT NULL,
    breach uuid NOT NULL,
    name text NOT NULL,
    promise text,
    starts_at timestamp with time zone,
    due_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT breach_clock_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT breach_clock_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63)))
);

ALTER TABLE ONLY amana.breach_clock FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.breach_clock OWNER TO amana_owner;

CREATE TABLE amana.breach_note (
    service text NOT NULL,
    breach uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT breach_note_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 40))),
    CONSTRAINT breach_note_number_check CHECK ((number >= 1)),
    CONSTRAINT breach_note_sealed_check CHECK ((length(sealed) <= 262144))
);

ALTER TABLE ONLY amana.breach_note FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.breach_note OWNER TO amana_owner;

CREATE TABLE amana.choice (
    service text NOT NULL,
    person_key bytea NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    policy_version integer NOT NULL,
    promise text,
    wording bytea,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    implied boolean DEFAULT false NOT NULL,
    said_at timestamp with time zone,
    CONSTRAINT choice_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT choice_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT choice_state_check CHECK ((state = ANY (ARRAY['consented'::text, 'withdrawn'::text, 'objected'::text, 'opted_out'::text, 'opted_in'::text])))
);

ALTER TABLE ONLY amana.choice FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice OWNER TO amana_owner;

CREATE TABLE amana.entry_promise (
    service text NOT NULL,
    promise text NOT NULL,
    act text NOT NULL,
    outcome text NOT NULL,
    entry uuid NOT NULL,
    policy_version integer,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT entry_promise_outcome_check CHECK ((outcome = ANY (ARRAY['intended'::text, 'done'::text, 'failed'::text, 'refused'::text])))
);

ALTER TABLE ONLY amana.entry_promise FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_promise OWNER TO amana_owner;

CREATE TABLE amana.message_breach (
    service text NOT NULL,
    message uuid NOT NULL,
    how text NOT NULL,
    entry uuid,
    purpose text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT message_breach_how_check CHECK ((how = ANY (ARRAY['refused'::text, 'kept_in'::text]))),
    CONSTRAINT message_breach_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63)))
);

ALTER TABLE ONLY amana.message_breach FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.message_breach OWNER TO amana_owner;

CREATE TABLE amana.outbox (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea,
    class text NOT NULL,
    purpose text,
    channel text NOT NULL,
    language text NOT NULL,
    promise text,
    look bytea,
    series uuid,
    sealed bytea,
    state text DEFAULT 'waiting'::text NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    due_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone,
    attempts smallint DEFAULT 0 NOT NULL,
    repeats smallint DEFAULT 0 NOT NULL,
    address bytea,
    claim uuid,
    claimed_at timestamp with time zone,
    intended uuid,
    ended uuid,
    ended_at timestamp with time zone,
    fault text,
    way_out boolean,
    CONSTRAINT outbox_address_check CHECK ((length(address) = 32)),
    CONSTRAINT outbox_channel_check CHECK (((length(channel) >= 1) AND (length(channel) <= 63))),
    CONSTRAINT outbox_check CHECK (((person_key IS NOT NULL) OR (class = 'service'::text))),
    CONSTRAINT outbox_check1 CHECK (((purpose IS NOT NULL) OR (class = 'service'::text))),
    CONSTRAINT outbox_check2 CHECK (((state <> ALL (ARRAY['waiting'::text, 'sending'::text])) OR (sealed IS NOT NULL))),
    CONSTRAINT outbox_check3 CHECK (((state <> ALL (ARRAY['sent'::text, 'refused'::text])) OR (sealed IS NULL))),
    CONSTRAINT outbox_check4 CHECK (((state = 'sending'::text) = (claim IS NOT NULL))),
    CONSTRAINT outbox_class_check CHECK ((class = ANY (ARRAY['service'::text, 'transactional'::text, 'promotional'::text, 'newsletter'::text, 'job_alert'::text, 'rating_request'::text]))),
    CONSTRAINT outbox_fault_check CHECK ((length(fault) <= 100)),
    CONSTRAINT outbox_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT outbox_look_check CHECK ((length(look) = 32)),
    CONSTRAINT outbox_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT outbox_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63))),
    CONSTRAINT outbox_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'refused'::text])))
);

ALTER TABLE ONLY amana.outbox FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.outbox OWNER TO amana_owner;

CREATE TABLE amana.person (
    service text NOT NULL,
    person_key bytea NOT NULL,
    met_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    erased_at timestamp with time zone,
    number bigint,
    joined_to bytea,
    CONSTRAINT person_check CHECK (((length(joined_to) = 32) AND (joined_to <> person_key))),
    CONSTRAINT person_number_check CHECK ((number >= 0)),
    CONSTRAINT person_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person OWNER TO amana_owner;

CREATE TABLE amana.person_tie (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    other_key bytea NOT NULL,
    tie text NOT NULL,
    since timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    ended_at timestamp with time zone,
    entry uuid NOT NULL,
    ended_by uuid,
    mark bytea,
    CONSTRAINT person_tie_check CHECK (((length(other_key) = 32) AND (other_key <> person_key))),
    CONSTRAINT person_tie_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT person_tie_check2 CHECK (((tie <> 'same'::text) OR (person_key < other_key))),
    CONSTRAINT person_tie_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT person_tie_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT person_tie_tie_check CHECK ((tie = ANY (ARRAY['same'::text, 'visitor'::text, 'guardian'::text, 'staff'::text])))
);

ALTER TABLE ONLY amana.person_tie FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_tie OWNER TO amana_owner;

CREATE TABLE amana.stopped_class (
    service text NOT NULL,
    person_key bytea NOT NULL,
    purpose text NOT NULL,
    class text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    resumed_at timestamp with time zone,
    CONSTRAINT stopped_class_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT stopped_class_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63)))
);

ALTER TABLE ONLY amana.stopped_class FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.stopped_class OWNER TO amana_owner;

CREATE VIEW amana.broken_message WITH (security_invoker='true') AS
 SELECT o.service,
    o.id AS message,
    'kept_in'::text AS how,
    o.intended AS entry,
    o.purpose,
    o.ended_at AS at
   FROM amana.outbox o
  WHERE ((o.state = 'sent'::text) AND (NOT o.way_out))
UNION
 SELECT o.service,
    o.id AS message,
    'kept_in'::text AS how,
    o.intended AS entry,
    o.purpose,
    o.ended_at AS at
   FROM ((((amana.outbox o
     CROSS JOIN LATERAL ( SELECT person.person_key,
            COALESCE(person.joined_to, person.person_key) AS root
           FROM amana.person
          WHERE ((person.service = o.service) AND (person.person_key = o.person_key))
         OFFSET 0) m)
     CROSS JOIN LATERAL ( SELECT m.root AS person_key
        UNION ALL
         SELECT person.person_key
           FROM amana.person
          WHERE ((person.service = o.service) AND (person.joined_to = m.root))
 OFFSET 0) p)
     CROSS JOIN LATERAL ( SELECT stopped_class.service,
            stopped_class.person_key,
            stopped_class.purpose,
            stopped_class.class,
            stopped_class.at,
            stopped_class.entry,
            stopped_class.resumed_at
           FROM amana.stopped_class
          WHERE ((stopped_class.service = o.service) AND (stopped_class.person_key = p.person_key) AND (stopped_class.purpose = o.purpose) AND (stopped_class.class = o.class))
         OFFSET 0) s)
     CROSS JOIN LATERAL ( SELECT entry_promise.service,
            entry_promise.promise,
            entry_promise.act,
            entry_promise.outcome,
            entry_promise.entry,
            entry_promise.policy_version,
            entry_promise.at
           FROM amana.entry_promise
          WHERE ((entry_promise.service = o.service) AND (entry_promise.entry = o.intended))
         OFFSET 0) e)
  WHERE ((o.state = 'sent'::text) AND (e.at > s.at) AND ((s.resumed_at IS NULL) OR (e.at < s.resumed_at)) AND ((m.person_key = s.person_key) OR (NOT (EXISTS ( SELECT
           FROM amana.person_tie t
          WHERE ((t.service = s.service) AND (t.since >= e.at) AND (t.tie = ANY (ARRAY['same'::text, 'visitor'::text])) AND ((t.person_key = ANY (ARRAY[s.person_key, m.person_key])) OR (t.other_key = ANY (ARRAY[s.person_key, m.person_key])))))))) AND (NOT (EXISTS ( SELECT
           FROM (( SELECT m.root AS person_key
                UNION ALL
                 SELECT person.person_key
                   FROM amana.person
                  WHERE ((person.service = o.service) AND (person.joined_to = m.root))
         OFFSET 0) n
             CROSS JOIN LATERAL ( SELECT choice.service,
                    choice.person_key,
                    choice.purpose,
                    choice.state,
                    choice.policy_version,
                    choice.promise,
                    choice.wording,
                    choice.at,
                    choice.entry,
                    choice.implied,
                    choice.said_at
                   FROM amana.choice
                  WHERE ((choice.service = o.service) AND (choice.person_key = n.person_key) AND (choice.purpose = o.purpose))
                 OFFSET 0) later)
          WHERE ((later.at > s.at) AND (later.at < e.at) AND (later.state = ANY (ARRAY['consented'::text, 'opted_in'::text])))))))
UNION
 SELECT o.service,
    o.id AS message,
    'refused'::text AS how,
    o.intended AS entry,
    o.purpose,
    e.at
   FROM ((((amana.outbox o
     CROSS JOIN LATERAL ( SELECT person.person_key,
            COALESCE(person.joined_to, person.person_key) AS root
           FROM amana.person
          WHERE ((person.service = o.service) AND (person.person_key = o.person_key))
         OFFSET 0) m)
     CROSS JOIN LATERAL ( SELECT m.root AS person_key
        UNION ALL
         SELECT person.person_key
           FROM amana.person
          WHERE ((person.service = o.service) AND (person.joined_to = m.root))
 OFFSET 0) p)
     CROSS JOIN LATERAL ( SELECT choice.service,
            choice.person_key,
            choice.purpose,
            choice.state,
            choice.policy_version,
            choice.promise,
            choice.wording,
            choice.at,
            choice.entry,
            choice.implied,
            choice.said_at
           FROM amana.choice
          WHERE ((choice.service = o.service) AND (choice.person_key = p.person_key) AND (choice.purpose = o.purpose))
         OFFSET 0) c)
     CROSS JOIN LATERAL ( SELECT entry_promise.service,
            entry_promise.promise,
            entry_promise.act,
            entry_promise.outcome,
            entry_promise.entry,
            entry_promise.policy_version,
            entry_promise.at
           FROM amana.entry_promise
          WHERE ((entry_promise.service = o.service) AND (entry_promise.entry = o.intended))
         OFFSET 0) e)
  WHERE ((o.state = 'sent'::text) AND (o.class <> ALL (ARRAY['service'::text, 'transactional'::text])) AND (e.at > c.at) AND (c.state = ANY (ARRAY['objected'::text, 'opted_out'::text, 'withdrawn'::text])) AND ((m.person_key = c.person_key) OR (NOT (EXISTS ( SELECT
           FROM amana.person_tie t
          WHERE ((t.service = c.service) AND (t.since >= e.at) AND (t.tie = ANY (ARRAY['same'::text, 'visitor'::text])) AND ((t.person_key = ANY (ARRAY[c.person_key, m.person_key])) OR (t.other_key = ANY (ARRAY[c.person_key, m.person_key])))))))) AND (NOT (EXISTS ( SELECT
           FROM (( SELECT m.root AS person_key
                UNION ALL
                 SELECT person.person_key
                   FROM amana.person
                  WHERE ((person.service = o.service) AND (person.joined_to = m.root))
         OFFSET 0) n
             CROSS JOIN LATERAL ( SELECT choice.service,
                    choice.person_key,
                    choice.purpose,
                    choice.state,
                    choice.policy_version,
                    choice.promise,
                    choice.wording,
                    choice.at,
                    choice.entry,
                    choice.implied,
                    choice.said_at
                   FROM amana.choice
                  WHERE ((choice.service = o.service) AND (choice.person_key = n.person_key) AND (choice.purpose = o.purpose))
                 OFFSET 0) later)
          WHERE ((later.at > c.at) AND (later.at < e.at) AND (later.state = ANY (ARRAY['consented'::text, 'opted_in'::text])))))))
UNION
 SELECT message_breach.service,
    message_breach.message,
    message_breach.how,
    message_breach.entry,
    message_breach.purpose,
    message_breach.at
   FROM amana.message_breach;

ALTER VIEW amana.broken_message OWNER TO amana_owner;

CREATE TABLE amana.came_back (
    service text NOT NULL,
    source text NOT NULL,
    place text NOT NULL,
    look bytea NOT NULL,
    id uuid NOT NULL,
    first_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    last_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    judged text,
    judged_at timestamp with time zone,
    entry uuid,
    CONSTRAINT came_back_check CHECK ((((judged IS NULL) = (judged_at IS NULL)) AND ((judged IS NULL) = (entry IS NULL)))),
    CONSTRAINT came_back_judged_check CHECK ((judged = ANY (ARRAY['anew'::text, 'erased'::text]))),
    CONSTRAINT came_back_look_check CHECK ((length(look) = 32)),
    CONSTRAINT came_back_place_check CHECK ((length(place) <= 255)),
    CONSTRAINT came_back_source_check CHECK ((length(source) <= 63))
);

ALTER TABLE ONLY amana.came_back FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.came_back OWNER TO amana_owner;

CREATE TABLE amana.child_found (
    service text NOT NULL,
    mark bytea NOT NULL,
    how text NOT NULL,
    found_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    erased_at timestamp with time zone,
    done uuid,
    CONSTRAINT child_found_check CHECK (((done IS NULL) = (erased_at IS NULL))),
    CONSTRAINT child_found_how_check CHECK (((length(how) >= 1) AND (length(how) <= 63))),
    CONSTRAINT child_found_mark_check CHECK ((length(mark) = 32))
);

ALTER TABLE ONLY amana.child_found FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.child_found OWNER TO amana_owner;

CREATE TABLE amana.choice_bits (
    service text NOT NULL,
    purpose text NOT NULL,
    answer text NOT NULL,
    chunk integer NOT NULL,
    bits bytea NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT choice_bits_answer_check CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text]))),
    CONSTRAINT choice_bits_chunk_check CHECK ((chunk >= 0))
);

ALTER TABLE ONLY amana.choice_bits FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_bits OWNER TO amana_owner;

CREATE TABLE amana.choice_change (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    CONSTRAINT choice_change_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.choice_change FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_change OWNER TO amana_owner;

CREATE TABLE amana.choice_pending (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    purposes text[] NOT NULL,
    policy_version integer NOT NULL,
    language text,
    channel text NOT NULL,
    means text NOT NULL,
    guarded boolean NOT NULL,
    shown bytea,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    token_hash bytea,
    confirmed_at timestamp with time zone,
    entry uuid NOT NULL,
    CONSTRAINT choice_pending_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT choice_pending_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT choice_pending_purposes_check CHECK (((cardinality(purposes) >= 1) AND (cardinality(purposes) <= 100))),
    CONSTRAINT choice_pending_shown_check CHECK ((length(shown) = 32)),
    CONSTRAINT choice_pending_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY amana.choice_pending FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_pending OWNER TO amana_owner;

CREATE TABLE amana.choice_said (
    service text NOT NULL,
    person_key bytea NOT NULL,
    purpose text NOT NULL,
    id uuid NOT NULL,
    state text NOT NULL,
    policy_version integer NOT NULL,
    promise text,
    wording bytea,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    nth bigint DEFAULT 0 NOT NULL,
    language text,
    channel text,
    means text,
    guarded boolean DEFAULT false NOT NULL,
    shown bytea,
    said_at timestamp with time zone,
    CONSTRAINT choice_said_channel_check CHECK (((length(channel) >= 1) AND (length(channel) <= 31))),
    CONSTRAINT choice_said_check CHECK (((state <> ALL (ARRAY['consented'::text, 'opted_in'::text])) OR ((promise IS NOT NULL) AND (wording IS NOT NULL)) OR (purpose = 'processing:restricted'::text))),
    CONSTRAINT choice_said_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT choice_said_means_check CHECK (((length(means) >= 1) AND (length(means) <= 31))),
    CONSTRAINT choice_said_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT choice_said_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63))),
    CONSTRAINT choice_said_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT choice_said_shown_check CHECK ((length(shown) = 32)),
    CONSTRAINT choice_said_state_check CHECK ((state = ANY (ARRAY['consented'::text, 'withdrawn'::text, 'objected'::text, 'opted_out'::text, 'opted_in'::text]))),
    CONSTRAINT choice_said_wording_check CHECK ((length(wording) = 32))
);

ALTER TABLE ONLY amana.choice_said FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_said OWNER TO amana_owner;

CREATE TABLE amana.copy_part (
    service text NOT NULL,
    copy uuid NOT NULL,
    person_key bytea NOT NULL,
    section integer NOT NULL,
    place integer NOT NULL,
    number integer NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT copy_part_number_check CHECK ((number >= 0)),
    CONSTRAINT copy_part_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT copy_part_place_check CHECK ((place >= 0)),
    CONSTRAINT copy_part_sealed_check CHECK ((length(sealed) <= 4194304)),
    CONSTRAINT copy_part_section_check CHECK ((section >= 0))
);

ALTER TABLE ONLY amana.copy_part FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.copy_part OWNER TO amana_owner;

CREATE TABLE amana.customer (
    service text NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    contact text NOT NULL,
    instruction text NOT NULL,
    starts_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    ended_at timestamp with time zone,
    entry uuid NOT NULL,
    ended uuid,
    representative text,
    officer text,
    purposes text[] DEFAULT '{}'::text[] NOT NULL,
    described uuid,
    CONSTRAINT customer_check CHECK (((ended_at IS NULL) = (ended IS NULL))),
    CONSTRAINT customer_contact_check CHECK (((length(contact) >= 1) AND (length(contact) <= 300))),
    CONSTRAINT customer_described_check CHECK ((((length(representative) >= 1) AND (length(representative) <= 300)) AND ((length(officer) >= 1) AND (length(officer) <= 300)) AND (cardinality(purposes) <= 200))),
    CONSTRAINT customer_id_check CHECK (((length(id) >= 1) AND (length(id) <= 63))),
    CONSTRAINT customer_instruction_check CHECK (((length(instruction) >= 1) AND (length(instruction) <= 4000))),
    CONSTRAINT customer_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY amana.customer FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.customer OWNER TO amana_owner;

CREATE TABLE amana.customer_person (
    service text NOT NULL,
    person_key bytea NOT NULL,
    customer text NOT NULL,
    sealed bytea NOT NULL,
    joined_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT customer_person_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT customer_person_sealed_check CHECK ((length(sealed) <= 4096))
);

ALTER TABLE ONLY amana.customer_person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.customer_person OWNER TO amana_owner;

CREATE TABLE amana.disclosed (
    service text NOT NULL,
    disclosure uuid NOT NULL,
    person_key bytea NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    sealed bytea NOT NULL,
    fields text[] NOT NULL,
    at timestamp with time zone,
    entry uuid NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT disclosed_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT disclosed_sealed_check CHECK ((length(sealed) <= 4096))
);

ALTER TABLE ONLY amana.disclosed FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosed OWNER TO amana_owner;

CREATE TABLE amana.disclosure (
    service text NOT NULL,
    id uuid NOT NULL,
    recipient text NOT NULL,
    method text NOT NULL,
    purpose text NOT NULL,
    nature text NOT NULL,
    ground text,
    data text[] NOT NULL,
    persons integer NOT NULL,
    refused integer NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    fault text,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    done_at timestamp with time zone,
    entry uuid NOT NULL,
    CONSTRAINT disclosure_check CHECK (((state = 'intended'::text) = (due_at IS NOT NULL))),
    CONSTRAINT disclosure_check1 CHECK (((state = 'done'::text) = (done_at IS NOT NULL))),
    CONSTRAINT disclosure_data_check CHECK (((cardinality(data) >= 1) AND (cardinality(data) <= 100))),
    CONSTRAINT disclosure_fault_check CHECK ((length(fault) <= 63)),
    CONSTRAINT disclosure_ground_check CHECK (((length(ground) >= 1) AND (length(ground) <= 1000))),
    CONSTRAINT disclosure_method_check CHECK ((method = ANY (ARRAY['pull'::text, 'push'::text, 'file'::text, 'outside'::text]))),
    CONSTRAINT disclosure_persons_check CHECK ((persons >= 0)),
    CONSTRAINT disclosure_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT disclosure_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 100))),
    CONSTRAINT disclosure_refused_check CHECK ((refused >= 0))
);

ALTER TABLE ONLY amana.disclosure FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure OWNER TO amana_owner;

CREATE TABLE amana.disclosure_against (
    service text NOT NULL,
    promise text NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT disclosure_against_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 64)))
);

ALTER TABLE ONLY amana.disclosure_against FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure_against OWNER TO amana_owner;

CREATE TABLE amana.disclosure_announced (
    service text NOT NULL,
    entry uuid NOT NULL,
    announcement uuid NOT NULL
);

ALTER TABLE ONLY amana.disclosure_announced FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure_announced OWNER TO amana_owner;

CREATE TABLE amana.disclosure_notice (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    disclosure uuid NOT NULL,
    sealed bytea NOT NULL,
    why text NOT NULL,
    since timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT transaction_timestamp(),
    letter uuid,
    fault text,
    told_at timestamp with time zone,
    entry uuid,
    CONSTRAINT disclosure_notice_check CHECK (((state = 'waiting'::text) = (due_at IS NOT NULL))),
    CONSTRAINT disclosure_notice_check1 CHECK (((state = 'waiting'::text) = (told_at IS NULL))),
    CONSTRAINT disclosure_notice_fault_check CHECK ((length(fault) <= 63)),
    CONSTRAINT disclosure_notice_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT disclosure_notice_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 100))),
    CONSTRAINT disclosure_notice_sealed_check CHECK ((length(sealed) <= 4096)),
    CONSTRAINT disclosure_notice_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'told'::text, 'answered'::text]))),
    CONSTRAINT disclosure_notice_why_check CHECK ((why = ANY (ARRAY['withdrawn'::text, 'objected'::text, 'opted_out'::text, 'ended'::text])))
);

ALTER TABLE ONLY amana.disclosure_notice FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure_notice OWNER TO amana_owner;

CREATE TABLE amana.ended_address (
    service text NOT NULL,
    person_key bytea NOT NULL,
    look bytea NOT NULL,
    why text NOT NULL,
    message uuid,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT ended_address_look_check CHECK ((length(look) = 32)),
    CONSTRAINT ended_address_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT ended_address_why_check CHECK ((why = ANY (ARRAY['bounced'::text, 'complained'::text])))
);

ALTER TABLE ONLY amana.ended_address FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ended_address OWNER TO amana_owner;

CREATE TABLE amana.entry (
    service text NOT NULL,
    id uuid NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    header bytea NOT NULL,
    commitment bytea NOT NULL,
    CONSTRAINT entry_commitment_check CHECK ((length(commitment) = 32)),
    CONSTRAINT entry_header_check CHECK (((length(header) >= 1) AND (length(header) <= 65503)))
);

ALTER TABLE ONLY amana.entry FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry OWNER TO amana_owner;

CREATE TABLE amana.entry_body (
    service text NOT NULL,
    entry uuid NOT NULL,
    sealed bytea NOT NULL
);

ALTER TABLE ONLY amana.entry_body FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_body OWNER TO amana_owner;

CREATE TABLE amana.entry_person (
    service text NOT NULL,
    person_key bytea NOT NULL,
    entry uuid NOT NULL,
    shared boolean DEFAULT false NOT NULL,
    CONSTRAINT entry_person_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.entry_person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_person OWNER TO amana_owner;

CREATE TABLE amana.entry_set (
    service text NOT NULL,
    entry uuid NOT NULL,
    persons integer[] NOT NULL,
    records integer
);

ALTER TABLE ONLY amana.entry_set FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_set OWNER TO amana_owner;

CREATE TABLE amana.erased_look (
    service text NOT NULL,
    look bytea NOT NULL,
    kind text NOT NULL,
    erasure uuid NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT erased_look_kind_check CHECK ((length(kind) <= 63)),
    CONSTRAINT erased_look_look_check CHECK ((length(look) = 32))
);

ALTER TABLE ONLY amana.erased_look FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.erased_look OWNER TO amana_owner;

CREATE TABLE amana.erasure (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    epoch integer,
    intended uuid,
    done uuid,
    closed_at timestamp with time zone,
    bodies bigint,
    links bigint,
    acceptances bigint,
    records bigint,
    rest bigint,
    together uuid,
    CONSTRAINT erasure_acceptances_check CHECK ((acceptances >= 0)),
    CONSTRAINT erasure_bodies_check CHECK ((bodies >= 0)),
    CONSTRAINT erasure_links_check CHECK ((links >= 0)),
    CONSTRAINT erasure_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT erasure_records_check CHECK ((records >= 0)),
    CONSTRAINT erasure_rest_check CHECK ((rest >= 0))
);

ALTER TABLE ONLY amana.erasure FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.erasure OWNER TO amana_owner;

CREATE TABLE amana.erasure_certificate (
    service text NOT NULL,
    erasure uuid NOT NULL,
    request uuid,
    number bytea NOT NULL,
    entry uuid,
    names uuid[],
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    at timestamp with time zone,
    never_at timestamp with time zone,
    part uuid,
    CONSTRAINT erasure_certificate_check CHECK ((((entry IS NULL) = (names IS NULL)) AND ((entry IS NULL) = (at IS NULL)))),
    CONSTRAINT erasure_certificate_names_check CHECK (((cardinality(names) >= 1) AND (cardinality(names) <= 1000))),
    CONSTRAINT erasure_certificate_number_check CHECK ((length(number) = 32))
);

ALTER TABLE ONLY amana.erasure_certificate FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.erasure_certificate OWNER TO amana_owner;

CREATE TABLE amana.event (
    service text NOT NULL,
    person_key bytea NOT NULL,
    event text NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    record uuid,
    CONSTRAINT event_event_check CHECK (((length(event) >= 1) AND (length(event) <= 63))),
    CONSTRAINT event_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.event FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.event OWNER TO amana_owner;

CREATE TABLE amana.event_out (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea,
    kind text NOT NULL,
    sealed bytea NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    next_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    delivered_at timestamp with time zone,
    set_aside_at timestamp with time zone,
    fault text,
    CONSTRAINT event_out_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 63))),
    CONSTRAINT event_out_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT event_out_sealed_check CHECK ((length(sealed) <= 65536))
);

ALTER TABLE ONLY amana.event_out FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.event_out OWNER TO amana_owner;

CREATE TABLE amana.file_import (
    service text NOT NULL,
    file bytea NOT NULL,
    place bigint DEFAULT 0 NOT NULL,
    line bigint DEFAULT 0 NOT NULL,
    stored bigint DEFAULT 0 NOT NULL,
    left_out bigint DEFAULT 0 NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT file_import_file_check CHECK ((length(file) = 32)),
    CONSTRAINT file_import_left_out_check CHECK ((left_out >= 0)),
    CONSTRAINT file_import_line_check CHECK ((line >= 0)),
    CONSTRAINT file_import_place_check CHECK ((place >= 0)),
    CONSTRAINT file_import_stored_check CHECK ((stored >= 0))
);

ALTER TABLE ONLY amana.file_import FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.file_import OWNER TO amana_owner;

CREATE TABLE amana.hand_over (
    service text NOT NULL,
    hash bytea NOT NULL,
    person_key bytea NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    mark bytea,
    CONSTRAINT hand_over_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT hand_over_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT hand_over_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.hand_over FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.hand_over OWNER TO amana_owner;

CREATE TABLE amana.identifier (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    kind text NOT NULL,
    look bytea NOT NULL,
    sealed bytea NOT NULL,
    origin text NOT NULL,
    source text,
    since timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    verified_at timestamp with time zone,
    verified_by text,
    ended_at timestamp with time zone,
    replaced_by uuid,
    entry uuid NOT NULL,
    policy_version integer,
    occasion text,
    category text,
    verified_mark bytea,
    ended_mark bytea,
    index_key integer DEFAULT 1 NOT NULL,
    CONSTRAINT identifier_category_check CHECK ((length(category) <= 63)),
    CONSTRAINT identifier_check CHECK (((verified_at IS NULL) = (verified_by IS NULL))),
    CONSTRAINT identifier_check1 CHECK (((replaced_by IS NULL) OR (ended_at IS NOT NULL))),
    CONSTRAINT identifier_ended_mark_check CHECK ((length(ended_mark) = 32)),
    CONSTRAINT identifier_index_key_check CHECK ((index_key >= 0)),
    CONSTRAINT identifier_kind_check CHECK ((kind = ANY (ARRAY['own'::text, 'email'::text, 'phone'::text, 'device'::text]))),
    CONSTRAINT identifier_look_check CHECK ((length(look) = 32)),
    CONSTRAINT identifier_occasion_check CHECK ((length(occasion) <= 63)),
    CONSTRAINT identifier_origin_check CHECK ((origin = ANY (ARRAY['person'::text, 'automatic'::text, 'third-party'::text]))),
    CONSTRAINT identifier_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT identifier_policy_version_check CHECK ((policy_version > 0)),
    CONSTRAINT identifier_sealed_check CHECK ((length(sealed) <= 2000)),
    CONSTRAINT identifier_source_check CHECK ((length(source) <= 63)),
    CONSTRAINT identifier_verified_by_check CHECK ((length(verified_by) <= 63)),
    CONSTRAINT identifier_verified_mark_check CHECK ((length(verified_mark) = 32))
);

ALTER TABLE ONLY amana.identifier FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.identifier OWNER TO amana_owner;

CREATE TABLE amana.identity_check (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea,
    means text NOT NULL,
    level text NOT NULL,
    passed boolean NOT NULL,
    entry uuid NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    mark bytea,
    CONSTRAINT identity_check_level_check CHECK ((level = ANY (ARRAY['email'::text, 'phone'::text, 'provider'::text, 'handed_over'::text, 'password'::text]))),
    CONSTRAINT identity_check_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT identity_check_means_check CHECK ((means = ANY (ARRAY['one_time_code'::text, 'provider'::text, 'hand_over'::text, 'password'::text]))),
    CONSTRAINT identity_check_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.identity_check FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.identity_check OWNER TO amana_owner;

CREATE TABLE amana.in_service_notice (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    class text NOT NULL,
    purpose text,
    language text NOT NULL,
    sealed bytea NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT in_service_notice_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT in_service_notice_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.in_service_notice FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.in_service_notice OWNER TO amana_owner;

CREATE TABLE amana.installation (
    one boolean DEFAULT true NOT NULL,
    id uuid NOT NULL,
    key_check bytea NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT installation_key_check_check CHECK (((length(key_check) >= 40) AND (length(key_check) <= 1024))),
    CONSTRAINT installation_one_check CHECK (one)
);

ALTER TABLE ONLY amana.installation FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.installation OWNER TO amana_owner;

CREATE TABLE amana.invitation (
    service text NOT NULL,
    id uuid NOT NULL,
    hash bytea NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT invitation_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT invitation_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT invitation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'privacy_officer'::text, 'support'::text, 'auditor'::text, 'integrator'::text])))
);

ALTER TABLE ONLY amana.invitation FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.invitation OWNER TO amana_owner;

CREATE TABLE amana.job (
    service text NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    key text,
    arguments jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    due_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone,
    worker uuid,
    fault text,
    CONSTRAINT job_arguments_check CHECK (((jsonb_typeof(arguments) = 'object'::text) AND (length((arguments)::text) <= 4096))),
    CONSTRAINT job_key_check CHECK ((length(key) <= 200)),
    CONSTRAINT job_name_check CHECK ((name ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'set_aside'::text])))
);

ALTER TABLE ONLY amana.job FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.job OWNER TO amana_owner;

CREATE TABLE amana.kept_answer (
    service text NOT NULL,
    id uuid NOT NULL,
    request bytea NOT NULL,
    sealed bytea,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT kept_answer_request_check CHECK ((length(request) = 32)),
    CONSTRAINT kept_answer_sealed_check CHECK ((length(sealed) <= 1048576))
);

ALTER TABLE ONLY amana.kept_answer FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.kept_answer OWNER TO amana_owner;

CREATE TABLE amana.kept_answer_person (
    service text NOT NULL,
    person_key bytea NOT NULL,
    answer uuid NOT NULL,
    CONSTRAINT kept_answer_person_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.kept_answer_person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.kept_answer_person OWNER TO amana_owner;

CREATE TABLE amana.known_value (
    service text NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT known_value_sealed_check CHECK (((length(sealed) >= 1) AND (length(sealed) <= 1000)))
);

ALTER TABLE ONLY amana.known_value FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.known_value OWNER TO amana_owner;

CREATE TABLE amana.ledger (
    service text NOT NULL,
    origin text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    next_xact xid8 NOT NULL,
    last_entry uuid NOT NULL,
    checkpoint bytea NOT NULL,
    CONSTRAINT ledger_root_check CHECK ((length(root) = 32)),
    CONSTRAINT ledger_size_check CHECK ((size >= 0))
);

ALTER TABLE ONLY amana.ledger FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger OWNER TO amana_owner;

CREATE TABLE amana.ledger_bundle (
    service text NOT NULL,
    index bigint NOT NULL,
    leaves bytea NOT NULL,
    entries uuid[] NOT NULL,
    first_entry uuid NOT NULL,
    last_entry uuid NOT NULL,
    CONSTRAINT ledger_bundle_entries_check CHECK (((cardinality(entries) >= 1) AND (cardinality(entries) <= 256))),
    CONSTRAINT ledger_bundle_index_check CHECK ((index >= 0))
);
ALTER TABLE ONLY amana.ledger_bundle ALTER COLUMN leaves SET STORAGE EXTERNAL;

ALTER TABLE ONLY amana.ledger_bundle FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_bundle OWNER TO amana_owner;

CREATE TABLE amana.ledger_restore (
    service text NOT NULL,
    restore uuid NOT NULL,
    held bigint NOT NULL,
    size bigint NOT NULL,
    lost bigint NOT NULL,
    waiting bigint NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT ledger_restore_check CHECK ((size >= held)),
    CONSTRAINT ledger_restore_held_check CHECK ((held >= 0)),
    CONSTRAINT ledger_restore_lost_check CHECK ((lost >= 0)),
    CONSTRAINT ledger_restore_waiting_check CHECK ((waiting >= 0))
);

ALTER TABLE ONLY amana.ledger_restore FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_restore OWNER TO amana_owner;

CREATE TABLE amana.ledger_succession (
    service text NOT NULL,
    number integer NOT NULL,
    note bytea NOT NULL,
    overlaps_until timestamp with time zone NOT NULL,
    CONSTRAINT ledger_succession_number_check CHECK ((number >= 1))
);

ALTER TABLE ONLY amana.ledger_succession FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_succession OWNER TO amana_owner;

CREATE TABLE amana.ledger_tile (
    service text NOT NULL,
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT ledger_tile_hashes_check CHECK ((((length(hashes) >= 32) AND (length(hashes) <= 8192)) AND ((length(hashes) % 32) = 0))),
    CONSTRAINT ledger_tile_index_check CHECK ((index >= 0)),
    CONSTRAINT ledger_tile_level_check CHECK (((level >= 0) AND (level <= 63)))
);
ALTER TABLE ONLY amana.ledger_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

ALTER TABLE ONLY amana.ledger_tile FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_tile OWNER TO amana_owner;

CREATE TABLE amana.legal_hold (
    service text NOT NULL,
    id uuid NOT NULL,
    about bytea,
    category text,
    source text,
    place text,
    sealed bytea NOT NULL,
    again_on date NOT NULL,
    set_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    lifted_at timestamp with time zone,
    lifted uuid,
    whom bytea,
    CONSTRAINT legal_hold_about_check CHECK ((length(about) = 32)),
    CONSTRAINT legal_hold_category_check CHECK ((length(category) <= 100)),
    CONSTRAINT legal_hold_check CHECK (((lifted_at IS NULL) = (lifted IS NULL))),
    CONSTRAINT legal_hold_check1 CHECK ((num_nonnulls(about, category, source) > 0)),
    CONSTRAINT legal_hold_check2 CHECK (((place IS NULL) OR (source IS NOT NULL))),
    CONSTRAINT legal_hold_place_check CHECK ((length(place) <= 255)),
    CONSTRAINT legal_hold_sealed_check CHECK ((length(sealed) <= 4096)),
    CONSTRAINT legal_hold_source_check CHECK ((length(source) <= 63))
);

ALTER TABLE ONLY amana.legal_hold FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.legal_hold OWNER TO amana_owner;

CREATE TABLE amana.legal_hold_request (
    service text NOT NULL,
    request uuid NOT NULL,
    hold uuid NOT NULL
);

ALTER TABLE ONLY amana.legal_hold_request FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.legal_hold_request OWNER TO amana_owner;

CREATE TABLE amana.letter_answer (
    service text NOT NULL,
    sender bytea NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT letter_answer_sender_check CHECK ((length(sender) = 32))
);

ALTER TABLE ONLY amana.letter_answer FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.letter_answer OWNER TO amana_owner;

CREATE TABLE amana.letter_in (
    service text NOT NULL,
    id uuid NOT NULL,
    sender bytea,
    kind text NOT NULL,
    proof text NOT NULL,
    answered boolean DEFAULT false NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone,
    CONSTRAINT letter_in_proof_check CHECK ((proof = ANY (ARRAY['passed'::text, 'failed'::text, 'unknown'::text]))),
    CONSTRAINT letter_in_sender_check CHECK ((length(sender) = 32))
);

ALTER TABLE ONLY amana.letter_in FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.letter_in OWNER TO amana_owner;

CREATE TABLE amana.lift_sought (
    service text NOT NULL,
    request uuid NOT NULL,
    sealed bytea,
    CONSTRAINT lift_sought_sealed_check CHECK ((length(sealed) <= 65536))
);

ALTER TABLE ONLY amana.lift_sought FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.lift_sought OWNER TO amana_owner;

CREATE TABLE amana.long_look (
    service text NOT NULL,
    name text NOT NULL,
    behind uuid,
    covered bigint DEFAULT 0 NOT NULL,
    whole_at timestamp with time zone,
    whole bigint,
    CONSTRAINT long_look_covered_check CHECK ((covered >= 0)),
    CONSTRAINT long_look_name_check CHECK (((length(name) >= 1) AND (length(name) <= 63))),
    CONSTRAINT long_look_whole_check CHECK ((whole >= 0))
);

ALTER TABLE ONLY amana.long_look FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.long_look OWNER TO amana_owner;

CREATE TABLE amana.member (
    id uuid NOT NULL,
    name text NOT NULL,
    email text,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT member_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT member_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

ALTER TABLE ONLY amana.member FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member OWNER TO amana_owner;

CREATE TABLE amana.member_link (
    hash bytea NOT NULL,
    member uuid NOT NULL,
    service text,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT member_link_hash_check CHECK ((length(hash) = 32))
);

ALTER TABLE ONLY amana.member_link FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_link OWNER TO amana_owner;

CREATE TABLE amana.member_role (
    service text NOT NULL,
    member uuid NOT NULL,
    role text NOT NULL,
    since timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT member_role_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'privacy_officer'::text, 'support'::text, 'auditor'::text, 'integrator'::text])))
);

ALTER TABLE ONLY amana.member_role FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_role OWNER TO amana_owner;

CREATE TABLE amana.member_session (
    hash bytea NOT NULL,
    id uuid NOT NULL,
    member uuid NOT NULL,
    service text,
    way text NOT NULL,
    browser text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT member_session_address_check CHECK ((length(address) <= 60)),
    CONSTRAINT member_session_browser_check CHECK ((length(browser) <= 40)),
    CONSTRAINT member_session_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT member_session_way_check CHECK ((way = ANY (ARRAY['link'::text, 'invitation'::text, 'openid'::text])))
);

ALTER TABLE ONLY amana.member_session FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_session OWNER TO amana_owner;

CREATE TABLE amana.member_subject (
    issuer text NOT NULL,
    subject text NOT NULL,
    member uuid NOT NULL,
    linked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT member_subject_issuer_check CHECK ((length(issuer) <= 300)),
    CONSTRAINT member_subject_subject_check CHECK ((length(subject) <= 255))
);

ALTER TABLE ONLY amana.member_subject FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_subject OWNER TO amana_owner;

CREATE TABLE amana.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    ran_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    phase text DEFAULT 'before'::text NOT NULL,
    CONSTRAINT migration_phase_check CHECK ((phase = ANY (ARRAY['before'::text, 'after'::text])))
);

ALTER TABLE amana.migration OWNER TO amana_owner;

CREATE TABLE amana.one_time_code (
    service text NOT NULL,
    id uuid NOT NULL,
    ticket bytea NOT NULL,
    reason text NOT NULL,
    kind text NOT NULL,
    sealed bytea NOT NULL,
    language text NOT NULL,
    person_key bytea,
    code bytea,
    tries integer DEFAULT 0 NOT NULL,
    asked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT one_time_code_code_check CHECK ((length(code) = 32)),
    CONSTRAINT one_time_code_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text]))),
    CONSTRAINT one_time_code_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT one_time_code_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT one_time_code_reason_check CHECK ((reason = ANY (ARRAY['sign_in'::text, 'password'::text]))),
    CONSTRAINT one_time_code_sealed_check CHECK ((length(sealed) <= 1000)),
    CONSTRAINT one_time_code_ticket_check CHECK ((length(ticket) = 32)),
    CONSTRAINT one_time_code_tries_check CHECK ((tries >= 0))
);

ALTER TABLE ONLY amana.one_time_code FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.one_time_code OWNER TO amana_owner;

CREATE TABLE amana.outbox_count (
    service text NOT NULL,
    class text NOT NULL,
    channel text NOT NULL,
    sent bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL,
    repeated bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY amana.outbox_count FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.outbox_count OWNER TO amana_owner;

CREATE TABLE amana.own_link (
    service text NOT NULL,
    person_key bytea NOT NULL,
    recipient text NOT NULL,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    begun uuid NOT NULL,
    ended_at timestamp with time zone,
    ended uuid,
    CONSTRAINT own_link_check CHECK (((ended_at IS NULL) = (ended IS NULL))),
    CONSTRAINT own_link_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT own_link_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 100)))
);

ALTER TABLE ONLY amana.own_link FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.own_link OWNER TO amana_owner;

CREATE TABLE amana.passage (
    service text NOT NULL,
    version integer NOT NULL,
    language text NOT NULL,
    "position" integer NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    role text NOT NULL,
    text text NOT NULL,
    kinds text[] NOT NULL,
    promises text[] NOT NULL,
    CONSTRAINT passage_check CHECK ((ends >= starts)),
    CONSTRAINT passage_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT passage_position_check CHECK (("position" >= 0)),
    CONSTRAINT passage_starts_check CHECK ((starts >= 0))
);

ALTER TABLE ONLY amana.passage FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.passage OWNER TO amana_owner;

CREATE TABLE amana.person_count (
    service text NOT NULL,
    numbered bigint NOT NULL,
    CONSTRAINT person_count_numbered_check CHECK ((numbered >= 0))
);

ALTER TABLE ONLY amana.person_count FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_count OWNER TO amana_owner;

CREATE TABLE amana.person_fact (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    fact text NOT NULL,
    sealed bytea NOT NULL,
    origin text NOT NULL,
    source text,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT person_fact_fact_check CHECK ((fact = ANY (ARRAY['jurisdiction'::text, 'age'::text, 'kind'::text]))),
    CONSTRAINT person_fact_origin_check CHECK ((origin = ANY (ARRAY['person'::text, 'automatic'::text, 'third-party'::text]))),
    CONSTRAINT person_fact_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT person_fact_sealed_check CHECK ((length(sealed) <= 2000)),
    CONSTRAINT person_fact_source_check CHECK ((length(source) <= 63))
);

ALTER TABLE ONLY amana.person_fact FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_fact OWNER TO amana_owner;

CREATE TABLE amana.person_password (
    service text NOT NULL,
    person_key bytea NOT NULL,
    hash text NOT NULL,
    set_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    mark bytea,
    CONSTRAINT person_password_hash_check CHECK (((hash ~~ '$argon2id$%'::text) AND (length(hash) <= 300))),
    CONSTRAINT person_password_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT person_password_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.person_password FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_password OWNER TO amana_owner;

CREATE TABLE amana.person_session (
    service text NOT NULL,
    hash bytea NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    level text NOT NULL,
    browser text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    mark bytea,
    CONSTRAINT person_session_address_check CHECK ((length(address) <= 60)),
    CONSTRAINT person_session_browser_check CHECK ((length(browser) <= 40)),
    CONSTRAINT person_session_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT person_session_level_check CHECK ((level = ANY (ARRAY['email'::text, 'phone'::text, 'provider'::text, 'handed_over'::text, 'password'::text]))),
    CONSTRAINT person_session_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT person_session_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.person_session FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_session OWNER TO amana_owner;

CREATE TABLE amana.person_subject (
    service text NOT NULL,
    provider text NOT NULL,
    look bytea NOT NULL,
    person_key bytea NOT NULL,
    tied_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    mark bytea,
    CONSTRAINT person_subject_look_check CHECK ((length(look) = 32)),
    CONSTRAINT person_subject_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT person_subject_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT person_subject_provider_check CHECK ((length(provider) <= 63))
);

ALTER TABLE ONLY amana.person_subject FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_subject OWNER TO amana_owner;

CREATE TABLE amana.policy_draft (
    service text NOT NULL,
    source text NOT NULL,
    saved_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL
);

ALTER TABLE ONLY amana.policy_draft FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_draft OWNER TO amana_owner;

CREATE TABLE amana.policy_draft_text (
    service text NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    CONSTRAINT policy_draft_text_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text])))
);

ALTER TABLE ONLY amana.policy_draft_text FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_draft_text OWNER TO amana_owner;

CREATE TABLE amana.policy_text (
    service text NOT NULL,
    version integer NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    CONSTRAINT policy_text_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text])))
);

ALTER TABLE ONLY amana.policy_text FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_text OWNER TO amana_owner;

CREATE TABLE amana.policy_version (
    service text NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    languages text[] NOT NULL,
    published_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    material boolean,
    reason text,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT policy_version_check CHECK (((number = 1) OR (material IS NOT NULL))),
    CONSTRAINT policy_version_languages_check CHECK ((cardinality(languages) >= 1)),
    CONSTRAINT policy_version_number_check CHECK ((number >= 1))
);

ALTER TABLE ONLY amana.policy_version FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_version OWNER TO amana_owner;

CREATE TABLE amana.prepared_copy (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    sealed bytea,
    language text NOT NULL,
    asked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    claim uuid,
    done integer DEFAULT 0 NOT NULL,
    sections integer,
    rows bigint DEFAULT 0 NOT NULL,
    ready_at timestamp with time zone,
    expires_at timestamp with time zone,
    over_at timestamp with time zone,
    fetched integer DEFAULT 0 NOT NULL,
    fetched_at timestamp with time zone,
    tries integer DEFAULT 0 NOT NULL,
    tried_at timestamp with time zone,
    entry uuid NOT NULL,
    asked_tries integer DEFAULT 0 NOT NULL,
    asked_tried_at timestamp with time zone,
    missing jsonb DEFAULT '[]'::jsonb NOT NULL,
    follows boolean DEFAULT false NOT NULL,
    CONSTRAINT prepared_copy_check CHECK (((ready_at IS NULL) = (expires_at IS NULL))),
    CONSTRAINT prepared_copy_check1 CHECK (((sealed IS NULL) = (over_at IS NOT NULL))),
    CONSTRAINT prepared_copy_done_check CHECK ((done >= 0)),
    CONSTRAINT prepared_copy_fetched_check CHECK ((fetched >= 0)),
    CONSTRAINT prepared_copy_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT prepared_copy_missing_check CHECK (((jsonb_typeof(missing) = 'array'::text) AND (length((missing)::text) <= 65536))),
    CONSTRAINT prepared_copy_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT prepared_copy_rows_check CHECK ((rows >= 0)),
    CONSTRAINT prepared_copy_sealed_check CHECK ((length(sealed) <= 4096)),
    CONSTRAINT prepared_copy_sections_check CHECK ((sections >= 0)),
    CONSTRAINT prepared_copy_tries_check CHECK ((tries >= 0))
);

ALTER TABLE ONLY amana.prepared_copy FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.prepared_copy OWNER TO amana_owner;

CREATE TABLE amana.provider_word (
    service text NOT NULL,
    id uuid NOT NULL,
    ticket bytea NOT NULL,
    sealed bytea NOT NULL,
    person_key bytea,
    said_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT provider_word_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT provider_word_sealed_check CHECK ((length(sealed) <= 20000)),
    CONSTRAINT provider_word_ticket_check CHECK ((length(ticket) = 32))
);

ALTER TABLE ONLY amana.provider_word FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.provider_word OWNER TO amana_owner;

CREATE TABLE amana.publication (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    state text DEFAULT 'submitted'::text NOT NULL,
    shown_as text NOT NULL,
    with_contact boolean NOT NULL,
    sealed bytea NOT NULL,
    handle uuid,
    stays boolean DEFAULT false NOT NULL,
    submitted_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    changed_at timestamp with time zone,
    changed uuid,
    CONSTRAINT publication_check CHECK (((handle IS NOT NULL) = (state = 'approved'::text))),
    CONSTRAINT publication_check1 CHECK (((changed IS NULL) = (changed_at IS NULL))),
    CONSTRAINT publication_check2 CHECK (((state = 'submitted'::text) OR (changed IS NOT NULL))),
    CONSTRAINT publication_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 63))),
    CONSTRAINT publication_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT publication_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 100))),
    CONSTRAINT publication_sealed_check CHECK ((length(sealed) <= 65536)),
    CONSTRAINT publication_shown_as_check CHECK ((shown_as = ANY (ARRAY['own_name'::text, 'anonymous'::text]))),
    CONSTRAINT publication_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY amana.publication FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.publication OWNER TO amana_owner;

CREATE TABLE amana.published (
    service text NOT NULL,
    handle uuid NOT NULL,
    kind text NOT NULL,
    words jsonb NOT NULL,
    name jsonb,
    contact jsonb,
    left_behind boolean DEFAULT false NOT NULL,
    CONSTRAINT published_check CHECK (((NOT left_behind) OR ((name IS NULL) AND (contact IS NULL)))),
    CONSTRAINT published_contact_check CHECK ((jsonb_typeof(contact) = 'object'::text)),
    CONSTRAINT published_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 63))),
    CONSTRAINT published_name_check CHECK ((jsonb_typeof(name) = 'object'::text)),
    CONSTRAINT published_words_check CHECK ((jsonb_typeof(words) = 'object'::text))
);

ALTER TABLE ONLY amana.published FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.published OWNER TO amana_owner;

CREATE UNLOGGED TABLE amana.rate (
    key bytea NOT NULL,
    full_at timestamp with time zone NOT NULL,
    CONSTRAINT rate_key_check CHECK ((length(key) = 32))
);

ALTER TABLE ONLY amana.rate FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.rate OWNER TO amana_owner;

CREATE TABLE amana.reading (
    service text NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    text text NOT NULL,
    media text NOT NULL,
    encoding text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL
);

ALTER TABLE ONLY amana.reading FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.reading OWNER TO amana_owner;

CREATE TABLE amana.reading_decision (
    service text NOT NULL,
    reading uuid NOT NULL,
    "position" integer NOT NULL,
    id uuid NOT NULL,
    verdict text NOT NULL,
    kind text,
    form text NOT NULL,
    decided_by text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT reading_decision_verdict_check CHECK ((verdict = ANY (ARRAY['confirmed'::text, 'changed'::text, 'rejected'::text])))
);

ALTER TABLE ONLY amana.reading_decision FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_decision OWNER TO amana_owner;

CREATE TABLE amana.reading_proposal (
    service text NOT NULL,
    reading uuid NOT NULL,
    "position" integer NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    language text NOT NULL,
    role text NOT NULL,
    heading text,
    lead_in text,
    kinds text[] NOT NULL,
    slots jsonb NOT NULL,
    confidence double precision NOT NULL,
    because jsonb NOT NULL,
    CONSTRAINT reading_proposal_check CHECK ((ends >= starts)),
    CONSTRAINT reading_proposal_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
    CONSTRAINT reading_proposal_kinds_check CHECK ((cardinality(kinds) >= 1)),
    CONSTRAINT reading_proposal_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT reading_proposal_position_check CHECK (("position" >= 0))
);

ALTER TABLE ONLY amana.reading_proposal FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_proposal OWNER TO amana_owner;

CREATE TABLE amana.recent_try (
    key bytea NOT NULL,
    at timestamp with time zone[] NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    CONSTRAINT recent_try_at_check CHECK ((cardinality(at) <= 1000)),
    CONSTRAINT recent_try_key_check CHECK ((length(key) = 32))
);

ALTER TABLE ONLY amana.recent_try FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.recent_try OWNER TO amana_owner;

CREATE TABLE amana.recipient_grant (
    service text NOT NULL,
    id uuid NOT NULL,
    recipient text NOT NULL,
    data text[] NOT NULL,
    purposes text[] NOT NULL,
    nature text NOT NULL,
    instruction text NOT NULL,
    safeguards text[] NOT NULL,
    document text,
    policy_version integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    ended_at timestamp with time zone,
    ended uuid,
    CONSTRAINT recipient_grant_check CHECK ((starts_at < ends_at)),
    CONSTRAINT recipient_grant_check1 CHECK (((ended_at IS NULL) = (ended IS NULL))),
    CONSTRAINT recipient_grant_data_check CHECK (((cardinality(data) >= 1) AND (cardinality(data) <= 100))),
    CONSTRAINT recipient_grant_document_check CHECK (((length(document) >= 1) AND (length(document) <= 1000))),
    CONSTRAINT recipient_grant_instruction_check CHECK (((length(instruction) >= 1) AND (length(instruction) <= 4000))),
    CONSTRAINT recipient_grant_purposes_check CHECK (((cardinality(purposes) >= 1) AND (cardinality(purposes) <= 100))),
    CONSTRAINT recipient_grant_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 100))),
    CONSTRAINT recipient_grant_safeguards_check CHECK ((cardinality(safeguards) <= 20))
);

ALTER TABLE ONLY amana.recipient_grant FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.recipient_grant OWNER TO amana_owner;

CREATE TABLE amana.recipient_notice (
    service text NOT NULL,
    request uuid NOT NULL,
    recipient text NOT NULL,
    name_ar text NOT NULL,
    name_en text NOT NULL,
    contact text,
    kind text NOT NULL,
    message uuid NOT NULL,
    state text DEFAULT 'held'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    letter uuid,
    fault text,
    told_at timestamp with time zone,
    answered_at timestamp with time zone,
    by_hand boolean DEFAULT false NOT NULL,
    entry uuid,
    CONSTRAINT recipient_notice_check CHECK (((state = ANY (ARRAY['told'::text, 'answered'::text])) = (told_at IS NOT NULL))),
    CONSTRAINT recipient_notice_check1 CHECK (((state = 'answered'::text) = (answered_at IS NOT NULL))),
    CONSTRAINT recipient_notice_check2 CHECK (((told_at IS NULL) = (entry IS NULL))),
    CONSTRAINT recipient_notice_contact_check CHECK ((length(contact) <= 1000)),
    CONSTRAINT recipient_notice_fault_check CHECK ((length(fault) <= 63)),
    CONSTRAINT recipient_notice_name_ar_check CHECK ((length(name_ar) <= 1000)),
    CONSTRAINT recipient_notice_name_en_check CHECK ((length(name_en) <= 1000)),
    CONSTRAINT recipient_notice_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 100))),
    CONSTRAINT recipient_notice_state_check CHECK ((state = ANY (ARRAY['held'::text, 'waiting'::text, 'told'::text, 'answered'::text, 'dropped'::text])))
);

ALTER TABLE ONLY amana.recipient_notice FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.recipient_notice OWNER TO amana_owner;

CREATE TABLE amana.recipient_way (
    service text NOT NULL,
    recipient text NOT NULL,
    kind text NOT NULL,
    way bytea,
    way_entry uuid NOT NULL,
    set_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT recipient_way_kind_check CHECK ((kind = ANY (ARRAY['mail'::text, 'http'::text]))),
    CONSTRAINT recipient_way_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 100))),
    CONSTRAINT recipient_way_way_check CHECK ((length(way) <= 65536))
);

ALTER TABLE ONLY amana.recipient_way FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.recipient_way OWNER TO amana_owner;

CREATE TABLE amana.record (
    service text NOT NULL,
    id uuid NOT NULL,
    look bytea NOT NULL,
    person_key bytea NOT NULL,
    type text NOT NULL,
    version integer NOT NULL,
    sealed bytea NOT NULL,
    policy_version integer NOT NULL,
    occasion text,
    origin text NOT NULL,
    source text,
    imported boolean DEFAULT false NOT NULL,
    automated boolean DEFAULT false NOT NULL,
    expires_at timestamp with time zone,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    terms bytea,
    CONSTRAINT record_check CHECK (((origin = 'third-party'::text) = (source IS NOT NULL))),
    CONSTRAINT record_look_check CHECK ((length(look) = 32)),
    CONSTRAINT record_occasion_check CHECK ((length(occasion) <= 63)),
    CONSTRAINT record_origin_check CHECK ((origin = ANY (ARRAY['person'::text, 'automatic'::text, 'third-party'::text]))),
    CONSTRAINT record_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT record_source_check CHECK ((length(source) <= 63)),
    CONSTRAINT record_terms_check CHECK ((length(terms) = 16)),
    CONSTRAINT record_type_check CHECK (((length(type) >= 1) AND (length(type) <= 63))),
    CONSTRAINT record_version_check CHECK ((version >= 1))
);

ALTER TABLE ONLY amana.record FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record OWNER TO amana_owner;

CREATE TABLE amana.record_map (
    service text NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    policy_version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT record_map_number_check CHECK ((number >= 1)),
    CONSTRAINT record_map_source_check CHECK ((length(source) <= 1000000))
);

ALTER TABLE ONLY amana.record_map FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_map OWNER TO amana_owner;

CREATE TABLE amana.record_past (
    service text NOT NULL,
    record uuid NOT NULL,
    version integer NOT NULL,
    sealed bytea NOT NULL,
    policy_version integer NOT NULL,
    occasion text,
    origin text NOT NULL,
    source text,
    imported boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT record_past_version_check CHECK ((version >= 1))
);

ALTER TABLE ONLY amana.record_past FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_past OWNER TO amana_owner;

CREATE TABLE amana.record_purpose (
    service text NOT NULL,
    purpose text NOT NULL,
    record uuid NOT NULL,
    objected boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY amana.record_purpose FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_purpose OWNER TO amana_owner;

CREATE TABLE amana.record_recipient (
    service text NOT NULL,
    recipient text NOT NULL,
    record uuid NOT NULL
);

ALTER TABLE ONLY amana.record_recipient FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_recipient OWNER TO amana_owner;

CREATE TABLE amana.release (
    service text NOT NULL,
    id uuid NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    ground text NOT NULL,
    nature text NOT NULL,
    data text[] NOT NULL,
    promise text NOT NULL,
    version integer NOT NULL,
    sealed bytea NOT NULL,
    people integer NOT NULL,
    silent_until date,
    ends_at timestamp with time zone NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    proposed_by uuid,
    proposed_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    decided uuid,
    CONSTRAINT release_check CHECK (((decided IS NULL) = (state = 'proposed'::text))),
    CONSTRAINT release_check1 CHECK (((decided_at IS NULL) = (state = 'proposed'::text))),
    CONSTRAINT release_check2 CHECK (((state <> 'approved'::text) OR (proposed_by IS DISTINCT FROM decided_by))),
    CONSTRAINT release_data_check CHECK (((cardinality(data) >= 1) AND (cardinality(data) <= 1000))),
    CONSTRAINT release_ground_check CHECK (((length(ground) >= 1) AND (length(ground) <= 63))),
    CONSTRAINT release_nature_check CHECK ((nature = ANY (ARRAY['disclose_by_law'::text, 'merger'::text]))),
    CONSTRAINT release_people_check CHECK (((people >= 1) AND (people <= 10000))),
    CONSTRAINT release_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63))),
    CONSTRAINT release_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT release_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 63))),
    CONSTRAINT release_sealed_check CHECK ((length(sealed) <= 65536)),
    CONSTRAINT release_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY amana.release FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.release OWNER TO amana_owner;

CREATE TABLE amana.release_entry (
    service text NOT NULL,
    entry uuid NOT NULL,
    release uuid NOT NULL,
    outside boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY amana.release_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.release_entry OWNER TO amana_owner;

CREATE TABLE amana.release_person (
    service text NOT NULL,
    release uuid NOT NULL,
    person_key bytea NOT NULL,
    due_at timestamp with time zone,
    told_at timestamp with time zone,
    message uuid,
    CONSTRAINT release_person_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.release_person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.release_person OWNER TO amana_owner;

CREATE TABLE amana.request (
    service text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    door text NOT NULL,
    state text DEFAULT 'received'::text NOT NULL,
    by_guardian boolean DEFAULT false NOT NULL,
    linked boolean NOT NULL,
    promises text[] DEFAULT '{}'::text[] NOT NULL,
    laws text[] DEFAULT '{}'::text[] NOT NULL,
    law text,
    article text NOT NULL,
    certain boolean NOT NULL,
    country text,
    received_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    safe_until timestamp with time zone NOT NULL,
    latest_until timestamp with time zone NOT NULL,
    extended_at timestamp with time zone,
    proven_at timestamp with time zone,
    proven_by text,
    fee bigint,
    currency text,
    fee_settled_at timestamp with time zone,
    reason text,
    ended_at timestamp with time zone,
    late_at timestamp with time zone,
    entry uuid NOT NULL,
    ended uuid,
    proven_member uuid,
    alone boolean DEFAULT false NOT NULL,
    CONSTRAINT request_article_check CHECK ((length(article) <= 100)),
    CONSTRAINT request_check CHECK (((safe_until <= latest_until) AND (received_at < safe_until))),
    CONSTRAINT request_check1 CHECK (((ended_at IS NULL) = (state = ANY (ARRAY['received'::text, 'proven'::text, 'fee_quoted'::text, 'running'::text, 'waiting_for_sources'::text])))),
    CONSTRAINT request_check2 CHECK (((state = 'refused'::text) = (reason IS NOT NULL))),
    CONSTRAINT request_check3 CHECK (((fee IS NULL) = (currency IS NULL))),
    CONSTRAINT request_check4 CHECK (((state <> ALL (ARRAY['running'::text, 'waiting_for_sources'::text, 'done'::text, 'partly_done'::text])) OR (proven_at IS NOT NULL))),
    CONSTRAINT request_country_check CHECK ((length(country) <= 6)),
    CONSTRAINT request_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT request_door_check CHECK ((door = ANY (ARRAY['centre'::text, 'desk'::text, 'oral'::text, 'email'::text, 'api'::text]))),
    CONSTRAINT request_fee_check CHECK ((fee > 0)),
    CONSTRAINT request_kind_check CHECK ((kind = ANY (ARRAY['copy'::text, 'portability'::text, 'correction'::text, 'restriction'::text, 'objection'::text, 'erasure'::text, 'part_erasure'::text, 'withdrawal'::text, 'complaint'::text, 'recipients'::text]))),
    CONSTRAINT request_law_check CHECK ((length(law) <= 63)),
    CONSTRAINT request_proven_by_check CHECK ((length(proven_by) <= 63)),
    CONSTRAINT request_reason_check CHECK ((length(reason) <= 63)),
    CONSTRAINT request_state_check CHECK ((state = ANY (ARRAY['received'::text, 'proven'::text, 'fee_quoted'::text, 'running'::text, 'waiting_for_sources'::text, 'done'::text, 'partly_done'::text, 'refused'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY amana.request FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request OWNER TO amana_owner;

CREATE TABLE amana.request_day (
    service text NOT NULL,
    country text NOT NULL,
    day date NOT NULL,
    off boolean NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT request_day_country_check CHECK (((length(country) >= 2) AND (length(country) <= 6)))
);

ALTER TABLE ONLY amana.request_day FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request_day OWNER TO amana_owner;

CREATE TABLE amana.request_link (
    service text NOT NULL,
    id uuid NOT NULL,
    hash bytea NOT NULL,
    kind text,
    sealed bytea NOT NULL,
    about bytea NOT NULL,
    language text NOT NULL,
    asked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT request_link_about_check CHECK ((length(about) = 32)),
    CONSTRAINT request_link_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT request_link_kind_check CHECK ((length(kind) <= 40)),
    CONSTRAINT request_link_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT request_link_sealed_check CHECK ((length(sealed) <= 1000))
);

ALTER TABLE ONLY amana.request_link FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request_link OWNER TO amana_owner;

CREATE TABLE amana.request_part (
    service text NOT NULL,
    request uuid NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    version integer,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    job uuid,
    fault text,
    counts jsonb DEFAULT '[]'::jsonb NOT NULL,
    kept jsonb DEFAULT '[]'::jsonb NOT NULL,
    set_size integer DEFAULT 0 NOT NULL,
    read_back integer DEFAULT 0 NOT NULL,
    done_at timestamp with time zone,
    entry uuid,
    outages integer DEFAULT 0 NOT NULL,
    at_most jsonb DEFAULT '[]'::jsonb NOT NULL,
    noted_by uuid,
    lifting boolean DEFAULT false NOT NULL,
    CONSTRAINT request_part_at_most_check CHECK ((jsonb_typeof(at_most) = 'array'::text)),
    CONSTRAINT request_part_check CHECK (((state = 'done'::text) = (done_at IS NOT NULL))),
    CONSTRAINT request_part_check1 CHECK (((state <> 'done'::text) OR ((entry IS NOT NULL) AND (version IS NOT NULL) AND (fault IS NULL)))),
    CONSTRAINT request_part_check2 CHECK (((state <> 'running'::text) OR ((job IS NOT NULL) AND (due_at IS NOT NULL)))),
    CONSTRAINT request_part_fault_check CHECK ((length(fault) <= 63)),
    CONSTRAINT request_part_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'given_up'::text])))
);

ALTER TABLE ONLY amana.request_part FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request_part OWNER TO amana_owner;

CREATE TABLE amana.request_person (
    service text NOT NULL,
    request uuid NOT NULL,
    person_key bytea NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT request_person_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT request_person_sealed_check CHECK ((length(sealed) <= 65536))
);

ALTER TABLE ONLY amana.request_person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request_person OWNER TO amana_owner;

CREATE TABLE amana.request_plan (
    service text NOT NULL,
    request uuid NOT NULL,
    source text NOT NULL,
    version integer NOT NULL,
    counts jsonb NOT NULL,
    fault text,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT request_plan_fault_check CHECK ((length(fault) <= 63))
);

ALTER TABLE ONLY amana.request_plan FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request_plan OWNER TO amana_owner;

CREATE TABLE amana.request_sought (
    service text NOT NULL,
    request uuid NOT NULL,
    sealed bytea,
    CONSTRAINT request_sought_sealed_check CHECK ((length(sealed) <= 65536))
);

ALTER TABLE ONLY amana.request_sought FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request_sought OWNER TO amana_owner;

CREATE TABLE amana.request_told (
    service text NOT NULL,
    request uuid NOT NULL,
    confirm_until timestamp with time zone,
    confirmed_at timestamp with time zone,
    late_at timestamp with time zone,
    sealed bytea,
    CONSTRAINT request_told_sealed_check CHECK ((length(sealed) <= 1000))
);

ALTER TABLE ONLY amana.request_told FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.request_told OWNER TO amana_owner;

CREATE TABLE amana.restriction (
    service text NOT NULL,
    request uuid NOT NULL,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    announced_at timestamp with time zone,
    announced uuid,
    letter uuid,
    lifted_at timestamp with time zone,
    lifted uuid,
    CONSTRAINT restriction_check CHECK (((announced IS NULL) = (announced_at IS NULL))),
    CONSTRAINT restriction_check1 CHECK (((lifted IS NULL) = (lifted_at IS NULL))),
    CONSTRAINT restriction_check2 CHECK (((lifted IS NULL) OR (announced IS NOT NULL)))
);

ALTER TABLE ONLY amana.restriction FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.restriction OWNER TO amana_owner;

CREATE TABLE amana.retention_longest (
    service text NOT NULL,
    id uuid NOT NULL,
    promise text NOT NULL,
    category text NOT NULL,
    why text NOT NULL,
    moment text NOT NULL,
    period text NOT NULL,
    basis text NOT NULL,
    set_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    lifted_at timestamp with time zone,
    lifted uuid,
    CONSTRAINT retention_longest_basis_check CHECK (((length(basis) >= 1) AND (length(basis) <= 500))),
    CONSTRAINT retention_longest_category_check CHECK (((length(category) >= 1) AND (length(category) <= 100))),
    CONSTRAINT retention_longest_check CHECK (((lifted_at IS NULL) = (lifted IS NULL))),
    CONSTRAINT retention_longest_moment_check CHECK (((length(moment) >= 1) AND (length(moment) <= 63))),
    CONSTRAINT retention_longest_period_check CHECK (((length(period) >= 2) AND (length(period) <= 63))),
    CONSTRAINT retention_longest_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63))),
    CONSTRAINT retention_longest_why_check CHECK ((why = ANY (ARRAY['law'::text, 'disputes'::text, 'others_work'::text])))
);

ALTER TABLE ONLY amana.retention_longest FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_longest OWNER TO amana_owner;

CREATE TABLE amana.retention_set (
    service text NOT NULL,
    id uuid NOT NULL,
    place text NOT NULL,
    item text NOT NULL,
    promises text[] NOT NULL,
    state text NOT NULL,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    ended_at timestamp with time zone,
    ended bigint,
    longest interval,
    entry uuid,
    CONSTRAINT retention_set_check CHECK (((state = 'begun'::text) = (ended_at IS NULL))),
    CONSTRAINT retention_set_item_check CHECK ((length(item) <= 255)),
    CONSTRAINT retention_set_place_check CHECK ((length(place) <= 63)),
    CONSTRAINT retention_set_state_check CHECK ((state = ANY (ARRAY['begun'::text, 'done'::text, 'unsure'::text])))
);

ALTER TABLE ONLY amana.retention_set FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_set OWNER TO amana_owner;

CREATE TABLE amana.retention_setting (
    service text NOT NULL,
    person_key bytea NOT NULL,
    id uuid NOT NULL,
    promise text NOT NULL,
    moment text NOT NULL,
    period text NOT NULL,
    set_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT retention_setting_moment_check CHECK (((length(moment) >= 1) AND (length(moment) <= 63))),
    CONSTRAINT retention_setting_period_check CHECK (((length(period) >= 2) AND (length(period) <= 63))),
    CONSTRAINT retention_setting_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT retention_setting_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63)))
);

ALTER TABLE ONLY amana.retention_setting FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_setting OWNER TO amana_owner;

CREATE TABLE amana.retention_standing (
    service text NOT NULL,
    place text NOT NULL,
    item text NOT NULL,
    promises text[] NOT NULL,
    categories text[] NOT NULL,
    looks bigint DEFAULT 1 NOT NULL,
    looked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    past bigint DEFAULT 0 NOT NULL,
    held boolean DEFAULT false NOT NULL,
    since timestamp with time zone,
    next_at timestamp with time zone,
    ended bigint DEFAULT 0 NOT NULL,
    longest interval,
    fault text,
    failing_since timestamp with time zone,
    seen_as text,
    seen_at timestamp with time zone,
    whole_at timestamp with time zone,
    CONSTRAINT retention_standing_check CHECK (((fault IS NULL) = (failing_since IS NULL))),
    CONSTRAINT retention_standing_fault_check CHECK ((length(fault) <= 100)),
    CONSTRAINT retention_standing_item_check CHECK ((length(item) <= 255)),
    CONSTRAINT retention_standing_past_check CHECK ((past >= 0)),
    CONSTRAINT retention_standing_place_check CHECK ((length(place) <= 63)),
    CONSTRAINT retention_standing_seen_as_check CHECK ((length(seen_as) = 64))
);

ALTER TABLE ONLY amana.retention_standing FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_standing OWNER TO amana_owner;

CREATE TABLE amana.retention_started (
    service text NOT NULL,
    promise text NOT NULL,
    said text NOT NULL,
    started_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid,
    CONSTRAINT retention_started_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63))),
    CONSTRAINT retention_started_said_check CHECK ((length(said) = 64))
);

ALTER TABLE ONLY amana.retention_started FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_started OWNER TO amana_owner;

CREATE TABLE amana.retention_stirred (
    service text NOT NULL,
    number bigint NOT NULL,
    person_key bytea NOT NULL,
    CONSTRAINT retention_stirred_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.retention_stirred FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_stirred OWNER TO amana_owner;

ALTER TABLE amana.retention_stirred ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME amana.retention_stirred_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE amana.scheduled_run (
    service text NOT NULL,
    name text NOT NULL,
    last_started timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    last_ended timestamp with time zone,
    outcome text DEFAULT 'running'::text NOT NULL,
    fault text,
    worker uuid NOT NULL,
    CONSTRAINT scheduled_run_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE ONLY amana.scheduled_run FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.scheduled_run OWNER TO amana_owner;

CREATE TABLE amana.service (
    slug text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    changed_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT service_reason_check CHECK ((length(reason) <= 500)),
    CONSTRAINT service_slug_check CHECK (((slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'::text) AND (length(slug) <= 40))),
    CONSTRAINT service_state_check CHECK ((state = ANY (ARRAY['open'::text, 'paused'::text, 'closing'::text, 'closed'::text])))
);

ALTER TABLE ONLY amana.service FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.service OWNER TO amana_owner;

CREATE TABLE amana.sharing_announcement (
    service text NOT NULL,
    id uuid NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    data text[] NOT NULL,
    promises text[] NOT NULL,
    version integer NOT NULL,
    in_force_at timestamp with time zone NOT NULL,
    origin text NOT NULL,
    wait text NOT NULL,
    series uuid NOT NULL,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    upto bytea,
    affected bigint DEFAULT 0 NOT NULL,
    unreached bigint DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    entry uuid NOT NULL,
    CONSTRAINT sharing_announcement_data_check CHECK (((cardinality(data) >= 1) AND (cardinality(data) <= 1000))),
    CONSTRAINT sharing_announcement_origin_check CHECK ((origin = ANY (ARRAY['policy'::text, 'staff'::text, 'grant'::text, 'merger'::text]))),
    CONSTRAINT sharing_announcement_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT sharing_announcement_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 63))),
    CONSTRAINT sharing_announcement_upto_check CHECK ((length(upto) = 32)),
    CONSTRAINT sharing_announcement_wait_check CHECK (((length(wait) >= 1) AND (length(wait) <= 63)))
);

ALTER TABLE ONLY amana.sharing_announcement FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.sharing_announcement OWNER TO amana_owner;

CREATE TABLE amana.sharing_standing (
    service text NOT NULL,
    person_key bytea NOT NULL,
    standing text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    since timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT sharing_standing_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT sharing_standing_standing_check CHECK ((standing = ANY (ARRAY['ask'::text, 'never'::text, 'go_on'::text])))
);

ALTER TABLE ONLY amana.sharing_standing FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.sharing_standing OWNER TO amana_owner;

CREATE TABLE amana.sharing_told (
    service text NOT NULL,
    announcement uuid NOT NULL,
    person_key bytea NOT NULL,
    put_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    told_at timestamp with time zone,
    over_at timestamp with time zone,
    message uuid,
    answer text,
    answered_at timestamp with time zone,
    CONSTRAINT sharing_told_answer_check CHECK ((answer = ANY (ARRAY['no'::text, 'yes'::text]))),
    CONSTRAINT sharing_told_check CHECK (((told_at IS NULL) = (over_at IS NULL))),
    CONSTRAINT sharing_told_check1 CHECK (((answer IS NULL) = (answered_at IS NULL))),
    CONSTRAINT sharing_told_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.sharing_told FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.sharing_told OWNER TO amana_owner;

CREATE TABLE amana.signal (
    service text NOT NULL,
    person_key bytea NOT NULL,
    signal text NOT NULL,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT signal_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT signal_signal_check CHECK ((signal = 'gpc'::text))
);

ALTER TABLE ONLY amana.signal FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.signal OWNER TO amana_owner;

CREATE TABLE amana.source (
    service text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    way bytea,
    way_entry uuid NOT NULL,
    added_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT source_check CHECK (((way IS NULL) = (removed_at IS NOT NULL))),
    CONSTRAINT source_kind_check CHECK ((kind = ANY (ARRAY['sql'::text, 'files'::text, 'http'::text]))),
    CONSTRAINT source_name_check CHECK (((length(name) >= 1) AND (length(name) <= 63))),
    CONSTRAINT source_way_check CHECK ((length(way) <= 65536))
);

ALTER TABLE ONLY amana.source FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.source OWNER TO amana_owner;

CREATE TABLE amana.source_map (
    service text NOT NULL,
    source text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    added_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    approved_at timestamp with time zone,
    approved_by text,
    approved_entry uuid,
    CONSTRAINT source_map_approved_by_check CHECK ((length(approved_by) <= 100)),
    CONSTRAINT source_map_check CHECK ((((approved_at IS NULL) = (approved_by IS NULL)) AND ((approved_at IS NULL) = (approved_entry IS NULL)))),
    CONSTRAINT source_map_text_check CHECK ((length(text) <= 500000)),
    CONSTRAINT source_map_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY amana.source_map FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.source_map OWNER TO amana_owner;

CREATE TABLE amana.suppressed (
    service text NOT NULL,
    kind text NOT NULL,
    look bytea NOT NULL,
    why text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    times integer DEFAULT 1 NOT NULL,
    CONSTRAINT suppressed_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'device'::text]))),
    CONSTRAINT suppressed_look_check CHECK ((length(look) = 32)),
    CONSTRAINT suppressed_times_check CHECK ((times >= 1)),
    CONSTRAINT suppressed_why_check CHECK ((why = ANY (ARRAY['erased'::text, 'opted_out'::text, 'asked'::text])))
);

ALTER TABLE ONLY amana.suppressed FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.suppressed OWNER TO amana_owner;

CREATE TABLE amana.suppression_lift (
    service text NOT NULL,
    kind text NOT NULL,
    look bytea NOT NULL,
    why text NOT NULL,
    times integer NOT NULL,
    mark bytea NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT suppression_lift_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'device'::text]))),
    CONSTRAINT suppression_lift_look_check CHECK ((length(look) = 32)),
    CONSTRAINT suppression_lift_mark_check CHECK ((length(mark) = 32)),
    CONSTRAINT suppression_lift_times_check CHECK ((times >= 1)),
    CONSTRAINT suppression_lift_why_check CHECK ((why = ANY (ARRAY['erased'::text, 'opted_out'::text, 'asked'::text])))
);

ALTER TABLE ONLY amana.suppression_lift FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.suppression_lift OWNER TO amana_owner;

CREATE TABLE amana.turn (
    service text NOT NULL,
    name text NOT NULL,
    CONSTRAINT turn_name_check CHECK ((length(name) <= 40))
);

ALTER TABLE ONLY amana.turn FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.turn OWNER TO amana_owner;

CREATE TABLE amana.worker (
    id uuid NOT NULL,
    started_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL
);

ALTER TABLE ONLY amana.worker FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.worker OWNER TO amana_owner;

ALTER TABLE ONLY amana.acceptance
    ADD CONSTRAINT acceptance_pkey PRIMARY KEY (service, person_key, version, id);

ALTER TABLE ONLY amana.access
    ADD CONSTRAINT access_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.aggregate_release
    ADD CONSTRAINT aggregate_release_pkey PRIMARY KEY (service, name, label);

ALTER TABLE ONLY amana.alarm_notice
    ADD CONSTRAINT alarm_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY amana.alarm
    ADD CONSTRAINT alarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY amana.announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (service, version);

ALTER TABLE amana.api_key
    ADD CONSTRAINT api_key_customer_check CHECK (((customer IS NULL) OR (((length(customer) >= 1) AND (length(customer) <= 63)) AND (recipient IS NULL)))) NOT VALID;

ALTER TABLE ONLY amana.api_key
    ADD CONSTRAINT api_key_id_key UNIQUE (id);

ALTER TABLE ONLY amana.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (hash);

ALTER TABLE amana.api_key
    ADD CONSTRAINT api_key_recipient_check CHECK (((length(recipient) >= 1) AND (length(recipient) <= 100))) NOT VALID;

ALTER TABLE ONLY amana.attestation
    ADD CONSTRAINT attestation_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.breach_affected
    ADD CONSTRAINT breach_affected_pkey PRIMARY KEY (service, breach, person_key);

ALTER TABLE ONLY amana.breach_clock
    ADD CONSTRAINT breach_clock_pkey PRIMARY KEY (service, breach, name);

ALTER TABLE ONLY amana.breach_note
    ADD CONSTRAINT breach_note_pkey PRIMARY KEY (service, breach, number);

ALTER TABLE ONLY amana.breach
    ADD CONSTRAINT breach_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.came_back
    ADD CONSTRAINT came_back_pkey PRIMARY KEY (service, source, place, look);

ALTER TABLE ONLY amana.came_back
    ADD CONSTRAINT came_back_service_id_key UNIQUE (service, id);

ALTER TABLE ONLY amana.child_found
    ADD CONSTRAINT child_found_pkey PRIMARY KEY (service, mark);

ALTER TABLE ONLY amana.choice_bits
    ADD CONSTRAINT choice_bits_pkey PRIMARY KEY (service, purpose, answer, chunk);

ALTER TABLE ONLY amana.choice_change
    ADD CONSTRAINT choice_change_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.choice_pending
    ADD CONSTRAINT choice_pending_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.choice
    ADD CONSTRAINT choice_pkey PRIMARY KEY (service, person_key, purpose);

ALTER TABLE ONLY amana.choice_said
    ADD CONSTRAINT choice_said_pkey PRIMARY KEY (service, person_key, purpose, id);

ALTER TABLE ONLY amana.copy_part
    ADD CONSTRAINT copy_part_pkey PRIMARY KEY (service, copy, section, place, number);

ALTER TABLE ONLY amana.customer_person
    ADD CONSTRAINT customer_person_pkey PRIMARY KEY (service, person_key);

ALTER TABLE ONLY amana.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.disclosed
    ADD CONSTRAINT disclosed_pkey PRIMARY KEY (service, disclosure, person_key);

ALTER TABLE ONLY amana.disclosure_against
    ADD CONSTRAINT disclosure_against_pkey PRIMARY KEY (service, promise, entry);

ALTER TABLE ONLY amana.disclosure_announced
    ADD CONSTRAINT disclosure_announced_pkey PRIMARY KEY (service, entry, announcement);

ALTER TABLE ONLY amana.disclosure_notice
    ADD CONSTRAINT disclosure_notice_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.disclosure_notice
    ADD CONSTRAINT disclosure_notice_service_person_key_recipient_purpose_why__key UNIQUE (service, person_key, recipient, purpose, why, since);

ALTER TABLE ONLY amana.disclosure
    ADD CONSTRAINT disclosure_pkey PRIMARY KEY (service, id);

ALTER TABLE amana.disclosure
    ADD CONSTRAINT disclosure_state_check CHECK ((state = ANY (ARRAY['intended'::text, 'done'::text, 'refused'::text, 'stopped'::text, 'nothing'::text]))) NOT VALID;

ALTER TABLE ONLY amana.ended_address
    ADD CONSTRAINT ended_address_pkey PRIMARY KEY (service, person_key, look);

ALTER TABLE ONLY amana.entry_body
    ADD CONSTRAINT entry_body_pkey PRIMARY KEY (service, entry);

ALTER TABLE ONLY amana.entry_person
    ADD CONSTRAINT entry_person_pkey PRIMARY KEY (service, person_key, entry);

ALTER TABLE ONLY amana.entry_promise
    ADD CONSTRAINT entry_promise_pkey PRIMARY KEY (service, promise, act, outcome, entry);

ALTER TABLE ONLY amana.entry_set
    ADD CONSTRAINT entry_set_pkey PRIMARY KEY (service, entry);

ALTER TABLE ONLY amana.erased_look
    ADD CONSTRAINT erased_look_pkey PRIMARY KEY (service, look, erasure);

ALTER TABLE ONLY amana.erasure_certificate
    ADD CONSTRAINT erasure_certificate_pkey PRIMARY KEY (service, erasure);

ALTER TABLE ONLY amana.erasure_certificate
    ADD CONSTRAINT erasure_certificate_service_number_key UNIQUE (service, number);

ALTER TABLE ONLY amana.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.erasure
    ADD CONSTRAINT erasure_service_person_key_key UNIQUE (service, person_key);

ALTER TABLE ONLY amana.event_out
    ADD CONSTRAINT event_out_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (service, person_key, event, id);

ALTER TABLE ONLY amana.file_import
    ADD CONSTRAINT file_import_pkey PRIMARY KEY (service, file);

ALTER TABLE ONLY amana.hand_over
    ADD CONSTRAINT hand_over_pkey PRIMARY KEY (service, hash);

ALTER TABLE ONLY amana.identifier
    ADD CONSTRAINT identifier_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.identity_check
    ADD CONSTRAINT identity_check_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.in_service_notice
    ADD CONSTRAINT in_service_notice_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (one);

ALTER TABLE ONLY amana.invitation
    ADD CONSTRAINT invitation_hash_key UNIQUE (hash);

ALTER TABLE ONLY amana.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.kept_answer_person
    ADD CONSTRAINT kept_answer_person_pkey PRIMARY KEY (service, person_key, answer);

ALTER TABLE ONLY amana.kept_answer
    ADD CONSTRAINT kept_answer_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.known_value
    ADD CONSTRAINT known_value_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.ledger_bundle
    ADD CONSTRAINT ledger_bundle_pkey PRIMARY KEY (service, index);

ALTER TABLE ONLY amana.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.ledger_restore
    ADD CONSTRAINT ledger_restore_pkey PRIMARY KEY (service, restore);

ALTER TABLE ONLY amana.ledger_succession
    ADD CONSTRAINT ledger_succession_pkey PRIMARY KEY (service, number);

ALTER TABLE ONLY amana.ledger_tile
    ADD CONSTRAINT ledger_tile_pkey PRIMARY KEY (service, level, index);

ALTER TABLE ONLY amana.legal_hold
    ADD CONSTRAINT legal_hold_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.legal_hold_request
    ADD CONSTRAINT legal_hold_request_pkey PRIMARY KEY (service, request, hold);

ALTER TABLE amana.legal_hold
    ADD CONSTRAINT legal_hold_whom_check CHECK ((length(whom) <= 65536)) NOT VALID;

ALTER TABLE ONLY amana.letter_answer
    ADD CONSTRAINT letter_answer_pkey PRIMARY KEY (service, sender);

ALTER TABLE amana.letter_in
    ADD CONSTRAINT letter_in_kind_check CHECK ((kind = ANY (ARRAY['stopped'::text, 'asked'::text, 'bounced'::text, 'complained'::text, 'automatic'::text, 'forged'::text, 'other'::text, 'unreadable'::text]))) NOT VALID;

ALTER TABLE ONLY amana.letter_in
    ADD CONSTRAINT letter_in_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.lift_sought
    ADD CONSTRAINT lift_sought_pkey PRIMARY KEY (service, request);

ALTER TABLE ONLY amana.long_look
    ADD CONSTRAINT long_look_pkey PRIMARY KEY (service, name);

ALTER TABLE ONLY amana.member_link
    ADD CONSTRAINT member_link_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY amana.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY amana.member_role
    ADD CONSTRAINT member_role_pkey PRIMARY KEY (service, member);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_id_key UNIQUE (id);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY amana.member_subject
    ADD CONSTRAINT member_subject_issuer_member_key UNIQUE (issuer, member);

ALTER TABLE ONLY amana.member_subject
    ADD CONSTRAINT member_subject_pkey PRIMARY KEY (issuer, subject);

ALTER TABLE ONLY amana.message_breach
    ADD CONSTRAINT message_breach_pkey PRIMARY KEY (service, how, message);

ALTER TABLE ONLY amana.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY amana.one_time_code
    ADD CONSTRAINT one_time_code_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.one_time_code
    ADD CONSTRAINT one_time_code_service_ticket_key UNIQUE (service, ticket);

ALTER TABLE ONLY amana.outbox_count
    ADD CONSTRAINT outbox_count_pkey PRIMARY KEY (service, class, channel);

ALTER TABLE ONLY amana.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.own_link
    ADD CONSTRAINT own_link_pkey PRIMARY KEY (service, person_key, recipient);

ALTER TABLE ONLY amana.passage
    ADD CONSTRAINT passage_pkey PRIMARY KEY (service, version, language, "position");

ALTER TABLE ONLY amana.person_count
    ADD CONSTRAINT person_count_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.person_fact
    ADD CONSTRAINT person_fact_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.person_password
    ADD CONSTRAINT person_password_pkey PRIMARY KEY (service, person_key);

ALTER TABLE ONLY amana.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (service, person_key);

ALTER TABLE ONLY amana.person_session
    ADD CONSTRAINT person_session_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.person_session
    ADD CONSTRAINT person_session_service_hash_key UNIQUE (service, hash);

ALTER TABLE ONLY amana.person_subject
    ADD CONSTRAINT person_subject_pkey PRIMARY KEY (service, provider, look);

ALTER TABLE ONLY amana.person_tie
    ADD CONSTRAINT person_tie_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.policy_draft
    ADD CONSTRAINT policy_draft_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.policy_draft_text
    ADD CONSTRAINT policy_draft_text_pkey PRIMARY KEY (service, language);

ALTER TABLE ONLY amana.policy_text
    ADD CONSTRAINT policy_text_pkey PRIMARY KEY (service, version, language);

ALTER TABLE ONLY amana.policy_version
    ADD CONSTRAINT policy_version_pkey PRIMARY KEY (service, number);

ALTER TABLE ONLY amana.prepared_copy
    ADD CONSTRAINT prepared_copy_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.provider_word
    ADD CONSTRAINT provider_word_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.provider_word
    ADD CONSTRAINT provider_word_service_ticket_key UNIQUE (service, ticket);

ALTER TABLE ONLY amana.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (service, handle);

ALTER TABLE ONLY amana.rate
    ADD CONSTRAINT rate_pkey PRIMARY KEY (key);

ALTER TABLE ONLY amana.reading_decision
    ADD CONSTRAINT reading_decision_pkey PRIMARY KEY (service, reading, "position", id);

ALTER TABLE ONLY amana.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.reading_proposal
    ADD CONSTRAINT reading_proposal_pkey PRIMARY KEY (service, reading, "position");

ALTER TABLE ONLY amana.recent_try
    ADD CONSTRAINT recent_try_pkey PRIMARY KEY (key);

ALTER TABLE ONLY amana.recipient_grant
    ADD CONSTRAINT recipient_grant_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.recipient_notice
    ADD CONSTRAINT recipient_notice_pkey PRIMARY KEY (service, request, recipient);

ALTER TABLE ONLY amana.recipient_way
    ADD CONSTRAINT recipient_way_pkey PRIMARY KEY (service, recipient);

ALTER TABLE ONLY amana.record_map
    ADD CONSTRAINT record_map_pkey PRIMARY KEY (service, number);

ALTER TABLE ONLY amana.record_past
    ADD CONSTRAINT record_past_pkey PRIMARY KEY (service, record, version);

ALTER TABLE ONLY amana.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.record_purpose
    ADD CONSTRAINT record_purpose_pkey PRIMARY KEY (service, purpose, record);

ALTER TABLE ONLY amana.record_recipient
    ADD CONSTRAINT record_recipient_pkey PRIMARY KEY (service, recipient, record);

ALTER TABLE ONLY amana.record
    ADD CONSTRAINT record_service_look_key UNIQUE (service, look);

ALTER TABLE ONLY amana.release_entry
    ADD CONSTRAINT release_entry_pkey PRIMARY KEY (service, entry);

ALTER TABLE ONLY amana.release_person
    ADD CONSTRAINT release_person_pkey PRIMARY KEY (service, release, person_key);

ALTER TABLE ONLY amana.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.request_day
    ADD CONSTRAINT request_day_pkey PRIMARY KEY (service, country, day);

ALTER TABLE ONLY amana.request_link
    ADD CONSTRAINT request_link_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.request_link
    ADD CONSTRAINT request_link_service_hash_key UNIQUE (service, hash);

ALTER TABLE ONLY amana.request_part
    ADD CONSTRAINT request_part_pkey PRIMARY KEY (service, request, source);

ALTER TABLE ONLY amana.request_person
    ADD CONSTRAINT request_person_pkey PRIMARY KEY (service, request);

ALTER TABLE ONLY amana.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.request_plan
    ADD CONSTRAINT request_plan_pkey PRIMARY KEY (service, request, source);

ALTER TABLE ONLY amana.request_sought
    ADD CONSTRAINT request_sought_pkey PRIMARY KEY (service, request);

ALTER TABLE ONLY amana.request_told
    ADD CONSTRAINT request_told_pkey PRIMARY KEY (service, request);

ALTER TABLE ONLY amana.restriction
    ADD CONSTRAINT restriction_pkey PRIMARY KEY (service, request);

ALTER TABLE ONLY amana.retention_longest
    ADD CONSTRAINT retention_longest_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.retention_set
    ADD CONSTRAINT retention_set_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.retention_setting
    ADD CONSTRAINT retention_setting_pkey PRIMARY KEY (service, person_key, id);

ALTER TABLE ONLY amana.retention_standing
    ADD CONSTRAINT retention_standing_pkey PRIMARY KEY (service, place, item);

ALTER TABLE ONLY amana.retention_started
    ADD CONSTRAINT retention_started_pkey PRIMARY KEY (service, promise, said);

ALTER TABLE ONLY amana.retention_stirred
    ADD CONSTRAINT retention_stirred_pkey PRIMARY KEY (service, number);

ALTER TABLE ONLY amana.scheduled_run
    ADD CONSTRAINT scheduled_run_pkey PRIMARY KEY (service, name);

ALTER TABLE ONLY amana.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY amana.sharing_announcement
    ADD CONSTRAINT sharing_announcement_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.sharing_standing
    ADD CONSTRAINT sharing_standing_pkey PRIMARY KEY (service, person_key);

ALTER TABLE ONLY amana.sharing_told
    ADD CONSTRAINT sharing_told_pkey PRIMARY KEY (service, announcement, person_key);

ALTER TABLE ONLY amana.signal
    ADD CONSTRAINT signal_pkey PRIMARY KEY (service, person_key, signal);

ALTER TABLE ONLY amana.source_map
    ADD CONSTRAINT source_map_pkey PRIMARY KEY (service, source, version);

ALTER TABLE ONLY amana.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (service, name);

ALTER TABLE ONLY amana.stopped_class
    ADD CONSTRAINT stopped_class_pkey PRIMARY KEY (service, person_key, purpose, class);

ALTER TABLE ONLY amana.suppressed
    ADD CONSTRAINT suppressed_pkey PRIMARY KEY (service, kind, look, why);

ALTER TABLE ONLY amana.suppression_lift
    ADD CONSTRAINT suppression_lift_pkey PRIMARY KEY (service, kind, look, why, times, mark);

ALTER TABLE ONLY amana.turn
    ADD CONSTRAINT turn_pkey PRIMARY KEY (service, name);

ALTER TABLE ONLY amana.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (id);

CREATE INDEX access_latest ON amana.access USING btree (service, asked_at DESC, id DESC);

CREATE INDEX access_person ON amana.access USING btree (service, person_key) WHERE (person_key IS NOT NULL);

CREATE INDEX access_reader ON amana.access USING btree (service, reader, ends_at) WHERE (taken_back_at IS NULL);

CREATE INDEX access_role ON amana.access USING btree (service, reader_role, ends_at) WHERE ((reader_role IS NOT NULL) AND (taken_back_at IS NULL));

CREATE UNIQUE INDEX alarm_firing ON amana.alarm USING btree (service, kind, subject) WHERE (over_at IS NULL);

CREATE INDEX alarm_latest ON amana.alarm USING btree (service, raised_at DESC);

CREATE INDEX alarm_notice_alarm ON amana.alarm_notice USING btree (alarm, channel, made_at);

CREATE INDEX alarm_notice_due ON amana.alarm_notice USING btree (next_at) WHERE (ended_at IS NULL);

CREATE INDEX announcement_open ON amana.announcement USING btree (service, version) WHERE (ended_at IS NULL);

CREATE INDEX attestation_promise ON amana.attestation USING btree (service, promise, expires_at);

CREATE INDEX breach_affected_going ON amana.breach_affected USING btree (service, breach, message) WHERE ((message IS NOT NULL) AND (told_at IS NULL) AND (fault IS NULL));

CREATE INDEX breach_affected_left ON amana.breach_affected USING btree (service, breach, person_key) WHERE (put_at IS NULL);

CREATE INDEX breach_affected_of ON amana.breach_affected USING btree (service, person_key);

CREATE INDEX breach_sending ON amana.breach USING btree (service) WHERE ((sending_at IS NOT NULL) AND (closed_at IS NULL));

CREATE INDEX choice_change_person ON amana.choice_change USING btree (service, person_key);

CREATE INDEX choice_pending_person ON amana.choice_pending USING btree (service, person_key);

CREATE UNIQUE INDEX choice_pending_token ON amana.choice_pending USING btree (service, token_hash);

CREATE INDEX choice_restricted ON amana.choice USING btree (service, person_key) WHERE (purpose = 'processing:restricted'::text);

CREATE INDEX choice_withdrawn ON amana.choice USING btree (service, at) WHERE (state = 'withdrawn'::text);

CREATE INDEX copy_part_of ON amana.copy_part USING btree (service, person_key);

CREATE INDEX customer_person_list ON amana.customer_person USING btree (service, customer, entry);

CREATE INDEX disclosed_person ON amana.disclosed USING btree (service, person_key, disclosure);

CREATE INDEX disclosure_against_entry ON amana.disclosure_against USING btree (service, entry);

CREATE INDEX disclosure_due ON amana.disclosure USING btree (service, recipient, due_at) WHERE (state = 'intended'::text);

CREATE INDEX disclosure_notice_due ON amana.disclosure_notice USING btree (service, recipient, due_at) WHERE (state = 'waiting'::text);

CREATE INDEX disclosure_recipient ON amana.disclosure USING btree (service, recipient, id);

CREATE INDEX entry_promise_decided ON amana.entry_promise USING btree (service, policy_version, act, entry) INCLUDE (at) WHERE (outcome = ANY (ARRAY['done'::text, 'refused'::text]));

CREATE INDEX entry_promise_entry ON amana.entry_promise USING btree (service, entry);

CREATE INDEX entry_promise_latest ON amana.entry_promise USING btree (service, promise, at DESC, entry DESC);

CREATE INDEX entry_xact ON amana.entry USING brin ((((xact)::text)::bigint)) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX erasure_certificate_open ON amana.erasure_certificate USING btree (service, begun_at, erasure) WHERE ((entry IS NULL) AND (never_at IS NULL));

CREATE UNIQUE INDEX erasure_certificate_request ON amana.erasure_certificate USING btree (service, request) WHERE (request IS NOT NULL);

CREATE INDEX erasure_open ON amana.erasure USING btree (service, id) WHERE (closed_at IS NULL);

CREATE INDEX erasure_together ON amana.erasure USING btree (service, together) WHERE (together IS NOT NULL);

CREATE INDEX event_by_name ON amana.event USING btree (service, event, at);

CREATE INDEX event_out_due ON amana.event_out USING btree (service, next_at) WHERE ((delivered_at IS NULL) AND (set_aside_at IS NULL));

CREATE INDEX event_out_order ON amana.event_out USING btree (service, xact, id);

CREATE INDEX event_out_person ON amana.event_out USING btree (service, person_key, at);

CREATE INDEX hand_over_person ON amana.hand_over USING btree (service, person_key);

CREATE INDEX identifier_index_key ON amana.identifier USING btree (service, index_key) WHERE (kind <> 'own'::text);

CREATE INDEX identifier_look ON amana.identifier USING btree (service, kind, look) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX identifier_one ON amana.identifier USING btree (service, person_key, kind, look) WHERE (ended_at IS NULL);

CREATE INDEX identifier_person ON amana.identifier USING btree (service, person_key, id);

CREATE INDEX identity_check_person ON amana.identity_check USING btree (service, person_key, at DESC);

CREATE INDEX in_service_notice_person ON amana.in_service_notice USING btree (service, person_key, id);

CREATE INDEX job_due ON amana.job USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX job_key ON amana.job USING btree (service, name, key) WHERE (state = 'waiting'::text);

CREATE INDEX job_running ON amana.job USING btree (worker) WHERE (state = 'running'::text);

CREATE INDEX kept_answer_at ON amana.kept_answer USING btree (service, at);

CREATE INDEX kept_answer_person_answer ON amana.kept_answer_person USING btree (service, answer);

CREATE INDEX ledger_bundle_entries ON amana.ledger_bundle USING btree (service, last_entry, first_entry);

CREATE INDEX legal_hold_in_force ON amana.legal_hold USING btree (service, about) WHERE (lifted_at IS NULL);

CREATE INDEX letter_in_at ON amana.letter_in USING btree (service, at DESC);

CREATE INDEX lift_sought_over ON amana.lift_sought USING btree (service, request) WHERE (sealed IS NULL);

CREATE UNIQUE INDEX member_email ON amana.member USING btree (lower(email));

CREATE INDEX member_role_member ON amana.member_role USING btree (member);

CREATE INDEX member_session_member ON amana.member_session USING btree (member, created_at DESC);

CREATE INDEX one_time_code_old ON amana.one_time_code USING btree (service, expires_at);

CREATE INDEX one_time_code_person ON amana.one_time_code USING btree (service, person_key);

CREATE INDEX outbox_at_once ON amana.outbox USING btree (service, due_at, id) WHERE ((state = 'waiting'::text) AND (class = 'service'::text) AND (series IS NULL));

CREATE INDEX outbox_failed ON amana.outbox USING btree (service, id) WHERE (state = ANY (ARRAY['failed'::text, 'refused'::text]));

CREATE UNIQUE INDEX outbox_look ON amana.outbox USING btree (service, look) WHERE (look IS NOT NULL);

CREATE INDEX outbox_next ON amana.outbox USING btree (service, due_at, id) WHERE (state = 'waiting'::text);

CREATE INDEX outbox_no_way_out ON amana.outbox USING btree (service, purpose) WHERE ((state = 'sent'::text) AND (NOT way_out));

CREATE INDEX outbox_person ON amana.outbox USING btree (service, person_key) WHERE (person_key IS NOT NULL);

CREATE INDEX outbox_sending ON amana.outbox USING btree (service, claimed_at) WHERE (state = 'sending'::text);

CREATE INDEX outbox_series ON amana.outbox USING btree (service, series) WHERE (series IS NOT NULL);

CREATE INDEX person_fact_person ON amana.person_fact USING btree (service, person_key, fact, id DESC);

CREATE INDEX person_joined ON amana.person USING btree (service, joined_to) WHERE (joined_to IS NOT NULL);

CREATE UNIQUE INDEX person_number ON amana.person USING btree (service, number) WHERE (number IS NOT NULL);

CREATE INDEX person_session_person ON amana.person_session USING btree (service, person_key, created_at DESC);

CREATE INDEX person_subject_person ON amana.person_subject USING btree (service, person_key);

CREATE UNIQUE INDEX person_tie_one ON amana.person_tie USING btree (service, person_key, other_key, tie) WHERE (ended_at IS NULL);

CREATE INDEX person_tie_other ON amana.person_tie USING btree (service, other_key);

CREATE UNIQUE INDEX person_tie_visitor ON amana.person_tie USING btree (service, person_key) WHERE ((tie = 'visitor'::text) AND (ended_at IS NULL));

CREATE INDEX person_unnumbered ON amana.person USING btree (service, met_at, person_key) WHERE ((number IS NULL) AND (erased_at IS NULL));

CREATE INDEX prepared_copy_ends ON amana.prepared_copy USING btree (service, asked_at) WHERE (over_at IS NULL);

CREATE INDEX prepared_copy_of ON amana.prepared_copy USING btree (service, person_key, id);

CREATE INDEX publication_of ON amana.publication USING btree (service, person_key);

CREATE INDEX publication_queue ON amana.publication USING btree (service, id) WHERE (state = 'submitted'::text);

CREATE UNIQUE INDEX publication_shown ON amana.publication USING btree (service, handle) WHERE (handle IS NOT NULL);

CREATE INDEX published_kind ON amana.published USING btree (service, kind, handle);

CREATE INDEX recent_try_old ON amana.recent_try USING btree (touched_at);

CREATE INDEX recipient_grant_recipient ON amana.recipient_grant USING btree (service, recipient, ends_at);

CREATE INDEX recipient_notice_due ON amana.recipient_notice USING btree (service, recipient, due_at) WHERE (state = 'waiting'::text);

CREATE INDEX record_by_age ON amana.record USING btree (service, type, at);

CREATE INDEX record_expires ON amana.record USING btree (service, expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX record_person ON amana.record USING btree (service, person_key, id);

CREATE INDEX record_purpose_record ON amana.record_purpose USING btree (service, record);

CREATE INDEX record_recipient_record ON amana.record_recipient USING btree (service, record);

CREATE INDEX release_open ON amana.release USING btree (service, proposed_at) WHERE (state = 'proposed'::text);

CREATE INDEX release_person_due ON amana.release_person USING btree (service, due_at) WHERE (told_at IS NULL);

CREATE INDEX release_person_person ON amana.release_person USING btree (service, person_key);

CREATE INDEX request_all ON amana.request USING btree (service, safe_until, id);

CREATE INDEX request_link_about ON amana.request_link USING btree (service, about);

CREATE INDEX request_link_old ON amana.request_link USING btree (service, expires_at);

CREATE INDEX request_open ON amana.request USING btree (service, safe_until, id) WHERE (ended_at IS NULL);

CREATE INDEX request_part_due ON amana.request_part USING btree (service, source, due_at, request) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE INDEX request_part_faults ON amana.request_part USING btree (service, source, fault, request) WHERE ((fault IS NOT NULL) AND (state = ANY (ARRAY['waiting'::text, 'failed'::text])));

CREATE INDEX request_part_lifting ON amana.request_part USING btree (service, source, request) WHERE (lifting AND (state = ANY (ARRAY['waiting'::text, 'running'::text, 'failed'::text])));

CREATE INDEX request_person_of ON amana.request_person USING btree (service, person_key, request);

CREATE INDEX request_sought_over ON amana.request_sought USING btree (service, request) WHERE (sealed IS NULL);

CREATE INDEX request_told_open ON amana.request_told USING btree (service, confirm_until) WHERE ((confirmed_at IS NULL) AND (late_at IS NULL));

CREATE INDEX retention_set_open ON amana.retention_set USING btree (service, place) WHERE (state = 'begun'::text);

CREATE UNIQUE INDEX retention_setting_now ON amana.retention_setting USING btree (service, person_key, promise) WHERE (ended_at IS NULL);

CREATE INDEX retention_stirred_person ON amana.retention_stirred USING btree (service, person_key);

CREATE INDEX sharing_announcement_about ON amana.sharing_announcement USING btree (service, recipient, purpose);

CREATE INDEX sharing_announcement_open ON amana.sharing_announcement USING btree (service, id) WHERE (ended_at IS NULL);

CREATE INDEX sharing_told_message ON amana.sharing_told USING btree (service, message) WHERE (message IS NOT NULL);

CREATE INDEX sharing_told_open ON amana.sharing_told USING btree (service, announcement, person_key) WHERE (told_at IS NULL);

CREATE INDEX sharing_told_person ON amana.sharing_told USING btree (service, person_key);

CREATE TRIGGER asked_by_members BEFORE INSERT ON amana.access FOR EACH ROW EXECUTE FUNCTION amana.decided_by_members();

CREATE TRIGGER count_word BEFORE INSERT ON amana.choice_said FOR EACH ROW EXECUTE FUNCTION amana.count_word();

CREATE TRIGGER decided_by_members BEFORE UPDATE ON amana.access FOR EACH ROW WHEN (((new.decided_by IS NOT NULL) AND (old.decided_by IS NULL))) EXECUTE FUNCTION amana.decided_by_members();

CREATE TRIGGER decided_once BEFORE UPDATE ON amana.access FOR EACH ROW EXECUTE FUNCTION amana.refuse_second_decision();

CREATE TRIGGER end_ties AFTER UPDATE OF erased_at ON amana.person FOR EACH ROW WHEN (((old.erased_at IS NULL) AND (new.erased_at IS NOT NULL))) EXECUTE FUNCTION amana.end_ties();

CREATE TRIGGER ended_once BEFORE UPDATE ON amana.identifier FOR EACH ROW WHEN (((old.ended_at IS NOT NULL) AND ((((((new.ended_at IS DISTINCT FROM old.ended_at) OR (new.replaced_by IS DISTINCT FROM old.replaced_by)) OR (new.ended_mark IS DISTINCT FROM old.ended_mark)) OR (new.verified_at IS DISTINCT FROM old.verified_at)) OR (new.verified_by IS DISTINCT FROM old.verified_by)) OR (new.verified_mark IS DISTINCT FROM old.verified_mark)))) EXECUTE FUNCTION amana.refuse_reviving();

CREATE TRIGGER follow AFTER INSERT OR UPDATE ON amana.choice FOR EACH ROW WHEN ((new.state = ANY (ARRAY['withdrawn'::text, 'objected'::text, 'opted_out'::text]))) EXECUTE FUNCTION amana.follow_choice();

CREATE TRIGGER follow AFTER UPDATE ON amana.own_link FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION amana.follow_link();

CREATE TRIGGER for_ever BEFORE DELETE OR UPDATE ON amana.erasure FOR EACH ROW EXECUTE FUNCTION amana.refuse_reopening();

CREATE TRIGGER for_ever BEFORE DELETE OR UPDATE ON amana.person FOR EACH ROW EXECUTE FUNCTION amana.refuse_return();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.passage FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.policy_text FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.policy_version FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.record_map FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER keep_version BEFORE UPDATE OF version ON amana.record FOR EACH ROW WHEN ((new.version IS DISTINCT FROM old.version)) EXECUTE FUNCTION amana.keep_version();

CREATE TRIGGER leave_behind AFTER DELETE ON amana.publication FOR EACH ROW EXECUTE FUNCTION amana.leave_behind();

CREATE TRIGGER made_now BEFORE INSERT ON amana.record FOR EACH ROW WHEN ((abs(((((('x'::text || "left"(translate((new.id)::text, '-'::text, ''::text), 12)))::bit(48))::bigint)::numeric - (EXTRACT(epoch FROM transaction_timestamp()) * (1000)::numeric))) > (600000)::numeric)) EXECUTE FUNCTION amana.refuse_old_id();

CREATE TRIGGER more_times BEFORE UPDATE ON amana.suppressed FOR EACH ROW EXECUTE FUNCTION amana.refuse_fewer_times();

CREATE TRIGGER numbered BEFORE INSERT ON amana.policy_version FOR EACH ROW EXECUTE FUNCTION amana.refuse_gap();

CREATE TRIGGER objected_once BEFORE UPDATE ON amana.record_purpose FOR EACH ROW WHEN ((old.objected AND (NOT new.objected))) EXECUTE FUNCTION amana.refuse_taking_back();

CREATE TRIGGER one_way BEFORE UPDATE ON amana.service FOR EACH ROW EXECUTE FUNCTION amana.refuse_return_of_closed();

CREATE TRIGGER repeat_last_word AFTER INSERT OR UPDATE ON amana.choice FOR EACH ROW EXECUTE FUNCTION amana.repeat_last_word();

CREATE TRIGGER stamp_choice BEFORE INSERT OR UPDATE ON amana.choice FOR EACH ROW EXECUTE FUNCTION amana.stamp_choice();

CREATE TRIGGER stir AFTER INSERT OR UPDATE OF at ON amana.choice FOR EACH ROW WHEN ((new.at < transaction_timestamp())) EXECUTE FUNCTION amana.stir_person();

CREATE TRIGGER stir AFTER UPDATE OF at ON amana.event FOR EACH ROW EXECUTE FUNCTION amana.stir_person();

CREATE TRIGGER stir AFTER UPDATE OF joined_to ON amana.person FOR EACH ROW WHEN ((old.joined_to IS DISTINCT FROM new.joined_to)) EXECUTE FUNCTION amana.stir_group();

CREATE TRIGGER stir AFTER DELETE ON amana.record REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION amana.stir_records();

CREATE TRIGGER stir AFTER INSERT ON amana.retention_setting FOR EACH ROW EXECUTE FUNCTION amana.stir_person();

CREATE TRIGGER stir_again AFTER UPDATE OF at ON amana.record FOR EACH ROW EXECUTE FUNCTION amana.stir_person();

CREATE TRIGGER whole BEFORE INSERT ON amana.passage FOR EACH ROW EXECUTE FUNCTION amana.refuse_late_part();

CREATE TRIGGER whole BEFORE INSERT ON amana.policy_text FOR EACH ROW EXECUTE FUNCTION amana.refuse_late_part();

CREATE TRIGGER with_its_person AFTER DELETE ON amana.kept_answer_person FOR EACH ROW EXECUTE FUNCTION amana.drop_kept_answer();

ALTER TABLE ONLY amana.acceptance
    ADD CONSTRAINT acceptance_service_version_fkey FOREIGN KEY (service, version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.alarm_notice
    ADD CONSTRAINT alarm_notice_alarm_fkey FOREIGN KEY (alarm) REFERENCES amana.alarm(id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.announcement
    ADD CONSTRAINT announcement_service_version_fkey FOREIGN KEY (service, version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.api_key
    ADD CONSTRAINT api_key_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.breach_affected
    ADD CONSTRAINT breach_affected_service_breach_fkey FOREIGN KEY (service, breach) REFERENCES amana.breach(service, id);

ALTER TABLE ONLY amana.breach_clock
    ADD CONSTRAINT breach_clock_service_breach_fkey FOREIGN KEY (service, breach) REFERENCES amana.breach(service, id);

ALTER TABLE ONLY amana.breach_note
    ADD CONSTRAINT breach_note_service_breach_fkey FOREIGN KEY (service, breach) REFERENCES amana.breach(service, id);

ALTER TABLE ONLY amana.choice_pending
    ADD CONSTRAINT choice_pending_service_policy_version_fkey FOREIGN KEY (service, policy_version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.choice_said
    ADD CONSTRAINT choice_said_service_policy_version_fkey FOREIGN KEY (service, policy_version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.copy_part
    ADD CONSTRAINT copy_part_service_copy_fkey FOREIGN KEY (service, copy) REFERENCES amana.prepared_copy(service, id);

ALTER TABLE ONLY amana.customer_person
    ADD CONSTRAINT customer_person_service_customer_fkey FOREIGN KEY (service, customer) REFERENCES amana.customer(service, id);

ALTER TABLE ONLY amana.disclosed
    ADD CONSTRAINT disclosed_service_disclosure_fkey FOREIGN KEY (service, disclosure) REFERENCES amana.disclosure(service, id);

ALTER TABLE ONLY amana.erasure
    ADD CONSTRAINT erasure_service_person_key_fkey FOREIGN KEY (service, person_key) REFERENCES amana.person(service, person_key);

ALTER TABLE ONLY amana.invitation
    ADD CONSTRAINT invitation_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.kept_answer_person
    ADD CONSTRAINT kept_answer_person_service_answer_fkey FOREIGN KEY (service, answer) REFERENCES amana.kept_answer(service, id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.kept_answer
    ADD CONSTRAINT kept_answer_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.known_value
    ADD CONSTRAINT known_value_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.legal_hold_request
    ADD CONSTRAINT legal_hold_request_service_hold_fkey FOREIGN KEY (service, hold) REFERENCES amana.legal_hold(service, id);

ALTER TABLE ONLY amana.lift_sought
    ADD CONSTRAINT lift_sought_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.long_look
    ADD CONSTRAINT long_look_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_link
    ADD CONSTRAINT member_link_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.member_link
    ADD CONSTRAINT member_link_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_role
    ADD CONSTRAINT member_role_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.member_role
    ADD CONSTRAINT member_role_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_subject
    ADD CONSTRAINT member_subject_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.passage
    ADD CONSTRAINT passage_service_version_fkey FOREIGN KEY (service, version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.person
    ADD CONSTRAINT person_service_joined_to_fkey FOREIGN KEY (service, joined_to) REFERENCES amana.person(service, person_key);

ALTER TABLE ONLY amana.policy_draft_text
    ADD CONSTRAINT policy_draft_text_service_fkey FOREIGN KEY (service) REFERENCES amana.policy_draft(service) ON DELETE CASCADE;

ALTER TABLE ONLY amana.policy_text
    ADD CONSTRAINT policy_text_service_version_fkey FOREIGN KEY (service, version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.reading_decision
    ADD CONSTRAINT reading_decision_service_reading_position_fkey FOREIGN KEY (service, reading, "position") REFERENCES amana.reading_proposal(service, reading, "position");

ALTER TABLE ONLY amana.reading_proposal
    ADD CONSTRAINT reading_proposal_service_reading_fkey FOREIGN KEY (service, reading) REFERENCES amana.reading(service, id);

ALTER TABLE ONLY amana.recipient_notice
    ADD CONSTRAINT recipient_notice_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.record_past
    ADD CONSTRAINT record_past_service_record_fkey FOREIGN KEY (service, record) REFERENCES amana.record(service, id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.record_purpose
    ADD CONSTRAINT record_purpose_service_record_fkey FOREIGN KEY (service, record) REFERENCES amana.record(service, id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.record_recipient
    ADD CONSTRAINT record_recipient_service_record_fkey FOREIGN KEY (service, record) REFERENCES amana.record(service, id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.release_entry
    ADD CONSTRAINT release_entry_service_release_fkey FOREIGN KEY (service, release) REFERENCES amana.release(service, id);

ALTER TABLE ONLY amana.release_person
    ADD CONSTRAINT release_person_service_release_fkey FOREIGN KEY (service, release) REFERENCES amana.release(service, id);

ALTER TABLE ONLY amana.request_part
    ADD CONSTRAINT request_part_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.request_part
    ADD CONSTRAINT request_part_service_source_version_fkey FOREIGN KEY (service, source, version) REFERENCES amana.source_map(service, source, version);

ALTER TABLE ONLY amana.request_person
    ADD CONSTRAINT request_person_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.request_plan
    ADD CONSTRAINT request_plan_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.request_plan
    ADD CONSTRAINT request_plan_service_source_version_fkey FOREIGN KEY (service, source, version) REFERENCES amana.source_map(service, source, version);

ALTER TABLE ONLY amana.request_sought
    ADD CONSTRAINT request_sought_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.request_told
    ADD CONSTRAINT request_told_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.restriction
    ADD CONSTRAINT restriction_service_request_fkey FOREIGN KEY (service, request) REFERENCES amana.request(service, id);

ALTER TABLE ONLY amana.source_map
    ADD CONSTRAINT source_map_service_source_fkey FOREIGN KEY (service, source) REFERENCES amana.source(service, name);

ALTER TABLE amana.acceptance ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.access ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.aggregate_release ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm_notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.announcement ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.api_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.attestation ENABLE ROW LEVEL SECURITY;

CREATE POLICY backup ON amana.acceptance FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.access FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.aggregate_release FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.alarm FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.alarm_notice FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.announcement FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.api_key FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.attestation FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.breach FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.breach_affected FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.breach_clock FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.breach_note FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.came_back FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.child_found FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice_bits FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice_change FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice_pending FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice_said FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.copy_part FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.customer FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.customer_person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.disclosed FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.disclosure FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.disclosure_against FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.disclosure_announced FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.disclosure_notice FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ended_address FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_body FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_promise FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_set FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.erased_look FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.erasure FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.erasure_certificate FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.event FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.event_out FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.file_import FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.hand_over FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.identifier FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.identity_check FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.in_service_notice FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.installation FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.invitation FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.job FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.kept_answer FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.kept_answer_person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.known_value FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_bundle FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_restore FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_succession FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_tile FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.legal_hold FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.legal_hold_request FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.letter_answer FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.letter_in FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.lift_sought FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.long_look FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_link FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_role FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_session FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_subject FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.message_breach FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.one_time_code FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.outbox FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.outbox_count FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.own_link FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.passage FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_count FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_fact FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_password FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_session FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_subject FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_tie FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_draft FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_draft_text FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_text FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_version FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.prepared_copy FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.provider_word FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.publication FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.published FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.rate FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.reading FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.reading_decision FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.reading_proposal FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.recent_try FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.recipient_grant FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.recipient_notice FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.recipient_way FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_map FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_past FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_purpose FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_recipient FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.release FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.release_entry FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.release_person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request_day FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request_link FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request_part FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request_person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request_plan FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request_sought FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.request_told FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.restriction FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.retention_longest FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.retention_set FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.retention_setting FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.retention_standing FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.retention_started FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.retention_stirred FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.scheduled_run FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.service FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.sharing_announcement FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.sharing_standing FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.sharing_told FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.signal FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.source FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.source_map FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.stopped_class FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.suppressed FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.suppression_lift FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.turn FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.worker FOR SELECT TO amana_backup USING (true);

ALTER TABLE amana.breach ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.breach_affected ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.breach_clock ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.breach_note ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.came_back ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.child_found ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_bits ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_change ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_pending ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_said ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.copy_part ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.customer ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.customer_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosed ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure_against ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure_announced ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.disclosure_notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ended_address ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_body ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_promise ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_set ENABLE ROW LEVEL SECURITY;

CREATE POLICY erased ON amana.acceptance FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.access FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.breach_affected FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.choice FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.choice_change FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.choice_pending FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.choice_said FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.copy_part FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.customer_person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.disclosed FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.disclosure_notice FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.ended_address FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.entry_body FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.entry_person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.entry_set FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.event FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.event_out FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.hand_over FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.identifier FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.identity_check FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.in_service_notice FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.kept_answer FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.kept_answer_person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.one_time_code FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.outbox FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.own_link FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person_fact FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person_password FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person_session FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person_subject FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person_tie FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.prepared_copy FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.provider_word FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.publication FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.published FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.record FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.release_person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.request_person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.retention_setting FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.retention_stirred FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.sharing_standing FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.sharing_told FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.signal FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.stopped_class FOR SELECT TO amana_owner USING ((service = amana.session_service()));

ALTER TABLE amana.erased_look ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.erasure ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.erasure_certificate ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.event ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.event_out ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.file_import ENABLE ROW LEVEL SECURITY;

CREATE POLICY forgotten ON amana.acceptance FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.access FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.breach_affected FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.choice FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.choice_change FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.choice_pending FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.choice_said FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.copy_part FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.customer_person FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.disclosed FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.disclosure_notice FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.ended_address FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.entry_body FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.entry_person FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.entry_set FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.event FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.event_out FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.hand_over FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.identifier FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.identity_check FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.in_service_notice FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.kept_answer FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.kept_answer_person FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.one_time_code FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.outbox FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.own_link FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.person_fact FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.person_password FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.person_session FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.person_subject FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.person_tie FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.prepared_copy FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.provider_word FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.publication FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.published FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.record FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.release_person FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.request_person FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.retention_setting FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.retention_stirred FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.sharing_standing FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.sharing_told FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.signal FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.stopped_class FOR DELETE TO amana_owner USING ((service = amana.session_service()));

ALTER TABLE amana.hand_over ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.identifier ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.identity_check ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.in_service_notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.installation ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.invitation ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.job ENABLE ROW LEVEL SECURITY;

CREATE POLICY kept ON amana.record_past FOR INSERT TO amana_owner WITH CHECK ((service = amana.session_service()));

ALTER TABLE amana.kept_answer ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.kept_answer_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.known_value ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_bundle ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_restore ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_succession ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_tile ENABLE ROW LEVEL SECURITY;

CREATE POLICY left_behind ON amana.published FOR UPDATE TO amana_owner USING ((service = amana.session_service())) WITH CHECK ((service = amana.session_service()));

ALTER TABLE amana.legal_hold ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.legal_hold_request ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.letter_answer ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.letter_in ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.lift_sought ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.long_look ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_role ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_session ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_subject ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.message_breach ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.one_time_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.outbox_count ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON amana.acceptance USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.access USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.aggregate_release USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.announcement USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.api_key USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.attestation USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.breach USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.breach_affected USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.breach_clock USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.breach_note USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.came_back USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.child_found USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice_bits USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice_change USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice_pending USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice_said USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.copy_part USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.customer USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.customer_person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.disclosed USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.disclosure USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.disclosure_against USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.disclosure_announced USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.disclosure_notice USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.ended_address USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_body USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_promise USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_set USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.erased_look USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.erasure USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.erasure_certificate USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.event USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.event_out USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.file_import USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.hand_over USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.identifier USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.identity_check USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.in_service_notice USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.invitation USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.job USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.kept_answer USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.kept_answer_person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.known_value USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_bundle FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_restore FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_succession FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_tile FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.legal_hold USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.legal_hold_request USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.letter_answer USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.letter_in USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.lift_sought USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.long_look USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.member_link FOR INSERT WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.member_role USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.member_session FOR SELECT USING ((member IN ( SELECT own.member
   FROM amana.member_role own
  WHERE (own.service = amana.own_service()))));

CREATE POLICY own ON amana.message_breach USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.one_time_code USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.outbox USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.outbox_count USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.own_link USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.passage USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_count USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_fact USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_password USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_session USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_subject USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_tie USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_draft USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_draft_text USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_text USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_version USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.prepared_copy USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.provider_word USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.publication USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.published USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.reading USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.reading_decision USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.reading_proposal USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.recipient_grant USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.recipient_notice USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.recipient_way USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_map USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_past USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_purpose USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_recipient USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.release USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.release_entry USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.release_person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request_day USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request_link USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request_part USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request_person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request_plan USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request_sought USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.request_told USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.restriction USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.retention_longest USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.retention_set USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.retention_setting USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.retention_standing USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.retention_started USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.retention_stirred USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.scheduled_run FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.service FOR SELECT USING ((slug = amana.own_service()));

CREATE POLICY own ON amana.sharing_announcement USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.sharing_standing USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.sharing_told USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.signal USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.source USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.source_map USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.stopped_class USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.suppressed USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.suppression_lift USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.turn USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own_begin ON amana.member_session FOR INSERT WITH CHECK ((service = amana.own_service()));

CREATE POLICY own_end ON amana.member_session FOR UPDATE USING ((member IN ( SELECT own.member
   FROM amana.member_role own
  WHERE (own.service = amana.own_service()))));

CREATE POLICY own_life ON amana.service FOR UPDATE USING ((slug = amana.own_service())) WITH CHECK ((slug = amana.own_service()));

ALTER TABLE amana.own_link ENABLE ROW LEVEL SECURITY;

CREATE POLICY owner ON amana.installation TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_bundle TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_restore TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_succession TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_tile TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.service TO amana_owner USING (true) WITH CHECK (true);

ALTER TABLE amana.passage ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_fact ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_password ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_session ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_subject ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_tie ENABLE ROW LEVEL SECURITY;

CREATE POLICY platform ON amana.api_key TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.invitation FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.job TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member_link TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member_role FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.member_session TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member_subject TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.rate TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.recent_try TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.scheduled_run FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.service FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.worker FOR SELECT TO amana_platform USING (true);

ALTER TABLE amana.policy_draft ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_draft_text ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_text ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.prepared_copy ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.provider_word ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.publication ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.published ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.rate ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.reading ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_decision ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_proposal ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.recent_try ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.recipient_grant ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.recipient_notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.recipient_way ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_map ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_past ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_purpose ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_recipient ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.release ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.release_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.release_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request_part ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request_plan ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request_sought ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.request_told ENABLE ROW LEVEL SECURITY;

CREATE POLICY restored ON amana.entry FOR SELECT TO amana_owner USING (true);

CREATE POLICY restored_put ON amana.entry FOR INSERT TO amana_owner WITH CHECK (true);

CREATE POLICY restored_put ON amana.entry_body FOR INSERT TO amana_owner WITH CHECK (true);

CREATE POLICY restored_put ON amana.entry_promise FOR INSERT TO amana_owner WITH CHECK (true);

CREATE POLICY restored_xact ON amana.entry FOR UPDATE TO amana_owner USING (true) WITH CHECK (true);

ALTER TABLE amana.restriction ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_longest ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_set ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_setting ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_standing ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_started ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.retention_stirred ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.scheduled_run ENABLE ROW LEVEL SECURITY;

CREATE POLICY sequencer ON amana.entry FOR SELECT TO amana_sequencer USING (true);

CREATE POLICY sequencer ON amana.ledger TO amana_sequencer USING (true) WITH CHECK (true);

CREATE POLICY sequencer ON amana.ledger_bundle TO amana_sequencer USING (true) WITH CHECK (true);

CREATE POLICY sequencer ON amana.ledger_succession FOR SELECT TO amana_sequencer USING (true);

CREATE POLICY sequencer ON amana.ledger_tile TO amana_sequencer USING (true) WITH CHECK (true);

CREATE POLICY sequencer ON amana.service FOR SELECT TO amana_sequencer USING (true);

ALTER TABLE amana.service ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.sharing_announcement ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.sharing_standing ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.sharing_told ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.signal ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.source ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.source_map ENABLE ROW LEVEL SECURITY;

CREATE POLICY stirred ON amana.retention_stirred FOR INSERT TO amana_owner WITH CHECK ((service = amana.session_service()));

ALTER TABLE amana.stopped_class ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.suppressed ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.suppression_lift ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.turn ENABLE ROW LEVEL SECURITY;

CREATE POLICY watch ON amana.alarm TO amana_watch USING (true) WITH CHECK (true);

CREATE POLICY watch ON amana.alarm_notice TO amana_watch USING (true) WITH CHECK (true);

CREATE POLICY watch ON amana.entry FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.erasure FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.event_out FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.job FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.ledger FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.scheduled_run FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.service FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.worker FOR SELECT TO amana_watch USING (true);

CREATE POLICY worker ON amana.job TO amana_worker USING (true) WITH CHECK (true);

CREATE POLICY worker ON amana.scheduled_run TO amana_worker USING (true) WITH CHECK (true);

CREATE POLICY worker ON amana.service FOR SELECT TO amana_worker USING (true);

ALTER TABLE amana.worker ENABLE ROW LEVEL SECURITY;

CREATE POLICY worker ON amana.worker TO amana_worker USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA amana TO amana_service;
GRANT USAGE ON SCHEMA amana TO amana_platform;
GRANT USAGE ON SCHEMA amana TO amana_sequencer;
GRANT USAGE ON SCHEMA amana TO amana_worker;
GRANT USAGE ON SCHEMA amana TO amana_backup;
GRANT USAGE ON SCHEMA amana TO amana_watch;

REVOKE ALL ON FUNCTION amana.drop_kept_answer() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) TO amana_service;

REVOKE ALL ON FUNCTION amana.end_ties() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) TO amana_service;

REVOKE ALL ON FUNCTION amana.keep_version() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.leave_behind() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.moment_of(own text, person bytea, held uuid, since timestamp with time zone, moment text) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.moment_of(own text, person bytea, held uuid, since timestamp with time zone, moment text) TO amana_service;

REVOKE ALL ON FUNCTION amana.overdue(own text, person bytea, held uuid, since timestamp with time zone, clauses integer[], moments text[], bounds timestamp with time zone[]) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.overdue(own text, person bytea, held uuid, since timestamp with time zone, clauses integer[], moments text[], bounds timestamp with time zone[]) TO amana_service;

REVOKE ALL ON FUNCTION amana.restricted_roots(of_service text) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.restricted_roots(of_service text) TO amana_service;

REVOKE ALL ON FUNCTION amana.stir_group() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.stir_person() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.stir_records() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.touched(own text, kind text, moments text[], after timestamp with time zone[], latest timestamp with time zone[], since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.touched(own text, kind text, moments text[], after timestamp with time zone[], latest timestamp with time zone[], since timestamp with time zone) TO amana_service;

REVOKE ALL ON FUNCTION amana.write_forgetting() FROM PUBLIC;

GRANT SELECT ON TABLE amana.acceptance TO amana_service;
GRANT SELECT ON TABLE amana.acceptance TO amana_backup;

GRANT INSERT(service) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(version) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(id) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(how) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(language) ON TABLE amana.acceptance TO amana_service;

GRANT SELECT ON TABLE amana.access TO amana_service;
GRANT SELECT ON TABLE amana.access TO amana_backup;

GRANT INSERT(service) ON TABLE amana.access TO amana_service;

GRANT INSERT(id) ON TABLE amana.access TO amana_service;

GRANT INSERT(reader) ON TABLE amana.access TO amana_service;

GRANT INSERT(reader_role) ON TABLE amana.access TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.access TO amana_service;

GRANT INSERT(data) ON TABLE amana.access TO amana_service;

GRANT INSERT(purpose) ON TABLE amana.access TO amana_service;

GRANT INSERT(whole) ON TABLE amana.access TO amana_service;

GRANT INSERT(policy_version) ON TABLE amana.access TO amana_service;

GRANT INSERT(approval) ON TABLE amana.access TO amana_service;

GRANT INSERT(asked_by) ON TABLE amana.access TO amana_service;

GRANT INSERT(asked_entry) ON TABLE amana.access TO amana_service;

GRANT INSERT(ends_at) ON TABLE amana.access TO amana_service;

GRANT UPDATE(decided_by) ON TABLE amana.access TO amana_service;

GRANT UPDATE(decided_at) ON TABLE amana.access TO amana_service;

GRANT UPDATE(approved) ON TABLE amana.access TO amana_service;

GRANT UPDATE(taken_back_by) ON TABLE amana.access TO amana_service;

GRANT UPDATE(taken_back_at) ON TABLE amana.access TO amana_service;

GRANT INSERT(mark),UPDATE(mark) ON TABLE amana.access TO amana_service;

GRANT SELECT ON TABLE amana.aggregate_release TO amana_service;
GRANT SELECT ON TABLE amana.aggregate_release TO amana_backup;

GRANT INSERT(service) ON TABLE amana.aggregate_release TO amana_service;

GRANT INSERT(name) ON TABLE amana.aggregate_release TO amana_service;

GRANT INSERT(label) ON TABLE amana.aggregate_release TO amana_service;

GRANT INSERT(content) ON TABLE amana.aggregate_release TO amana_service;

GRANT INSERT(digest) ON TABLE amana.aggregate_release TO amana_service;

GRANT INSERT(entry) ON TABLE amana.aggregate_release TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.alarm TO amana_watch;
GRANT SELECT ON TABLE amana.alarm TO amana_backup;

GRANT UPDATE(why) ON TABLE amana.alarm TO amana_watch;

GRANT UPDATE(fields) ON TABLE amana.alarm TO amana_watch;

GRANT UPDATE(seen_at) ON TABLE amana.alarm TO amana_watch;

GRANT UPDATE(over_at) ON TABLE amana.alarm TO amana_watch;

GRANT SELECT,INSERT,DELETE ON TABLE amana.alarm_notice TO amana_watch;
GRANT SELECT ON TABLE amana.alarm_notice TO amana_backup;

GRANT UPDATE(next_at) ON TABLE amana.alarm_notice TO amana_watch;

GRANT UPDATE(tries) ON TABLE amana.alarm_notice TO amana_watch;

GRANT UPDATE(ended_at) ON TABLE amana.alarm_notice TO amana_watch;

GRANT UPDATE(fault) ON TABLE amana.alarm_notice TO amana_watch;

GRANT SELECT ON TABLE amana.announcement TO amana_service;
GRANT SELECT ON TABLE amana.announcement TO amana_backup;

GRANT INSERT(service) ON TABLE amana.announcement TO amana_service;

GRANT INSERT(version) ON TABLE amana.announcement TO amana_service;

GRANT INSERT(series) ON TABLE amana.announcement TO amana_service;

GRANT INSERT(material) ON TABLE amana.announcement TO amana_service;

GRANT INSERT(by_email) ON TABLE amana.announcement TO amana_service;

GRANT INSERT(in_service) ON TABLE amana.announcement TO amana_service;

GRANT INSERT(promise) ON TABLE amana.announcement TO amana_service;

GRANT INSERT(due_at) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(upto) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(told) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(without_address) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(kept_sent) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(kept_failed) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(kept_late) ON TABLE amana.announcement TO amana_service;

GRANT UPDATE(kept_last) ON TABLE amana.announcement TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.api_key TO amana_platform;
GRANT SELECT ON TABLE amana.api_key TO amana_backup;

GRANT INSERT(hash) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(id),INSERT(id) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(service),INSERT(service) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(label),INSERT(label) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(created_at) ON TABLE amana.api_key TO amana_service;

GRANT UPDATE(revoked_at) ON TABLE amana.api_key TO amana_platform;
GRANT SELECT(revoked_at),UPDATE(revoked_at) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(abilities),INSERT(abilities) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(purposes),INSERT(purposes) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(expires_at),INSERT(expires_at) ON TABLE amana.api_key TO amana_service;

GRANT UPDATE(last_used_at) ON TABLE amana.api_key TO amana_platform;
GRANT SELECT(last_used_at) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(recipient),INSERT(recipient) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(customer),INSERT(customer) ON TABLE amana.api_key TO amana_service;

GRANT SELECT ON TABLE amana.attestation TO amana_service;
GRANT SELECT ON TABLE amana.attestation TO amana_backup;

GRANT INSERT(service) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(id) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(promise) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(statement) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(attested_by) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(document_name) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(document_hash) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.attestation TO amana_service;

GRANT SELECT ON TABLE amana.breach TO amana_service;
GRANT SELECT ON TABLE amana.breach TO amana_backup;

GRANT INSERT(service) ON TABLE amana.breach TO amana_service;

GRANT INSERT(id) ON TABLE amana.breach TO amana_service;

GRANT INSERT(rehearsal) ON TABLE amana.breach TO amana_service;

GRANT INSERT(series) ON TABLE amana.breach TO amana_service;

GRANT UPDATE(sending_at) ON TABLE amana.breach TO amana_service;

GRANT UPDATE(otherwise_at) ON TABLE amana.breach TO amana_service;

GRANT UPDATE(closed_at) ON TABLE amana.breach TO amana_service;

GRANT SELECT ON TABLE amana.breach_affected TO amana_service;
GRANT SELECT ON TABLE amana.breach_affected TO amana_backup;

GRANT INSERT(service) ON TABLE amana.breach_affected TO amana_service;

GRANT INSERT(breach) ON TABLE amana.breach_affected TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.breach_affected TO amana_service;

GRANT INSERT(how),UPDATE(how) ON TABLE amana.breach_affected TO amana_service;

GRANT INSERT(laws),UPDATE(laws) ON TABLE amana.breach_affected TO amana_service;

GRANT UPDATE(put_at) ON TABLE amana.breach_affected TO amana_service;

GRANT UPDATE(message) ON TABLE amana.breach_affected TO amana_service;

GRANT UPDATE(told_at) ON TABLE amana.breach_affected TO amana_service;

GRANT UPDATE(fault) ON TABLE amana.breach_affected TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.breach_clock TO amana_service;
GRANT SELECT ON TABLE amana.breach_clock TO amana_backup;

GRANT UPDATE(promise) ON TABLE amana.breach_clock TO amana_service;

GRANT UPDATE(starts_at) ON TABLE amana.breach_clock TO amana_service;

GRANT UPDATE(due_at) ON TABLE amana.breach_clock TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.breach_clock TO amana_service;

GRANT SELECT ON TABLE amana.breach_note TO amana_service;
GRANT SELECT ON TABLE amana.breach_note TO amana_backup;

GRANT INSERT(service) ON TABLE amana.breach_note TO amana_service;

GRANT INSERT(breach) ON TABLE amana.breach_note TO amana_service;

GRANT INSERT(number) ON TABLE amana.breach_note TO amana_service;

GRANT INSERT(kind) ON TABLE amana.breach_note TO amana_service;

GRANT INSERT(entry) ON TABLE amana.breach_note TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.breach_note TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.choice TO amana_service;
GRANT SELECT ON TABLE amana.choice TO amana_backup;

GRANT UPDATE(state) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(policy_version) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(promise) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(wording) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(at) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(implied) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(said_at) ON TABLE amana.choice TO amana_service;

GRANT SELECT ON TABLE amana.entry_promise TO amana_service;
GRANT SELECT ON TABLE amana.entry_promise TO amana_backup;

GRANT INSERT(service) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(promise) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(act) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(outcome) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(entry) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(policy_version) ON TABLE amana.entry_promise TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.message_breach TO amana_service;
GRANT SELECT ON TABLE amana.message_breach TO amana_backup;

GRANT SELECT,DELETE ON TABLE amana.outbox TO amana_service;
GRANT SELECT ON TABLE amana.outbox TO amana_backup;

GRANT INSERT(service) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(id) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(class) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(purpose) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(channel) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(language) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(promise) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(look) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(series) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(sealed),UPDATE(sealed) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(state) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(due_at),UPDATE(due_at) ON TABLE amana.outbox TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(attempts) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(repeats) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(address) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(claim) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(claimed_at) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(intended) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(ended) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(fault) ON TABLE amana.outbox TO amana_service;

GRANT UPDATE(way_out) ON TABLE amana.outbox TO amana_service;

GRANT SELECT ON TABLE amana.person TO amana_service;
GRANT SELECT ON TABLE amana.person TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person TO amana_service;

GRANT UPDATE(erased_at) ON TABLE amana.person TO amana_service;

GRANT UPDATE(number) ON TABLE amana.person TO amana_service;

GRANT UPDATE(joined_to) ON TABLE amana.person TO amana_service;

GRANT SELECT ON TABLE amana.person_tie TO amana_service;
GRANT SELECT ON TABLE amana.person_tie TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(id) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(other_key) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(tie) ON TABLE amana.person_tie TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(entry) ON TABLE amana.person_tie TO amana_service;

GRANT UPDATE(ended_by) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(mark) ON TABLE amana.person_tie TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.stopped_class TO amana_service;
GRANT SELECT ON TABLE amana.stopped_class TO amana_backup;

GRANT UPDATE(at) ON TABLE amana.stopped_class TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.stopped_class TO amana_service;

GRANT UPDATE(resumed_at) ON TABLE amana.stopped_class TO amana_service;

GRANT SELECT ON TABLE amana.broken_message TO amana_service;

GRANT SELECT ON TABLE amana.came_back TO amana_service;
GRANT SELECT ON TABLE amana.came_back TO amana_backup;

GRANT INSERT(service) ON TABLE amana.came_back TO amana_service;

GRANT INSERT(source) ON TABLE amana.came_back TO amana_service;

GRANT INSERT(place) ON TABLE amana.came_back TO amana_service;

GRANT INSERT(look) ON TABLE amana.came_back TO amana_service;

GRANT INSERT(id) ON TABLE amana.came_back TO amana_service;

GRANT UPDATE(last_at) ON TABLE amana.came_back TO amana_service;

GRANT UPDATE(judged) ON TABLE amana.came_back TO amana_service;

GRANT UPDATE(judged_at) ON TABLE amana.came_back TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.came_back TO amana_service;

GRANT SELECT ON TABLE amana.child_found TO amana_service;
GRANT SELECT ON TABLE amana.child_found TO amana_backup;

GRANT INSERT(service) ON TABLE amana.child_found TO amana_service;

GRANT INSERT(mark) ON TABLE amana.child_found TO amana_service;

GRANT INSERT(how) ON TABLE amana.child_found TO amana_service;

GRANT INSERT(entry) ON TABLE amana.child_found TO amana_service;

GRANT UPDATE(erased_at) ON TABLE amana.child_found TO amana_service;

GRANT UPDATE(done) ON TABLE amana.child_found TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.choice_bits TO amana_service;
GRANT SELECT ON TABLE amana.choice_bits TO amana_backup;

GRANT UPDATE(bits) ON TABLE amana.choice_bits TO amana_service;

GRANT UPDATE(version) ON TABLE amana.choice_bits TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.choice_change TO amana_service;
GRANT SELECT ON TABLE amana.choice_change TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.choice_pending TO amana_service;
GRANT SELECT ON TABLE amana.choice_pending TO amana_backup;

GRANT UPDATE(token_hash) ON TABLE amana.choice_pending TO amana_service;

GRANT UPDATE(confirmed_at) ON TABLE amana.choice_pending TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.choice_said TO amana_service;
GRANT SELECT ON TABLE amana.choice_said TO amana_backup;

GRANT SELECT,INSERT,DELETE ON TABLE amana.copy_part TO amana_service;
GRANT SELECT ON TABLE amana.copy_part TO amana_backup;

GRANT SELECT ON TABLE amana.customer TO amana_service;
GRANT SELECT ON TABLE amana.customer TO amana_backup;

GRANT INSERT(service) ON TABLE amana.customer TO amana_service;

GRANT INSERT(id) ON TABLE amana.customer TO amana_service;

GRANT INSERT(name) ON TABLE amana.customer TO amana_service;

GRANT INSERT(contact) ON TABLE amana.customer TO amana_service;

GRANT INSERT(instruction) ON TABLE amana.customer TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.customer TO amana_service;

GRANT INSERT(entry) ON TABLE amana.customer TO amana_service;

GRANT UPDATE(ended) ON TABLE amana.customer TO amana_service;

GRANT SELECT(representative),UPDATE(representative) ON TABLE amana.customer TO amana_service;

GRANT SELECT(officer),UPDATE(officer) ON TABLE amana.customer TO amana_service;

GRANT SELECT(purposes),UPDATE(purposes) ON TABLE amana.customer TO amana_service;

GRANT SELECT(described),UPDATE(described) ON TABLE amana.customer TO amana_service;

GRANT SELECT ON TABLE amana.customer_person TO amana_service;
GRANT SELECT ON TABLE amana.customer_person TO amana_backup;

GRANT INSERT(service) ON TABLE amana.customer_person TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.customer_person TO amana_service;

GRANT INSERT(customer) ON TABLE amana.customer_person TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.customer_person TO amana_service;

GRANT INSERT(entry) ON TABLE amana.customer_person TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.disclosed TO amana_service;
GRANT SELECT ON TABLE amana.disclosed TO amana_backup;

GRANT UPDATE(fields) ON TABLE amana.disclosed TO amana_service;

GRANT UPDATE(at) ON TABLE amana.disclosed TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.disclosed TO amana_service;

GRANT UPDATE(sent_at) ON TABLE amana.disclosed TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.disclosure TO amana_service;
GRANT SELECT ON TABLE amana.disclosure TO amana_backup;

GRANT UPDATE(persons) ON TABLE amana.disclosure TO amana_service;

GRANT UPDATE(refused) ON TABLE amana.disclosure TO amana_service;

GRANT UPDATE(state) ON TABLE amana.disclosure TO amana_service;

GRANT UPDATE(attempts) ON TABLE amana.disclosure TO amana_service;

GRANT UPDATE(due_at) ON TABLE amana.disclosure TO amana_service;

GRANT UPDATE(fault) ON TABLE amana.disclosure TO amana_service;

GRANT UPDATE(done_at) ON TABLE amana.disclosure TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.disclosure_against TO amana_service;
GRANT SELECT ON TABLE amana.disclosure_against TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.disclosure_announced TO amana_service;
GRANT SELECT ON TABLE amana.disclosure_announced TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.disclosure_notice TO amana_service;
GRANT SELECT ON TABLE amana.disclosure_notice TO amana_backup;

GRANT UPDATE(state) ON TABLE amana.disclosure_notice TO amana_service;

GRANT UPDATE(attempts) ON TABLE amana.disclosure_notice TO amana_service;

GRANT UPDATE(due_at) ON TABLE amana.disclosure_notice TO amana_service;

GRANT UPDATE(letter) ON TABLE amana.disclosure_notice TO amana_service;

GRANT UPDATE(fault) ON TABLE amana.disclosure_notice TO amana_service;

GRANT UPDATE(told_at) ON TABLE amana.disclosure_notice TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.disclosure_notice TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.ended_address TO amana_service;
GRANT SELECT ON TABLE amana.ended_address TO amana_backup;

GRANT SELECT ON TABLE amana.entry TO amana_service;
GRANT SELECT ON TABLE amana.entry TO amana_sequencer;
GRANT SELECT ON TABLE amana.entry TO amana_backup;

GRANT INSERT(service) ON TABLE amana.entry TO amana_service;
GRANT SELECT(service) ON TABLE amana.entry TO amana_watch;

GRANT INSERT(id) ON TABLE amana.entry TO amana_service;
GRANT SELECT(id) ON TABLE amana.entry TO amana_watch;

GRANT SELECT(xact) ON TABLE amana.entry TO amana_watch;

GRANT INSERT(header) ON TABLE amana.entry TO amana_service;

GRANT INSERT(commitment) ON TABLE amana.entry TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.entry_body TO amana_service;
GRANT SELECT ON TABLE amana.entry_body TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.entry_person TO amana_service;
GRANT SELECT ON TABLE amana.entry_person TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.entry_set TO amana_service;
GRANT SELECT ON TABLE amana.entry_set TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.erased_look TO amana_service;
GRANT SELECT ON TABLE amana.erased_look TO amana_backup;

GRANT SELECT ON TABLE amana.erasure TO amana_service;
GRANT SELECT ON TABLE amana.erasure TO amana_backup;

GRANT INSERT(service) ON TABLE amana.erasure TO amana_service;
GRANT SELECT(service) ON TABLE amana.erasure TO amana_watch;

GRANT INSERT(id) ON TABLE amana.erasure TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.erasure TO amana_service;

GRANT SELECT(begun_at) ON TABLE amana.erasure TO amana_watch;

GRANT INSERT(epoch) ON TABLE amana.erasure TO amana_service;

GRANT INSERT(intended) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(done) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(closed_at) ON TABLE amana.erasure TO amana_service;
GRANT SELECT(closed_at) ON TABLE amana.erasure TO amana_watch;

GRANT UPDATE(bodies) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(links) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(acceptances) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(records) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(rest) ON TABLE amana.erasure TO amana_service;

GRANT INSERT(together) ON TABLE amana.erasure TO amana_service;

GRANT SELECT ON TABLE amana.erasure_certificate TO amana_service;
GRANT SELECT ON TABLE amana.erasure_certificate TO amana_backup;

GRANT INSERT(service) ON TABLE amana.erasure_certificate TO amana_service;

GRANT INSERT(erasure) ON TABLE amana.erasure_certificate TO amana_service;

GRANT INSERT(request) ON TABLE amana.erasure_certificate TO amana_service;

GRANT INSERT(number) ON TABLE amana.erasure_certificate TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.erasure_certificate TO amana_service;

GRANT UPDATE(names) ON TABLE amana.erasure_certificate TO amana_service;

GRANT UPDATE(at) ON TABLE amana.erasure_certificate TO amana_service;

GRANT UPDATE(never_at) ON TABLE amana.erasure_certificate TO amana_service;

GRANT INSERT(part) ON TABLE amana.erasure_certificate TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.event TO amana_service;
GRANT SELECT ON TABLE amana.event TO amana_backup;

GRANT SELECT,DELETE ON TABLE amana.event_out TO amana_service;
GRANT SELECT ON TABLE amana.event_out TO amana_backup;

GRANT INSERT(service) ON TABLE amana.event_out TO amana_service;
GRANT SELECT(service) ON TABLE amana.event_out TO amana_watch;

GRANT INSERT(id) ON TABLE amana.event_out TO amana_service;
GRANT SELECT(id) ON TABLE amana.event_out TO amana_watch;

GRANT INSERT(person_key) ON TABLE amana.event_out TO amana_service;

GRANT INSERT(kind) ON TABLE amana.event_out TO amana_service;
GRANT SELECT(kind) ON TABLE amana.event_out TO amana_watch;

GRANT INSERT(sealed) ON TABLE amana.event_out TO amana_service;

GRANT SELECT(at) ON TABLE amana.event_out TO amana_watch;

GRANT UPDATE(next_at) ON TABLE amana.event_out TO amana_service;

GRANT UPDATE(tries) ON TABLE amana.event_out TO amana_service;

GRANT UPDATE(delivered_at) ON TABLE amana.event_out TO amana_service;

GRANT UPDATE(set_aside_at) ON TABLE amana.event_out TO amana_service;
GRANT SELECT(set_aside_at) ON TABLE amana.event_out TO amana_watch;

GRANT UPDATE(fault) ON TABLE amana.event_out TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.file_import TO amana_service;
GRANT SELECT ON TABLE amana.file_import TO amana_backup;

GRANT UPDATE(place) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(line) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(stored) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(left_out) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(at) ON TABLE amana.file_import TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.hand_over TO amana_service;
GRANT SELECT ON TABLE amana.hand_over TO amana_backup;

GRANT INSERT(service) ON TABLE amana.hand_over TO amana_service;

GRANT INSERT(hash) ON TABLE amana.hand_over TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.hand_over TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.hand_over TO amana_service;

GRANT UPDATE(used_at) ON TABLE amana.hand_over TO amana_service;

GRANT INSERT(mark) ON TABLE amana.hand_over TO amana_service;

GRANT SELECT ON TABLE amana.identifier TO amana_service;
GRANT SELECT ON TABLE amana.identifier TO amana_backup;

GRANT INSERT(service) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(id) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(kind) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(look),UPDATE(look) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(origin) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(source) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(verified_at) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(verified_by) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(replaced_by) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(entry) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(policy_version) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(occasion) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(category) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(verified_mark) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(ended_mark) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(index_key),UPDATE(index_key) ON TABLE amana.identifier TO amana_service;

GRANT SELECT ON TABLE amana.identity_check TO amana_service;
GRANT SELECT ON TABLE amana.identity_check TO amana_backup;

GRANT INSERT(service) ON TABLE amana.identity_check TO amana_service;

GRANT INSERT(id) ON TABLE amana.identity_check TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.identity_check TO amana_service;

GRANT INSERT(means) ON TABLE amana.identity_check TO amana_service;

GRANT INSERT(level) ON TABLE amana.identity_check TO amana_service;

GRANT INSERT(passed) ON TABLE amana.identity_check TO amana_service;

GRANT INSERT(entry) ON TABLE amana.identity_check TO amana_service;

GRANT INSERT(mark) ON TABLE amana.identity_check TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.in_service_notice TO amana_service;
GRANT SELECT ON TABLE amana.in_service_notice TO amana_backup;

GRANT UPDATE(read_at) ON TABLE amana.in_service_notice TO amana_service;

GRANT SELECT ON TABLE amana.installation TO amana_backup;

GRANT SELECT ON TABLE amana.invitation TO amana_platform;
GRANT SELECT,DELETE ON TABLE amana.invitation TO amana_service;
GRANT SELECT ON TABLE amana.invitation TO amana_backup;

GRANT INSERT(service) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(id) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(hash) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(name) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(email) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(role) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.invitation TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.job TO amana_service;
GRANT SELECT,DELETE ON TABLE amana.job TO amana_worker;
GRANT SELECT,DELETE ON TABLE amana.job TO amana_platform;
GRANT SELECT ON TABLE amana.job TO amana_backup;

GRANT INSERT(service) ON TABLE amana.job TO amana_service;
GRANT SELECT(service) ON TABLE amana.job TO amana_watch;

GRANT INSERT(id) ON TABLE amana.job TO amana_service;
GRANT SELECT(id) ON TABLE amana.job TO amana_watch;

GRANT INSERT(name) ON TABLE amana.job TO amana_service;
GRANT SELECT(name) ON TABLE amana.job TO amana_watch;

GRANT INSERT(key) ON TABLE amana.job TO amana_service;
GRANT SELECT(key) ON TABLE amana.job TO amana_watch;

GRANT INSERT(arguments),UPDATE(arguments) ON TABLE amana.job TO amana_service;

GRANT UPDATE(state) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(state) ON TABLE amana.job TO amana_platform;
GRANT SELECT(state) ON TABLE amana.job TO amana_watch;

GRANT SELECT(made_at) ON TABLE amana.job TO amana_watch;

GRANT INSERT(due_at),UPDATE(due_at) ON TABLE amana.job TO amana_service;
GRANT UPDATE(due_at) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(due_at) ON TABLE amana.job TO amana_platform;
GRANT SELECT(due_at) ON TABLE amana.job TO amana_watch;

GRANT UPDATE(attempts) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(attempts) ON TABLE amana.job TO amana_platform;
GRANT SELECT(attempts) ON TABLE amana.job TO amana_watch;

GRANT UPDATE(started_at) ON TABLE amana.job TO amana_worker;
GRANT SELECT(started_at) ON TABLE amana.job TO amana_watch;

GRANT UPDATE(worker) ON TABLE amana.job TO amana_worker;

GRANT UPDATE(fault) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(fault) ON TABLE amana.job TO amana_platform;
GRANT SELECT(fault) ON TABLE amana.job TO amana_watch;

GRANT SELECT,DELETE ON TABLE amana.kept_answer TO amana_service;
GRANT SELECT ON TABLE amana.kept_answer TO amana_backup;

GRANT INSERT(service) ON TABLE amana.kept_answer TO amana_service;

GRANT INSERT(id) ON TABLE amana.kept_answer TO amana_service;

GRANT INSERT(request),UPDATE(request) ON TABLE amana.kept_answer TO amana_service;

GRANT UPDATE(sealed) ON TABLE amana.kept_answer TO amana_service;

GRANT UPDATE(at) ON TABLE amana.kept_answer TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.kept_answer_person TO amana_service;
GRANT SELECT ON TABLE amana.kept_answer_person TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.known_value TO amana_service;
GRANT SELECT ON TABLE amana.known_value TO amana_backup;

GRANT SELECT ON TABLE amana.ledger TO amana_service;
GRANT SELECT,INSERT,UPDATE ON TABLE amana.ledger TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger TO amana_backup;

GRANT SELECT(service) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT(size) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT(next_xact) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT(last_entry) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT ON TABLE amana.ledger_bundle TO amana_service;
GRANT SELECT,INSERT,UPDATE ON TABLE amana.ledger_bundle TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger_bundle TO amana_backup;

GRANT SELECT ON TABLE amana.ledger_restore TO amana_service;
GRANT SELECT ON TABLE amana.ledger_restore TO amana_backup;

GRANT SELECT ON TABLE amana.ledger_succession TO amana_service;
GRANT SELECT ON TABLE amana.ledger_succession TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger_succession TO amana_backup;

GRANT SELECT ON TABLE amana.ledger_tile TO amana_service;
GRANT SELECT,INSERT,UPDATE ON TABLE amana.ledger_tile TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger_tile TO amana_backup;

GRANT SELECT ON TABLE amana.legal_hold TO amana_service;
GRANT SELECT ON TABLE amana.legal_hold TO amana_backup;

GRANT INSERT(service) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(id) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(about) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(category) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(source) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(place) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(again_on) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(entry) ON TABLE amana.legal_hold TO amana_service;

GRANT UPDATE(lifted_at) ON TABLE amana.legal_hold TO amana_service;

GRANT UPDATE(lifted) ON TABLE amana.legal_hold TO amana_service;

GRANT INSERT(whom),UPDATE(whom) ON TABLE amana.legal_hold TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.legal_hold_request TO amana_service;
GRANT SELECT ON TABLE amana.legal_hold_request TO amana_backup;

GRANT SELECT,DELETE ON TABLE amana.letter_answer TO amana_service;
GRANT SELECT ON TABLE amana.letter_answer TO amana_backup;

GRANT INSERT(service) ON TABLE amana.letter_answer TO amana_service;

GRANT INSERT(sender) ON TABLE amana.letter_answer TO amana_service;

GRANT UPDATE(at) ON TABLE amana.letter_answer TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.letter_in TO amana_service;
GRANT SELECT ON TABLE amana.letter_in TO amana_backup;

GRANT INSERT(service) ON TABLE amana.letter_in TO amana_service;

GRANT INSERT(id) ON TABLE amana.letter_in TO amana_service;

GRANT INSERT(sender) ON TABLE amana.letter_in TO amana_service;

GRANT INSERT(kind) ON TABLE amana.letter_in TO amana_service;

GRANT INSERT(proof) ON TABLE amana.letter_in TO amana_service;

GRANT INSERT(answered) ON TABLE amana.letter_in TO amana_service;

GRANT UPDATE(seen_at) ON TABLE amana.letter_in TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.lift_sought TO amana_service;
GRANT SELECT ON TABLE amana.lift_sought TO amana_backup;

GRANT UPDATE(sealed) ON TABLE amana.lift_sought TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.long_look TO amana_service;
GRANT SELECT ON TABLE amana.long_look TO amana_backup;

GRANT UPDATE(behind) ON TABLE amana.long_look TO amana_service;

GRANT UPDATE(covered) ON TABLE amana.long_look TO amana_service;

GRANT UPDATE(whole_at) ON TABLE amana.long_look TO amana_service;

GRANT UPDATE(whole) ON TABLE amana.long_look TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member TO amana_platform;
GRANT SELECT ON TABLE amana.member TO amana_backup;

GRANT UPDATE(name) ON TABLE amana.member TO amana_platform;

GRANT UPDATE(email) ON TABLE amana.member TO amana_platform;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member_link TO amana_platform;
GRANT SELECT ON TABLE amana.member_link TO amana_backup;

GRANT INSERT(hash) ON TABLE amana.member_link TO amana_service;

GRANT INSERT(member) ON TABLE amana.member_link TO amana_service;

GRANT INSERT(service) ON TABLE amana.member_link TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.member_link TO amana_service;

GRANT SELECT ON TABLE amana.member_role TO amana_platform;
GRANT SELECT,DELETE ON TABLE amana.member_role TO amana_service;
GRANT SELECT ON TABLE amana.member_role TO amana_backup;

GRANT INSERT(service) ON TABLE amana.member_role TO amana_service;

GRANT INSERT(member) ON TABLE amana.member_role TO amana_service;

GRANT INSERT(role),UPDATE(role) ON TABLE amana.member_role TO amana_service;

GRANT UPDATE(since) ON TABLE amana.member_role TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member_session TO amana_platform;
GRANT SELECT ON TABLE amana.member_session TO amana_backup;

GRANT INSERT(hash) ON TABLE amana.member_session TO amana_service;

GRANT SELECT(id),INSERT(id) ON TABLE amana.member_session TO amana_service;

GRANT SELECT(member),INSERT(member) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(service) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(way) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(browser) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(address) ON TABLE amana.member_session TO amana_service;

GRANT UPDATE(seen_at) ON TABLE amana.member_session TO amana_platform;

GRANT INSERT(expires_at) ON TABLE amana.member_session TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.member_session TO amana_platform;
GRANT SELECT(ended_at),UPDATE(ended_at) ON TABLE amana.member_session TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member_subject TO amana_platform;
GRANT SELECT ON TABLE amana.member_subject TO amana_backup;

GRANT SELECT ON TABLE amana.migration TO amana_backup;

GRANT SELECT,DELETE ON TABLE amana.one_time_code TO amana_service;
GRANT SELECT ON TABLE amana.one_time_code TO amana_backup;

GRANT INSERT(service) ON TABLE amana.one_time_code TO amana_service;

GRANT INSERT(id) ON TABLE amana.one_time_code TO amana_service;

GRANT INSERT(ticket) ON TABLE amana.one_time_code TO amana_service;

GRANT INSERT(reason) ON TABLE amana.one_time_code TO amana_service;

GRANT INSERT(kind) ON TABLE amana.one_time_code TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.one_time_code TO amana_service;

GRANT INSERT(language) ON TABLE amana.one_time_code TO amana_service;

GRANT UPDATE(person_key) ON TABLE amana.one_time_code TO amana_service;

GRANT UPDATE(code) ON TABLE amana.one_time_code TO amana_service;

GRANT UPDATE(tries) ON TABLE amana.one_time_code TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.one_time_code TO amana_service;

GRANT UPDATE(used_at) ON TABLE amana.one_time_code TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.outbox_count TO amana_service;
GRANT SELECT ON TABLE amana.outbox_count TO amana_backup;

GRANT UPDATE(sent) ON TABLE amana.outbox_count TO amana_service;

GRANT UPDATE(failed) ON TABLE amana.outbox_count TO amana_service;

GRANT UPDATE(refused) ON TABLE amana.outbox_count TO amana_service;

GRANT UPDATE(repeated) ON TABLE amana.outbox_count TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.own_link TO amana_service;
GRANT SELECT ON TABLE amana.own_link TO amana_backup;

GRANT UPDATE(begun_at) ON TABLE amana.own_link TO amana_service;

GRANT UPDATE(begun) ON TABLE amana.own_link TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.own_link TO amana_service;

GRANT UPDATE(ended) ON TABLE amana.own_link TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.passage TO amana_service;
GRANT SELECT ON TABLE amana.passage TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.person_count TO amana_service;
GRANT SELECT ON TABLE amana.person_count TO amana_backup;

GRANT UPDATE(numbered) ON TABLE amana.person_count TO amana_service;

GRANT SELECT ON TABLE amana.person_fact TO amana_service;
GRANT SELECT ON TABLE amana.person_fact TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(id) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(fact) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(origin) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(source) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(entry) ON TABLE amana.person_fact TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.person_password TO amana_service;
GRANT SELECT ON TABLE amana.person_password TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person_password TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person_password TO amana_service;

GRANT INSERT(hash),UPDATE(hash) ON TABLE amana.person_password TO amana_service;

GRANT UPDATE(set_at) ON TABLE amana.person_password TO amana_service;

GRANT INSERT(mark),UPDATE(mark) ON TABLE amana.person_password TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.person_session TO amana_service;
GRANT SELECT ON TABLE amana.person_session TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(hash) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(id) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(level) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(browser) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(address) ON TABLE amana.person_session TO amana_service;

GRANT UPDATE(seen_at) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.person_session TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.person_session TO amana_service;

GRANT INSERT(mark) ON TABLE amana.person_session TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.person_subject TO amana_service;
GRANT SELECT ON TABLE amana.person_subject TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person_subject TO amana_service;

GRANT INSERT(provider) ON TABLE amana.person_subject TO amana_service;

GRANT INSERT(look) ON TABLE amana.person_subject TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person_subject TO amana_service;

GRANT INSERT(mark) ON TABLE amana.person_subject TO amana_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.policy_draft TO amana_service;
GRANT SELECT ON TABLE amana.policy_draft TO amana_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.policy_draft_text TO amana_service;
GRANT SELECT ON TABLE amana.policy_draft_text TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.policy_text TO amana_service;
GRANT SELECT ON TABLE amana.policy_text TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.policy_version TO amana_service;
GRANT SELECT ON TABLE amana.policy_version TO amana_backup;

GRANT SELECT ON TABLE amana.prepared_copy TO amana_service;
GRANT SELECT ON TABLE amana.prepared_copy TO amana_backup;

GRANT INSERT(service) ON TABLE amana.prepared_copy TO amana_service;

GRANT INSERT(id) ON TABLE amana.prepared_copy TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.prepared_copy TO amana_service;

GRANT INSERT(sealed),UPDATE(sealed) ON TABLE amana.prepared_copy TO amana_service;

GRANT INSERT(language) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(claim) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(done) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(sections) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(rows) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(ready_at) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(expires_at) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(over_at) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(fetched) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(fetched_at) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(tries) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(tried_at) ON TABLE amana.prepared_copy TO amana_service;

GRANT INSERT(entry) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(asked_tries) ON TABLE amana.prepared_copy TO amana_service;

GRANT UPDATE(asked_tried_at) ON TABLE amana.prepared_copy TO amana_service;

GRANT INSERT(missing),UPDATE(missing) ON TABLE amana.prepared_copy TO amana_service;

GRANT INSERT(follows) ON TABLE amana.prepared_copy TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.provider_word TO amana_service;
GRANT SELECT ON TABLE amana.provider_word TO amana_backup;

GRANT INSERT(service) ON TABLE amana.provider_word TO amana_service;

GRANT INSERT(id) ON TABLE amana.provider_word TO amana_service;

GRANT INSERT(ticket) ON TABLE amana.provider_word TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.provider_word TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.provider_word TO amana_service;

GRANT SELECT ON TABLE amana.publication TO amana_service;
GRANT SELECT ON TABLE amana.publication TO amana_backup;

GRANT INSERT(service) ON TABLE amana.publication TO amana_service;

GRANT INSERT(id) ON TABLE amana.publication TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.publication TO amana_service;

GRANT INSERT(kind) ON TABLE amana.publication TO amana_service;

GRANT INSERT(purpose) ON TABLE amana.publication TO amana_service;

GRANT UPDATE(state) ON TABLE amana.publication TO amana_service;

GRANT INSERT(shown_as),UPDATE(shown_as) ON TABLE amana.publication TO amana_service;

GRANT INSERT(with_contact),UPDATE(with_contact) ON TABLE amana.publication TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.publication TO amana_service;

GRANT UPDATE(handle) ON TABLE amana.publication TO amana_service;

GRANT UPDATE(stays) ON TABLE amana.publication TO amana_service;

GRANT INSERT(entry) ON TABLE amana.publication TO amana_service;

GRANT UPDATE(changed_at) ON TABLE amana.publication TO amana_service;

GRANT UPDATE(changed) ON TABLE amana.publication TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.published TO amana_service;
GRANT SELECT ON TABLE amana.published TO amana_backup;

GRANT INSERT(service) ON TABLE amana.published TO amana_service;

GRANT INSERT(handle) ON TABLE amana.published TO amana_service;

GRANT INSERT(kind) ON TABLE amana.published TO amana_service;

GRANT INSERT(words) ON TABLE amana.published TO amana_service;

GRANT INSERT(name) ON TABLE amana.published TO amana_service;

GRANT INSERT(contact) ON TABLE amana.published TO amana_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.rate TO amana_platform;
GRANT SELECT ON TABLE amana.rate TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.reading TO amana_service;
GRANT SELECT ON TABLE amana.reading TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.reading_decision TO amana_service;
GRANT SELECT ON TABLE amana.reading_decision TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.reading_proposal TO amana_service;
GRANT SELECT ON TABLE amana.reading_proposal TO amana_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.recent_try TO amana_platform;
GRANT SELECT ON TABLE amana.recent_try TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.recipient_grant TO amana_service;
GRANT SELECT ON TABLE amana.recipient_grant TO amana_backup;

GRANT UPDATE(ended_at) ON TABLE amana.recipient_grant TO amana_service;

GRANT UPDATE(ended) ON TABLE amana.recipient_grant TO amana_service;

GRANT SELECT ON TABLE amana.recipient_notice TO amana_service;
GRANT SELECT ON TABLE amana.recipient_notice TO amana_backup;

GRANT INSERT(service) ON TABLE amana.recipient_notice TO amana_service;

GRANT INSERT(request) ON TABLE amana.recipient_notice TO amana_service;

GRANT INSERT(recipient) ON TABLE amana.recipient_notice TO amana_service;

GRANT INSERT(name_ar) ON TABLE amana.recipient_notice TO amana_service;

GRANT INSERT(name_en) ON TABLE amana.recipient_notice TO amana_service;

GRANT INSERT(contact) ON TABLE amana.recipient_notice TO amana_service;

GRANT INSERT(kind),UPDATE(kind) ON TABLE amana.recipient_notice TO amana_service;

GRANT INSERT(message) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(state) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(attempts) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(due_at) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(letter) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(fault) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(told_at) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(answered_at) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(by_hand) ON TABLE amana.recipient_notice TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.recipient_notice TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.recipient_way TO amana_service;
GRANT SELECT ON TABLE amana.recipient_way TO amana_backup;

GRANT INSERT(service) ON TABLE amana.recipient_way TO amana_service;

GRANT INSERT(recipient) ON TABLE amana.recipient_way TO amana_service;

GRANT INSERT(kind),UPDATE(kind) ON TABLE amana.recipient_way TO amana_service;

GRANT INSERT(way),UPDATE(way) ON TABLE amana.recipient_way TO amana_service;

GRANT INSERT(way_entry),UPDATE(way_entry) ON TABLE amana.recipient_way TO amana_service;

GRANT UPDATE(set_at) ON TABLE amana.recipient_way TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.record TO amana_service;
GRANT SELECT ON TABLE amana.record TO amana_backup;

GRANT INSERT(service) ON TABLE amana.record TO amana_service;

GRANT INSERT(id) ON TABLE amana.record TO amana_service;

GRANT INSERT(look) ON TABLE amana.record TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.record TO amana_service;

GRANT INSERT(type) ON TABLE amana.record TO amana_service;

GRANT INSERT(version),UPDATE(version) ON TABLE amana.record TO amana_service;

GRANT INSERT(sealed),UPDATE(sealed) ON TABLE amana.record TO amana_service;

GRANT INSERT(policy_version),UPDATE(policy_version) ON TABLE amana.record TO amana_service;

GRANT INSERT(occasion),UPDATE(occasion) ON TABLE amana.record TO amana_service;

GRANT INSERT(origin),UPDATE(origin) ON TABLE amana.record TO amana_service;

GRANT INSERT(source),UPDATE(source) ON TABLE amana.record TO amana_service;

GRANT INSERT(imported),UPDATE(imported) ON TABLE amana.record TO amana_service;

GRANT INSERT(automated),UPDATE(automated) ON TABLE amana.record TO amana_service;

GRANT INSERT(expires_at),UPDATE(expires_at) ON TABLE amana.record TO amana_service;

GRANT INSERT(entry),UPDATE(entry) ON TABLE amana.record TO amana_service;

GRANT INSERT(terms),UPDATE(terms) ON TABLE amana.record TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.record_map TO amana_service;
GRANT SELECT ON TABLE amana.record_map TO amana_backup;

GRANT SELECT ON TABLE amana.record_past TO amana_service;
GRANT SELECT ON TABLE amana.record_past TO amana_backup;

GRANT UPDATE(sealed) ON TABLE amana.record_past TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.record_purpose TO amana_service;
GRANT SELECT ON TABLE amana.record_purpose TO amana_backup;

GRANT UPDATE(objected) ON TABLE amana.record_purpose TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.record_recipient TO amana_service;
GRANT SELECT ON TABLE amana.record_recipient TO amana_backup;

GRANT SELECT ON TABLE amana.release TO amana_service;
GRANT SELECT ON TABLE amana.release TO amana_backup;

GRANT INSERT(service) ON TABLE amana.release TO amana_service;

GRANT INSERT(id) ON TABLE amana.release TO amana_service;

GRANT INSERT(recipient) ON TABLE amana.release TO amana_service;

GRANT INSERT(purpose) ON TABLE amana.release TO amana_service;

GRANT INSERT(ground) ON TABLE amana.release TO amana_service;

GRANT INSERT(nature) ON TABLE amana.release TO amana_service;

GRANT INSERT(data) ON TABLE amana.release TO amana_service;

GRANT INSERT(promise) ON TABLE amana.release TO amana_service;

GRANT INSERT(version) ON TABLE amana.release TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.release TO amana_service;

GRANT INSERT(people) ON TABLE amana.release TO amana_service;

GRANT INSERT(silent_until) ON TABLE amana.release TO amana_service;

GRANT INSERT(ends_at) ON TABLE amana.release TO amana_service;

GRANT UPDATE(state) ON TABLE amana.release TO amana_service;

GRANT INSERT(proposed_by) ON TABLE amana.release TO amana_service;

GRANT INSERT(entry) ON TABLE amana.release TO amana_service;

GRANT UPDATE(decided_by) ON TABLE amana.release TO amana_service;

GRANT UPDATE(decided_at) ON TABLE amana.release TO amana_service;

GRANT UPDATE(decided) ON TABLE amana.release TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.release_entry TO amana_service;
GRANT SELECT ON TABLE amana.release_entry TO amana_backup;

GRANT SELECT ON TABLE amana.release_person TO amana_service;
GRANT SELECT ON TABLE amana.release_person TO amana_backup;

GRANT INSERT(service) ON TABLE amana.release_person TO amana_service;

GRANT INSERT(release) ON TABLE amana.release_person TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.release_person TO amana_service;

GRANT UPDATE(due_at) ON TABLE amana.release_person TO amana_service;

GRANT UPDATE(told_at) ON TABLE amana.release_person TO amana_service;

GRANT UPDATE(message) ON TABLE amana.release_person TO amana_service;

GRANT SELECT ON TABLE amana.request TO amana_service;
GRANT SELECT ON TABLE amana.request TO amana_backup;

GRANT INSERT(service) ON TABLE amana.request TO amana_service;

GRANT INSERT(id) ON TABLE amana.request TO amana_service;

GRANT INSERT(kind) ON TABLE amana.request TO amana_service;

GRANT INSERT(door) ON TABLE amana.request TO amana_service;

GRANT UPDATE(state) ON TABLE amana.request TO amana_service;

GRANT INSERT(by_guardian) ON TABLE amana.request TO amana_service;

GRANT INSERT(linked) ON TABLE amana.request TO amana_service;

GRANT INSERT(promises) ON TABLE amana.request TO amana_service;

GRANT INSERT(laws) ON TABLE amana.request TO amana_service;

GRANT INSERT(law),UPDATE(law) ON TABLE amana.request TO amana_service;

GRANT INSERT(article),UPDATE(article) ON TABLE amana.request TO amana_service;

GRANT INSERT(certain),UPDATE(certain) ON TABLE amana.request TO amana_service;

GRANT INSERT(country) ON TABLE amana.request TO amana_service;

GRANT INSERT(safe_until),UPDATE(safe_until) ON TABLE amana.request TO amana_service;

GRANT INSERT(latest_until),UPDATE(latest_until) ON TABLE amana.request TO amana_service;

GRANT UPDATE(extended_at) ON TABLE amana.request TO amana_service;

GRANT UPDATE(proven_at) ON TABLE amana.request TO amana_service;

GRANT UPDATE(proven_by) ON TABLE amana.request TO amana_service;

GRANT UPDATE(fee) ON TABLE amana.request TO amana_service;

GRANT UPDATE(currency) ON TABLE amana.request TO amana_service;

GRANT UPDATE(fee_settled_at) ON TABLE amana.request TO amana_service;

GRANT UPDATE(reason) ON TABLE amana.request TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.request TO amana_service;

GRANT UPDATE(late_at) ON TABLE amana.request TO amana_service;

GRANT INSERT(entry) ON TABLE amana.request TO amana_service;

GRANT UPDATE(ended) ON TABLE amana.request TO amana_service;

GRANT UPDATE(proven_member) ON TABLE amana.request TO amana_service;

GRANT UPDATE(alone) ON TABLE amana.request TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.request_day TO amana_service;
GRANT SELECT ON TABLE amana.request_day TO amana_backup;

GRANT UPDATE(off) ON TABLE amana.request_day TO amana_service;

GRANT UPDATE(at) ON TABLE amana.request_day TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.request_day TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.request_link TO amana_service;
GRANT SELECT ON TABLE amana.request_link TO amana_backup;

GRANT INSERT(service) ON TABLE amana.request_link TO amana_service;

GRANT INSERT(id) ON TABLE amana.request_link TO amana_service;

GRANT INSERT(hash) ON TABLE amana.request_link TO amana_service;

GRANT INSERT(kind) ON TABLE amana.request_link TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.request_link TO amana_service;

GRANT INSERT(about) ON TABLE amana.request_link TO amana_service;

GRANT INSERT(language) ON TABLE amana.request_link TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.request_link TO amana_service;

GRANT SELECT ON TABLE amana.request_part TO amana_service;
GRANT SELECT ON TABLE amana.request_part TO amana_backup;

GRANT INSERT(service) ON TABLE amana.request_part TO amana_service;

GRANT INSERT(request) ON TABLE amana.request_part TO amana_service;

GRANT INSERT(source) ON TABLE amana.request_part TO amana_service;

GRANT INSERT(kind) ON TABLE amana.request_part TO amana_service;

GRANT INSERT(version),UPDATE(version) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(state) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(attempts) ON TABLE amana.request_part TO amana_service;

GRANT INSERT(due_at),UPDATE(due_at) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(job) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(fault) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(counts) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(kept) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(set_size) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(read_back) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(done_at) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(outages) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(at_most) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(noted_by) ON TABLE amana.request_part TO amana_service;

GRANT UPDATE(lifting) ON TABLE amana.request_part TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.request_person TO amana_service;
GRANT SELECT ON TABLE amana.request_person TO amana_backup;

GRANT SELECT ON TABLE amana.request_plan TO amana_service;
GRANT SELECT ON TABLE amana.request_plan TO amana_backup;

GRANT INSERT(service) ON TABLE amana.request_plan TO amana_service;

GRANT INSERT(request) ON TABLE amana.request_plan TO amana_service;

GRANT INSERT(source) ON TABLE amana.request_plan TO amana_service;

GRANT INSERT(version),UPDATE(version) ON TABLE amana.request_plan TO amana_service;

GRANT INSERT(counts),UPDATE(counts) ON TABLE amana.request_plan TO amana_service;

GRANT INSERT(fault),UPDATE(fault) ON TABLE amana.request_plan TO amana_service;

GRANT UPDATE(at) ON TABLE amana.request_plan TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.request_sought TO amana_service;
GRANT SELECT ON TABLE amana.request_sought TO amana_backup;

GRANT UPDATE(sealed) ON TABLE amana.request_sought TO amana_service;

GRANT SELECT ON TABLE amana.request_told TO amana_service;
GRANT SELECT ON TABLE amana.request_told TO amana_backup;

GRANT INSERT(service) ON TABLE amana.request_told TO amana_service;

GRANT INSERT(request) ON TABLE amana.request_told TO amana_service;

GRANT INSERT(confirm_until) ON TABLE amana.request_told TO amana_service;

GRANT UPDATE(confirmed_at) ON TABLE amana.request_told TO amana_service;

GRANT UPDATE(late_at) ON TABLE amana.request_told TO amana_service;

GRANT UPDATE(sealed) ON TABLE amana.request_told TO amana_service;

GRANT SELECT,INSERT,UPDATE ON TABLE amana.restriction TO amana_service;
GRANT SELECT ON TABLE amana.restriction TO amana_backup;

GRANT SELECT ON TABLE amana.retention_longest TO amana_service;
GRANT SELECT ON TABLE amana.retention_longest TO amana_backup;

GRANT INSERT(service) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(id) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(promise) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(category) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(why) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(moment) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(period) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(basis) ON TABLE amana.retention_longest TO amana_service;

GRANT INSERT(entry) ON TABLE amana.retention_longest TO amana_service;

GRANT UPDATE(lifted_at) ON TABLE amana.retention_longest TO amana_service;

GRANT UPDATE(lifted) ON TABLE amana.retention_longest TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.retention_set TO amana_service;
GRANT SELECT ON TABLE amana.retention_set TO amana_backup;

GRANT UPDATE(state) ON TABLE amana.retention_set TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.retention_set TO amana_service;

GRANT UPDATE(ended) ON TABLE amana.retention_set TO amana_service;

GRANT UPDATE(longest) ON TABLE amana.retention_set TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.retention_set TO amana_service;

GRANT SELECT ON TABLE amana.retention_setting TO amana_service;
GRANT SELECT ON TABLE amana.retention_setting TO amana_backup;

GRANT INSERT(service) ON TABLE amana.retention_setting TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.retention_setting TO amana_service;

GRANT INSERT(id) ON TABLE amana.retention_setting TO amana_service;

GRANT INSERT(promise) ON TABLE amana.retention_setting TO amana_service;

GRANT INSERT(moment) ON TABLE amana.retention_setting TO amana_service;

GRANT INSERT(period) ON TABLE amana.retention_setting TO amana_service;

GRANT INSERT(entry) ON TABLE amana.retention_setting TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.retention_setting TO amana_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.retention_standing TO amana_service;
GRANT SELECT ON TABLE amana.retention_standing TO amana_backup;

GRANT SELECT ON TABLE amana.retention_started TO amana_service;
GRANT SELECT ON TABLE amana.retention_started TO amana_backup;

GRANT INSERT(service) ON TABLE amana.retention_started TO amana_service;

GRANT INSERT(promise) ON TABLE amana.retention_started TO amana_service;

GRANT INSERT(said) ON TABLE amana.retention_started TO amana_service;

GRANT INSERT(entry) ON TABLE amana.retention_started TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.retention_stirred TO amana_service;
GRANT SELECT ON TABLE amana.retention_stirred TO amana_backup;

GRANT INSERT(service) ON TABLE amana.retention_stirred TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.retention_stirred TO amana_service;

GRANT SELECT ON SEQUENCE amana.retention_stirred_number_seq TO amana_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.scheduled_run TO amana_worker;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_platform;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_service;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_watch;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_backup;

GRANT SELECT ON TABLE amana.service TO amana_service;
GRANT SELECT ON TABLE amana.service TO amana_platform;
GRANT SELECT ON TABLE amana.service TO amana_sequencer;
GRANT SELECT ON TABLE amana.service TO amana_worker;
GRANT SELECT ON TABLE amana.service TO amana_watch;
GRANT SELECT ON TABLE amana.service TO amana_backup;

GRANT UPDATE(state) ON TABLE amana.service TO amana_service;

GRANT UPDATE(reason) ON TABLE amana.service TO amana_service;

GRANT UPDATE(changed_at) ON TABLE amana.service TO amana_service;

GRANT SELECT ON TABLE amana.sharing_announcement TO amana_service;
GRANT SELECT ON TABLE amana.sharing_announcement TO amana_backup;

GRANT INSERT(service) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(id) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(recipient) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(purpose) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(data) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(promises) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(version) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(in_force_at) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(origin) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(wait) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(series) ON TABLE amana.sharing_announcement TO amana_service;

GRANT UPDATE(upto) ON TABLE amana.sharing_announcement TO amana_service;

GRANT UPDATE(affected) ON TABLE amana.sharing_announcement TO amana_service;

GRANT UPDATE(unreached) ON TABLE amana.sharing_announcement TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.sharing_announcement TO amana_service;

GRANT INSERT(entry) ON TABLE amana.sharing_announcement TO amana_service;

GRANT SELECT ON TABLE amana.sharing_standing TO amana_service;
GRANT SELECT ON TABLE amana.sharing_standing TO amana_backup;

GRANT INSERT(service) ON TABLE amana.sharing_standing TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.sharing_standing TO amana_service;

GRANT INSERT(standing),UPDATE(standing) ON TABLE amana.sharing_standing TO amana_service;

GRANT UPDATE(at) ON TABLE amana.sharing_standing TO amana_service;

GRANT UPDATE(since) ON TABLE amana.sharing_standing TO amana_service;

GRANT INSERT(entry),UPDATE(entry) ON TABLE amana.sharing_standing TO amana_service;

GRANT SELECT ON TABLE amana.sharing_told TO amana_service;
GRANT SELECT ON TABLE amana.sharing_told TO amana_backup;

GRANT INSERT(service) ON TABLE amana.sharing_told TO amana_service;

GRANT INSERT(announcement) ON TABLE amana.sharing_told TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.sharing_told TO amana_service;

GRANT UPDATE(told_at) ON TABLE amana.sharing_told TO amana_service;

GRANT UPDATE(over_at) ON TABLE amana.sharing_told TO amana_service;

GRANT UPDATE(message) ON TABLE amana.sharing_told TO amana_service;

GRANT INSERT(answer),UPDATE(answer) ON TABLE amana.sharing_told TO amana_service;

GRANT INSERT(answered_at),UPDATE(answered_at) ON TABLE amana.sharing_told TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.signal TO amana_service;
GRANT SELECT ON TABLE amana.signal TO amana_backup;

GRANT SELECT ON TABLE amana.source TO amana_service;
GRANT SELECT ON TABLE amana.source TO amana_backup;

GRANT INSERT(service) ON TABLE amana.source TO amana_service;

GRANT INSERT(name) ON TABLE amana.source TO amana_service;

GRANT INSERT(kind),UPDATE(kind) ON TABLE amana.source TO amana_service;

GRANT INSERT(way),UPDATE(way) ON TABLE amana.source TO amana_service;

GRANT INSERT(way_entry),UPDATE(way_entry) ON TABLE amana.source TO amana_service;

GRANT UPDATE(added_at) ON TABLE amana.source TO amana_service;

GRANT INSERT(entry),UPDATE(entry) ON TABLE amana.source TO amana_service;

GRANT UPDATE(removed_at) ON TABLE amana.source TO amana_service;

GRANT SELECT ON TABLE amana.source_map TO amana_service;
GRANT SELECT ON TABLE amana.source_map TO amana_backup;

GRANT INSERT(service) ON TABLE amana.source_map TO amana_service;

GRANT INSERT(source) ON TABLE amana.source_map TO amana_service;

GRANT INSERT(version) ON TABLE amana.source_map TO amana_service;

GRANT INSERT(text) ON TABLE amana.source_map TO amana_service;

GRANT INSERT(entry) ON TABLE amana.source_map TO amana_service;

GRANT UPDATE(approved_at) ON TABLE amana.source_map TO amana_service;

GRANT UPDATE(approved_by) ON TABLE amana.source_map TO amana_service;

GRANT UPDATE(approved_entry) ON TABLE amana.source_map TO amana_service;

GRANT SELECT ON TABLE amana.suppressed TO amana_service;
GRANT SELECT ON TABLE amana.suppressed TO amana_backup;

GRANT INSERT(service) ON TABLE amana.suppressed TO amana_service;

GRANT INSERT(kind) ON TABLE amana.suppressed TO amana_service;

GRANT INSERT(look) ON TABLE amana.suppressed TO amana_service;

GRANT INSERT(why) ON TABLE amana.suppressed TO amana_service;

GRANT UPDATE(times) ON TABLE amana.suppressed TO amana_service;

GRANT SELECT ON TABLE amana.suppression_lift TO amana_service;
GRANT SELECT ON TABLE amana.suppression_lift TO amana_backup;

GRANT INSERT(service) ON TABLE amana.suppression_lift TO amana_service;

GRANT INSERT(kind) ON TABLE amana.suppression_lift TO amana_service;

GRANT INSERT(look) ON TABLE amana.suppression_lift TO amana_service;

GRANT INSERT(why) ON TABLE amana.suppression_lift TO amana_service;

GRANT INSERT(times) ON TABLE amana.suppression_lift TO amana_service;

GRANT INSERT(mark) ON TABLE amana.suppression_lift TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.turn TO amana_service;
GRANT SELECT ON TABLE amana.turn TO amana_backup;

GRANT UPDATE(name) ON TABLE amana.turn TO amana_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.worker TO amana_worker;
GRANT SELECT ON TABLE amana.worker TO amana_platform;
GRANT SELECT ON TABLE amana.worker TO amana_watch;
GRANT SELECT ON TABLE amana.worker TO amana_backup;
