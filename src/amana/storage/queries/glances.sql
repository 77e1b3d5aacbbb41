-- name: by_look
-- Begins an act about a record by its key: instant, policy, map, the record in its time, its person's ids, words and events.
select transaction_timestamp() as now, s.state as service_state, s.reason as service_reason,
    s.changed_at,
    v.number, v.languages, v.published_at, v.effective_at, v.material, v.reason as judged,
    m.number as map, m.applied_at,
    r.id, r.person_key, r.type, r.version,
    case when h.erased_at is null then r.sealed end as sealed,
    r.policy_version, r.occasion, r.origin, r.source, r.imported, r.automated, r.expires_at, r.at,
    r.entry, r.terms, p.purposes, p.objected,
    array(select c.recipient from record_recipient c
          where c.service = r.service and c.record = r.id order by c.recipient) as recipients,
    h.erased_at is not null as erased, g.members,
    c.word_person_key, c.word_purpose, c.word_state, c.word_policy_version, c.word_promise,
    c.word_wording, c.word_at, c.word_implied, e.events, e.event_at
from service s
left join lateral (
    select * from policy_version p
    where p.service = s.slug and p.effective_at <= transaction_timestamp()
    order by p.number desc limit 1
) v on true
left join lateral (
    select number, applied_at from record_map r
    where r.service = s.slug order by r.number desc limit 1
) m on true
left join record r on r.service = s.slug and r.look = %(look)s
    and (r.expires_at is null or r.expires_at > transaction_timestamp())
left join lateral (
    select coalesce(array_agg(f.purpose order by f.purpose), '{}') as purposes,
        coalesce(array_agg(f.purpose order by f.purpose) filter (where f.objected), '{}')
            as objected
    from record_purpose f where f.service = r.service and f.record = r.id
) p on true
left join person h on h.service = r.service and h.person_key = r.person_key
left join lateral (
    select array_agg(f.person_key order by f.person_key) as members from (
        select coalesce(h.joined_to, h.person_key) as person_key where h.person_key is not null
        union all
        select o.person_key from person o
        where o.service = s.slug and o.joined_to = coalesce(h.joined_to, h.person_key)
    ) f
) g on h.erased_at is null
left join lateral (
    select array_agg(f.person_key) as word_person_key, array_agg(f.purpose) as word_purpose,
        array_agg(f.state) as word_state, array_agg(f.policy_version) as word_policy_version,
        array_agg(f.promise) as word_promise, array_agg(f.wording) as word_wording,
        array_agg(coalesce(f.said_at, f.at)) as word_at, array_agg(f.implied) as word_implied
    from choice f where f.service = s.slug and f.person_key = any (g.members)
) c on true
left join lateral (
    select array_agg(f.event) as events, array_agg(f.at) as event_at from (
        select o.event, max(o.at) as at from event o
        where o.service = s.slug and o.person_key = any (g.members) group by o.event
    ) f
) e on true
where s.slug = %(service)s;

-- name: by_id
-- Begins an act about a record by its id; the same as by_look.
select transaction_timestamp() as now, s.state as service_state, s.reason as service_reason,
    s.changed_at,
    v.number, v.languages, v.published_at, v.effective_at, v.material, v.reason as judged,
    m.number as map, m.applied_at,
    r.id, r.person_key, r.type, r.version,
    case when h.erased_at is null then r.sealed end as sealed,
    r.policy_version, r.occasion, r.origin, r.source, r.imported, r.automated, r.expires_at, r.at,
    r.entry, r.terms, p.purposes, p.objected,
    array(select c.recipient from record_recipient c
          where c.service = r.service and c.record = r.id order by c.recipient) as recipients,
    h.erased_at is not null as erased, g.members,
    c.word_person_key, c.word_purpose, c.word_state, c.word_policy_version, c.word_promise,
    c.word_wording, c.word_at, c.word_implied, e.events, e.event_at
from service s
left join lateral (
    select * from policy_version p
    where p.service = s.slug and p.effective_at <= transaction_timestamp()
    order by p.number desc limit 1
) v on true
left join lateral (
    select number, applied_at from record_map r
    where r.service = s.slug order by r.number desc limit 1
) m on true
left join record r on r.service = s.slug and r.id = %(id)s
    and (r.expires_at is null or r.expires_at > transaction_timestamp())
left join lateral (
    select coalesce(array_agg(f.purpose order by f.purpose), '{}') as purposes,
        coalesce(array_agg(f.purpose order by f.purpose) filter (where f.objected), '{}')
            as objected
    from record_purpose f where f.service = r.service and f.record = r.id
) p on true
left join person h on h.service = r.service and h.person_key = r.person_key
left join lateral (
    select array_agg(f.person_key order by f.person_key) as members from (
        select coalesce(h.joined_to, h.person_key) as person_key where h.person_key is not null
        union all
        select o.person_key from person o
        where o.service = s.slug and o.joined_to = coalesce(h.joined_to, h.person_key)
    ) f
) g on h.erased_at is null
left join lateral (
    select array_agg(f.person_key) as word_person_key, array_agg(f.purpose) as word_purpose,
        array_agg(f.state) as word_state, array_agg(f.policy_version) as word_policy_version,
        array_agg(f.promise) as word_promise, array_agg(f.wording) as word_wording,
        array_agg(coalesce(f.said_at, f.at)) as word_at, array_agg(f.implied) as word_implied
    from choice f where f.service = s.slug and f.person_key = any (g.members)
) c on true
left join lateral (
    select array_agg(f.event) as events, array_agg(f.at) as event_at from (
        select o.event, max(o.at) as at from event o
        where o.service = s.slug and o.person_key = any (g.members) group by o.event
    ) f
) e on true
where s.slug = %(service)s;

-- name: by_person
-- Begins an act about a person: the same as by_look without a record.
select transaction_timestamp() as now, s.state as service_state, s.reason as service_reason,
    s.changed_at,
    v.number, v.languages, v.published_at, v.effective_at, v.material, v.reason as judged,
    m.number as map, m.applied_at,
    exists (
        select from person u where u.service = s.slug and u.number is null and u.erased_at is null
    ) as unnumbered,
    h.erased_at is not null as erased, g.members,
    c.word_person_key, c.word_purpose, c.word_state, c.word_policy_version, c.word_promise,
    c.word_wording, c.word_at, c.word_implied, e.events, e.event_at
from service s
left join lateral (
    select * from policy_version p
    where p.service = s.slug and p.effective_at <= transaction_timestamp()
    order by p.number desc limit 1
) v on true
left join lateral (
    select number, applied_at from record_map r
    where r.service = s.slug order by r.number desc limit 1
) m on true
left join person h on h.service = s.slug and h.person_key = %(person_key)s
left join lateral (
    select array_agg(f.person_key order by f.person_key) as members from (
        select coalesce(h.joined_to, h.person_key) as person_key where h.person_key is not null
        union all
        select o.person_key from person o
        where o.service = s.slug and o.joined_to = coalesce(h.joined_to, h.person_key)
    ) f
) g on h.erased_at is null
left join lateral (
    select array_agg(f.person_key) as word_person_key, array_agg(f.purpose) as word_purpose,
        array_agg(f.state) as word_state, array_agg(f.policy_version) as word_policy_version,
        array_agg(f.promise) as word_promise, array_agg(f.wording) as word_wording,
        array_agg(coalesce(f.said_at, f.at)) as word_at, array_agg(f.implied) as word_implied
    from choice f where f.service = s.slug and f.person_key = any (g.members)
) c on true
left join lateral (
    select array_agg(f.event) as events, array_agg(f.at) as event_at from (
        select o.event, max(o.at) as at from event o
        where o.service = s.slug and o.person_key = any (g.members) group by o.event
    ) f
) e on true
where s.slug = %(service)s;
