-- before: what broke a promise about messages stays known when the messages are forgotten
-- Messages that went out although they must not have, or without their way out. No person stands
-- here, so that neither the weeks after which messages go nor an erasure takes a breach away.
create table message_breach (
    service text not null,
    message uuid not null,
    -- refused: decided after its purpose was refused. kept_in: without the way out that it needs, or
    -- decided after its class was stopped.
    how text not null check (how in ('refused', 'kept_in')),
    -- The entry that says that it was going to be sent.
    entry uuid,
    purpose text not null check (length(purpose) between 1 and 63),
    at timestamptz not null,
    primary key (service, how, message)
);
alter table message_breach enable row level security, force row level security;
create policy own on message_breach using (service = own_service())
    with check (service = own_service());
grant select, insert on message_breach to amana_service;

-- A stopped class goes on again where the person says so; the row stays, as what was stopped before.
alter table stopped_class add column resumed_at timestamptz;
grant update (resumed_at) on stopped_class to amana_service;

-- Every message that broke a promise about leaving: those whose rows are there, and those kept.
-- Ids that were joined after a message was decided are not held against it.
-- From a message to whom it went to, to all ids of that person, to what each said: each step by its
-- key, in this order, since a few messages are asked for at a time. A free choice of joins read all
-- that was ever refused for each few. What stands for the person is taken first: under a row policy
-- no index helps to find what an expression says.
create view broken_message with (security_invoker = true) as
select o.service, o.id as message, 'kept_in' as how, o.intended as entry, o.purpose, o.ended_at as at
from outbox o where o.state = 'sent' and not o.way_out
union
select o.service, o.id, 'kept_in', o.intended, o.purpose, o.ended_at
from outbox o
cross join lateral (
    select person_key, coalesce(joined_to, person_key) as root from person
    where service = o.service and person_key = o.person_key
    offset 0
) m
cross join lateral (
    select m.root as person_key
    union all
    select person_key from person
    where service = o.service and joined_to = m.root
    offset 0
) p
cross join lateral (
    select * from stopped_class where service = o.service and person_key = p.person_key
        and purpose = o.purpose and class = o.class
    offset 0
) s
-- When it was decided, under lock, and not when it left.
cross join lateral (
    select * from entry_promise where service = o.service and entry = o.intended offset 0
) e
where o.state = 'sent' and e.at > s.at and (s.resumed_at is null or e.at < s.resumed_at)
    and (m.person_key = s.person_key or not exists (
        select from person_tie t where t.service = s.service and t.since >= e.at
            and t.tie in ('same', 'visitor')
            and (t.person_key in (s.person_key, m.person_key)
                or t.other_key in (s.person_key, m.person_key))))
    and not exists (
        select from (
            select m.root as person_key
            union all
            select person_key from person
            where service = o.service and joined_to = m.root
            offset 0
        ) n
        cross join lateral (
            select * from choice where service = o.service and person_key = n.person_key
                and purpose = o.purpose
            offset 0
        ) later
        where later.at > s.at and later.at < e.at and later.state in ('consented', 'opted_in'))
union
select o.service, o.id, 'refused', o.intended, o.purpose, e.at
from outbox o
cross join lateral (
    select person_key, coalesce(joined_to, person_key) as root from person
    where service = o.service and person_key = o.person_key
    offset 0
) m
cross join lateral (
    select m.root as person_key
    union all
    select person_key from person
    where service = o.service and joined_to = m.root
    offset 0
) p
cross join lateral (
    select * from choice where service = o.service and person_key = p.person_key
        and purpose = o.purpose
    offset 0
) c
cross join lateral (
    select * from entry_promise where service = o.service and entry = o.intended offset 0
) e
where o.state = 'sent' and o.class not in ('service', 'transactional') and e.at > c.at
    and c.state in ('objected', 'opted_out', 'withdrawn')
    and (m.person_key = c.person_key or not exists (
        select from person_tie t where t.service = c.service and t.since >= e.at
            and t.tie in ('same', 'visitor')
            and (t.person_key in (c.person_key, m.person_key)
                or t.other_key in (c.person_key, m.person_key))))
    -- What another id of the same person said later counts, as it does for the decision.
    and not exists (
        select from (
            select m.root as person_key
            union all
            select person_key from person
            where service = o.service and joined_to = m.root
            offset 0
        ) n
        cross join lateral (
            select * from choice where service = o.service and person_key = n.person_key
                and purpose = o.purpose
            offset 0
        ) later
        where later.at > c.at and later.at < e.at and later.state in ('consented', 'opted_in'))
union
select service, message, how, entry, purpose, at from message_breach;
grant select on broken_message to amana_service;
