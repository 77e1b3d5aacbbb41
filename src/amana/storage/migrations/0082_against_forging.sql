-- before: what a service's own login could forge is refused by the database, or does not hold
-- A login of a service reaches all rows of its service, and whoever stole it does too. The keys are
-- elsewhere: what a row says holds only with a seal or a mark that takes them. What needs none, the
-- owner's triggers hold: instants are the database's, history only grows.

-- 1. Records. Provenance is bound to the seal; time and automation, which sets of records may change
-- by one statement, by a mark over the record's id.
alter table record add column terms bytea check (length(terms) = 16);
revoke insert, update (at) on record from amana_service;
grant insert (service, id, look, person_key, type, version, sealed, policy_version, occasion, origin,
        source, imported, automated, expires_at, entry, terms),
    update (terms) on record to amana_service;

-- What a correction replaces is kept by the database: nobody writes it beside the truth.
create function keep_version() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
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
revoke all on function keep_version() from public;
create trigger keep_version before update of version on record for each row
    when (new.version is distinct from old.version) execute function keep_version();
revoke insert on record_past from amana_service;
create policy kept on record_past for insert to amana_owner with check (service = session_service());

-- An id begins with its instant (RFC 9562, section 5.7). A record that was deleted does not come
-- back under its id, without the objections that hung on it.
create function refuse_old_id() returns trigger language plpgsql as $$
begin
    raise exception 'a record is made when its id says' using errcode = 'P0001';
end $$;
create trigger made_now before insert on record for each row
    when (abs(('x' || left(translate(new.id::text, '-', ''), 12))::bit(48)::bigint
              - extract(epoch from transaction_timestamp()) * 1000) > 600000)
    execute function refuse_old_id();

-- An objection stays. Purposes and recipients go with their record only.
create function refuse_taking_back() returns trigger language plpgsql as $$
begin
    raise exception 'an objection is not taken back here' using errcode = 'P0001';
end $$;
create trigger objected_once before update on record_purpose for each row
    when (old.objected and not new.objected) execute function refuse_taking_back();
revoke delete on record_purpose, record_recipient from amana_service;

-- 2. Choices. Words are counted by the database, and the last word about a purpose repeats the last
-- of them.
alter table choice_said add column nth bigint not null default 0;
create function count_word() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
begin
    select 1 + coalesce(max(s.nth), 0) into new.nth from amana.choice_said s
        where s.service = new.service and s.person_key = new.person_key
            and s.purpose = new.purpose;
    new.at := transaction_timestamp();
    return new;
end $$;
create trigger count_word before insert on choice_said for each row execute function count_word();
create function stamp_choice() returns trigger language plpgsql as $$
begin
    new.at := transaction_timestamp();
    return new;
end $$;
create trigger stamp_choice before insert or update on choice for each row
    execute function stamp_choice();
create function repeat_last_word() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
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
create trigger repeat_last_word after insert or update on choice for each row
    execute function repeat_last_word();

-- 3. Addresses that stay out: no row goes. One is lifted by a mark under the list's key, good for
-- the time it was put there and not for the next.
alter table suppressed add column times integer not null default 1 check (times >= 1);
create table suppression_lift (
    service text not null,
    kind text not null check (kind in ('email', 'phone', 'device')),
    look bytea not null check (length(look) = 32),
    why text not null check (why in ('erased', 'opted_out', 'asked')),
    times integer not null check (times >= 1),
    mark bytea not null check (length(mark) = 32),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, kind, look, why, times, mark)
);
create function refuse_fewer_times() returns trigger language plpgsql as $$
begin
    if new.times <= old.times then
        raise exception 'who stays out is not let in here' using errcode = 'P0001';
    end if;
    new.at := transaction_timestamp();
    return new;
end $$;
create trigger more_times before update on suppressed for each row
    execute function refuse_fewer_times();
revoke delete on suppressed from amana_service;
grant update (times) on suppressed to amana_service;
alter table suppression_lift enable row level security, force row level security;
create policy own on suppression_lift using (service = own_service())
    with check (service = own_service());
grant select, insert (service, kind, look, why, times, mark) on suppression_lift to amana_service;

-- 4. Identifiers. That one was verified, or ended, holds with a mark; what ended stays ended.
-- The number of the index key under which its blind index stands finds what is to be written anew.
alter table identifier
    add column verified_mark bytea check (length(verified_mark) = 32),
    add column ended_mark bytea check (length(ended_mark) = 32),
    add column index_key integer not null default 1 check (index_key >= 0);
create index identifier_index_key on identifier (service, index_key) where kind <> 'own';
create function refuse_reviving() returns trigger language plpgsql as $$
begin
    raise exception 'what ended stays ended' using errcode = 'P0001';
end $$;
create trigger ended_once before update on identifier for each row
    when (old.ended_at is not null and (new.ended_at, new.replaced_by, new.ended_mark,
            new.verified_at, new.verified_by, new.verified_mark)
        is distinct from (old.ended_at, old.replaced_by, old.ended_mark, old.verified_at,
            old.verified_by, old.verified_mark))
    execute function refuse_reviving();
grant update (verified_mark, ended_mark, index_key), insert (index_key) on identifier
    to amana_service;

-- 5. Accesses of staff and ties of persons hold with a mark over all that they say.
alter table access add column mark bytea check (length(mark) = 32);
grant insert (mark), update (mark) on access to amana_service;
alter table person_tie add column mark bytea check (length(mark) = 32);
grant insert (mark) on person_tie to amana_service;

-- What staff decide, those decide who have a role here.
create function decided_by_members() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
declare
    acting uuid := case when tg_op = 'INSERT' then new.asked_by else new.decided_by end;
begin
    if not exists (select from amana.member_role r
                   where r.service = new.service and r.member = acting) then
        raise exception 'only members decide about accesses' using errcode = 'P0001';
    end if;
    return new;
end $$;
create trigger asked_by_members before insert on access for each row
    execute function decided_by_members();
create trigger decided_by_members before update on access for each row
    when (new.decided_by is not null and old.decided_by is null)
    execute function decided_by_members();

-- The mark of a record's time and automation, as the program makes it too: the key comes with the
-- statement and is kept nowhere.
create function terms_of(key bytea, record uuid, expires_at timestamptz, automated boolean)
    returns bytea language sql stable parallel safe
    return substr(sha256(key || uuid_send(record)
        || int8send(coalesce((extract(epoch from expires_at) * 1000000)::bigint, -1))
        || case when automated then '\x01'::bytea else '\x00'::bytea end), 1, 16);
