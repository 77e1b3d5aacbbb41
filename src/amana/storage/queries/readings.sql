-- name: add
-- Saves a document as it was read.
insert into reading (service, id, name, text, media, encoding)
values (%(service)s, %(id)s, %(name)s, %(text)s, %(media)s, %(encoding)s);

-- name: add_proposal
-- Saves one proposal of a reading.
insert into reading_proposal (service, reading, position, starts, ends, language, role, heading,
    lead_in, kinds, slots, confidence, because)
values (%(service)s, %(reading)s, %(position)s, %(starts)s, %(ends)s, %(language)s, %(role)s,
    %(heading)s, %(lead_in)s, %(kinds)s, %(slots)s, %(confidence)s, %(because)s);

-- name: decide
-- Records a decision on a proposal; earlier ones stay.
insert into reading_decision (service, reading, position, id, verdict, kind, form, decided_by)
select %(service)s, p.reading, p.position, %(id)s, %(verdict)s, %(kind)s, %(form)s, %(by)s
from reading_proposal p
where p.service = %(service)s and p.reading = %(reading)s and p.position = %(position)s;

-- name: all
-- Lists the readings, the latest first, with how many proposals wait and how many are decided.
select r.id, r.name, r.at,
    (select count(*) from reading_proposal p where p.service = r.service and p.reading = r.id
     and p.kinds[1] not in ('heading', 'none')) as promises,
    (select count(distinct d.position) from reading_decision d
     join reading_proposal p on p.service = d.service and p.reading = d.reading
         and p.position = d.position
     where d.service = r.service and d.reading = r.id
     and p.kinds[1] not in ('heading', 'none')) as decided
from reading r where r.service = %(service)s order by r.at desc, r.id desc;

-- name: one
-- Reads one document.
select id, name, text, media, encoding, at from reading
where service = %(service)s and id = %(id)s;

-- name: proposals
-- Reads the proposals of a reading in the order of the document.
select position, starts, ends, language, role, heading, lead_in, kinds, slots, confidence, because
from reading_proposal where service = %(service)s and reading = %(id)s order by position;

-- name: decisions
-- Reads every decision of a reading, the earliest first.
select position, verdict, kind, form, decided_by, at from reading_decision
where service = %(service)s and reading = %(id)s order by at, id;
