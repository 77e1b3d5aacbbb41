-- name: open
-- Notes a breach.
insert into breach (service, id, rehearsal, series)
values (%(service)s, %(id)s, %(rehearsal)s, %(series)s);

-- name: one
-- Reads a breach.
select id, rehearsal, opened_at, series, sending_at, otherwise_at, closed_at
from breach where service = %(service)s and id = %(id)s;

-- name: hold
-- Keeps others from changing a breach until the transaction ends.
select id from breach where service = %(service)s and id = %(id)s for update;

-- name: listed
-- Lists the breaches, the latest first.
select id, rehearsal, opened_at, series, sending_at, otherwise_at, closed_at
from breach where service = %(service)s order by opened_at desc, id desc limit %(most)s;

-- name: going
-- Lists the breaches that are not over.
select id from breach where service = %(service)s and closed_at is null order by id;

-- name: note
-- Notes something of a breach, beside what was noted before.
insert into breach_note (service, breach, number, kind, entry, sealed)
select %(service)s, %(breach)s, coalesce(max(number), 0) + 1, %(kind)s, %(entry)s, %(sealed)s
from breach_note where service = %(service)s and breach = %(breach)s;

-- name: notes
-- Reads what was noted of a breach, in its order.
select number, kind, at, entry, sealed from breach_note
where service = %(service)s and breach = %(breach)s order by number;

-- name: begin_sending
-- Notes that people are told from now on.
update breach set sending_at = coalesce(sending_at, transaction_timestamp())
where service = %(service)s and id = %(breach)s;

-- name: told_otherwise
-- Notes when those whom no message reaches were told another way.
update breach set otherwise_at = %(at)s where service = %(service)s and id = %(breach)s;

-- name: close
-- Notes that a breach is over.
update breach set closed_at = transaction_timestamp()
where service = %(service)s and id = %(breach)s and closed_at is null;

-- name: add
-- Adds people to those who are affected; who is there already gets one more way of being found.
insert into breach_affected (service, breach, person_key, how, laws)
select %(service)s, %(breach)s, g.person_key, array[%(how)s::text], string_to_array(g.laws, ' ')
from unnest(%(person_keys)b::bytea[], %(laws)b::text[]) as g (person_key, laws)
order by g.person_key
on conflict (service, breach, person_key) do update
    set how = breach_affected.how || excluded.how, laws = excluded.laws
    where not breach_affected.how @> excluded.how and cardinality(breach_affected.how) < 50;

-- name: held_of
-- Reads the next persons who have a record of these types.
select r.person_key from record r
where r.service = %(service)s and r.type = any(%(types)s::text[])
    and (%(upto)s::bytea is null or r.person_key > %(upto)s)
group by r.person_key order by r.person_key limit %(most)s;

-- name: received_by
-- Reads the next persons of whom a recipient received something, or may have.
select d.person_key from disclosed d
where d.service = %(service)s and d.recipient = %(recipient)s
    and coalesce(d.at, d.sent_at) is not null
    and (%(upto)s::bytea is null or d.person_key > %(upto)s)
group by d.person_key order by d.person_key limit %(most)s;

-- name: read_between
-- Reads the next entries of readings between two times, with whom they are about and what is sealed of them.
select e.entry, e.at, l.person_key, l.shared, b.sealed
from entry_promise e
join entry_person l on l.service = e.service and l.entry = e.entry
left join entry_body b on b.service = e.service and b.entry = e.entry
where e.service = %(service)s and e.act = any(%(acts)s::text[]) and e.outcome = 'done'
    and e.at >= %(since)s and e.at <= %(until)s
    and (%(entry)s::uuid is null
        or (e.entry, l.person_key) > (%(entry)s::uuid, %(person_key)s::bytea))
order by e.entry, l.person_key limit %(most)s;

-- name: living
-- Says for each of these keys which person it is, of those who were not erased.
select p.person_key, coalesce(p.joined_to, p.person_key) as root from person p
where p.service = %(service)s and p.person_key = any(%(person_keys)b::bytea[])
    and p.erased_at is null;

-- name: counts
-- Counts who is affected, and how telling them stands.
select count(*) as affected, count(*) filter (where put_at is null) as left,
    count(*) filter (where message is not null and told_at is null and fault is null) as going,
    count(*) filter (where told_at is not null) as told,
    count(*) filter (where fault is not null) as unreached,
    count(*) filter (where fault = 'no_address') as without_address,
    count(*) filter (where fault is not null and put_at > b.otherwise_at) as later,
    max(told_at) as last
from breach_affected a join breach b on b.service = a.service and b.id = a.breach
where a.service = %(service)s and a.breach = %(breach)s;

-- name: by_way
-- Counts who is affected by how they were found.
select w.how, count(*) as count from breach_affected a cross join lateral unnest(a.how) as w (how)
where a.service = %(service)s and a.breach = %(breach)s group by w.how order by w.how;

-- name: by_law
-- Counts who is affected by the laws that protect them.
select w.law, count(*) as count from breach_affected a cross join lateral unnest(a.laws) as w (law)
where a.service = %(service)s and a.breach = %(breach)s group by w.law order by w.law;

-- name: to_tell
-- Reads the next people who are to be told, and keeps others from telling them.
select person_key from breach_affected
where service = %(service)s and breach = %(breach)s and put_at is null
order by person_key limit %(most)s for update skip locked;

-- name: put
-- Notes what was put out to whom, or that there is no address.
update breach_affected a set put_at = transaction_timestamp(), message = g.message,
    fault = case when g.message is null then 'no_address' end
from unnest(%(person_keys)b::bytea[], %(messages)b::uuid[]) as g (person_key, message)
where a.service = %(service)s and a.breach = %(breach)s and a.person_key = g.person_key;

-- name: rehearsed
-- Notes for people of a rehearsal that they would have been told.
update breach_affected set put_at = transaction_timestamp(),
    told_at = case when person_key = any(%(reached)b::bytea[]) then transaction_timestamp() end,
    fault = case when person_key = any(%(reached)b::bytea[]) then null else 'no_address' end
where service = %(service)s and breach = %(breach)s and person_key = any(%(person_keys)b::bytea[]);

-- name: settle
-- Takes over from the outbox what became of messages, while they still stand there.
with ended as materialized (
    select a.person_key, o.state, o.ended_at, o.fault,
        exists (select from ended_address e where e.service = a.service
            and e.message = a.message and e.why = 'bounced') as bounced
    from breach_affected a
    cross join lateral (
        select state, ended_at, fault from outbox
        where service = %(service)s and id = a.message offset 0
    ) o
    where a.service = %(service)s and a.breach = %(breach)s and a.message is not null
        and a.told_at is null and a.fault is null and o.state in ('sent', 'failed', 'refused')
    limit %(most)s
)
update breach_affected a set told_at = case when e.state = 'sent' and not e.bounced then e.ended_at end,
    fault = case when e.bounced then 'bounced'
        when e.state <> 'sent' then coalesce(e.fault, e.state) end
from ended e
where a.service = %(service)s and a.breach = %(breach)s and a.person_key = e.person_key;

-- name: take_back
-- Notes whose letter came back after it had left.
update breach_affected a set told_at = null, fault = 'bounced'
from ended_address e
where a.service = %(service)s and a.breach = %(breach)s and a.message is not null
    and a.told_at is not null and e.service = a.service and e.message = a.message
    and e.why = 'bounced';

-- name: set_clock
-- Notes a clock as it was worked out now.
insert into breach_clock (service, breach, name, promise, starts_at, due_at, ended_at)
values (%(service)s, %(breach)s, %(name)s, %(promise)s, %(starts)s, %(due)s, %(ended)s)
on conflict (service, breach, name) do update set promise = excluded.promise,
    starts_at = excluded.starts_at, due_at = excluded.due_at, ended_at = excluded.ended_at
    where (breach_clock.promise, breach_clock.starts_at, breach_clock.due_at, breach_clock.ended_at)
        is distinct from
        (excluded.promise, excluded.starts_at, excluded.due_at, excluded.ended_at);

-- name: drop_clocks
-- Forgets the clocks that this breach does not have any more, but for late ones of promises that are not made any more.
delete from breach_clock where service = %(service)s and breach = %(breach)s
    and name <> all(%(names)s::text[])
    and (promise is null or promise = any(%(promises)s::text[])
        or coalesce(ended_at, transaction_timestamp()) <= due_at);

-- name: answered
-- Counts for each promise the clocks that were kept, that are over, and when the next one ends; rehearsals count for nothing.
select c.promise,
    count(*) filter (where c.ended_at is not null and c.ended_at <= c.due_at) as kept,
    max(c.ended_at) filter (where c.ended_at <= c.due_at) as last,
    count(*) filter (where coalesce(c.ended_at, transaction_timestamp()) > c.due_at) as late,
    max(c.due_at) filter (where coalesce(c.ended_at, transaction_timestamp()) > c.due_at)
        as late_last,
    array_agg(distinct c.breach) filter
        (where coalesce(c.ended_at, transaction_timestamp()) > c.due_at) as late_cases,
    min(c.due_at) filter (where c.ended_at is null and c.due_at >= transaction_timestamp()) as due
from breach_clock c join breach b on b.service = c.service and b.id = c.breach
where c.service = %(service)s and c.promise is not null and not b.rehearsal
    and c.due_at is not null
group by c.promise;
