-- before: data ends by itself when its promised time is over
-- An event may be of one record alone: a booking that is over says nothing of the next one.
alter table event add column record uuid;

-- Whom a hold on one person is about, sealed under the service's key, while it is in force: their
-- rows in sources are found by it, also after they were erased here.
alter table legal_hold add column whom bytea;
alter table legal_hold add constraint legal_hold_whom_check
    check (length(whom) <= 65536) not valid;
grant insert (whom), update (whom) on legal_hold to amana_service;

-- A customer's own time within what a promise lets them set. Rows stay: the last one not ended holds.
create table retention_setting (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    id uuid not null,
    promise text not null check (length(promise) between 1 and 63),
    moment text not null check (length(moment) between 1 and 63),
    period text not null check (length(period) between 2 and 63),
    set_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    ended_at timestamptz,
    primary key (service, person_key, id)
);
create unique index retention_setting_now on retention_setting (service, person_key, promise)
    where ended_at is null;

-- What a law, disputes or the work of others keep longer than a promise says, for its reason.
create table retention_longest (
    service text not null,
    id uuid not null,
    promise text not null check (length(promise) between 1 and 63),
    category text not null check (length(category) between 1 and 100),
    why text not null check (why in ('law', 'disputes', 'others_work')),
    moment text not null check (length(moment) between 1 and 63),
    period text not null check (length(period) between 2 and 63),
    basis text not null check (length(basis) between 1 and 500),
    set_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    lifted_at timestamptz,
    lifted uuid,
    primary key (service, id),
    check ((lifted_at is null) = (lifted is null))
);

-- The promises, by a digest of all that each says, that somebody let end data: what was overdue when
-- one was met for the first time waits until then.
create table retention_started (
    service text not null,
    promise text not null check (length(promise) between 1 and 63),
    said text not null check (length(said) = 64),
    started_at timestamptz not null default transaction_timestamp(),
    entry uuid,
    primary key (service, promise, said)
);

-- How each place stood when it was last looked at: what is past its time there, and by how much.
create table retention_standing (
    service text not null,
    place text not null check (length(place) <= 63),
    item text not null check (length(item) <= 255),
    promises text[] not null,
    categories text[] not null,
    looks bigint not null default 1,
    looked_at timestamptz not null default transaction_timestamp(),
    past bigint not null default 0 check (past >= 0),
    held boolean not null default false,
    -- Since when the oldest row that is past its time should be gone.
    since timestamptz,
    next_at timestamptz,
    ended bigint not null default 0,
    longest interval,
    fault text check (length(fault) <= 100),
    failing_since timestamptz,
    primary key (service, place, item),
    check ((fault is null) = (failing_since is null))
);

-- The sets in which data ended, in a source begun and then done: what was killed between is seen.
create table retention_set (
    service text not null,
    id uuid not null,
    place text not null check (length(place) <= 63),
    item text not null check (length(item) <= 255),
    promises text[] not null,
    state text not null check (state in ('begun', 'done', 'unsure')),
    begun_at timestamptz not null default transaction_timestamp(),
    ended_at timestamptz,
    ended bigint,
    longest interval,
    entry uuid,
    primary key (service, id),
    check ((state = 'begun') = (ended_at is null))
);
create index retention_set_open on retention_set (service, place) where state = 'begun';

-- When a moment came for a record, at or after its collection; null where it did not. An event that
-- names no record ends a booking or an order only where the person has no other one that is open.
create function moment_of(own text, person bytea, held uuid, since timestamptz, moment text)
    returns timestamptz language sql stable
    set search_path = amana, pg_temp as $$
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
$$;
revoke all on function moment_of(text, bytea, uuid, timestamptz, text) from public;
grant execute on function moment_of(text, bytea, uuid, timestamptz, text) to amana_service;

alter table retention_setting enable row level security, force row level security;
alter table retention_longest enable row level security, force row level security;
alter table retention_started enable row level security, force row level security;
alter table retention_standing enable row level security, force row level security;
alter table retention_set enable row level security, force row level security;
create policy own on retention_setting using (service = own_service())
    with check (service = own_service());
create policy own on retention_longest using (service = own_service())
    with check (service = own_service());
create policy own on retention_started using (service = own_service())
    with check (service = own_service());
create policy own on retention_standing using (service = own_service())
    with check (service = own_service());
create policy own on retention_set using (service = own_service())
    with check (service = own_service());
create policy erased on retention_setting for select to amana_owner
    using (service = session_service());
create policy forgotten on retention_setting for delete to amana_owner
    using (service = session_service());
grant select, insert (service, person_key, id, promise, moment, period, entry), update (ended_at)
    on retention_setting to amana_service;
grant select, insert (service, id, promise, category, why, moment, period, basis, entry),
    update (lifted_at, lifted) on retention_longest to amana_service;
grant select, insert (service, promise, said, entry) on retention_started to amana_service;
grant select, insert, update, delete on retention_standing to amana_service;
grant select, insert, update (state, ended_at, ended, longest, entry) on retention_set
    to amana_service;
