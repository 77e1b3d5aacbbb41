-- name: begin
-- Notes that an erasure is begun, which will be certified once all of it is done; one that is there stays.
insert into erasure_certificate (service, erasure, request, number, part)
values (%(service)s, %(erasure)s, %(request)s, %(number)s, %(part)s)
on conflict do nothing;

-- name: open
-- Lists the erasures that are not certified yet, the oldest first, behind one that was looked at.
select c.erasure, c.request, c.entry, c.names, c.at, c.begun_at, c.part
from erasure_certificate c
where c.service = %(service)s and c.entry is null and c.never_at is null
    and (%(behind)s::timestamptz is null
        or (c.begun_at, c.erasure) > (%(behind)s, %(behind_erasure)s::uuid))
order by c.begun_at, c.erasure limit %(limit)s;

-- name: never
-- Notes that an erasure is not to be certified: of something it was said that it is not to be done.
update erasure_certificate set never_at = transaction_timestamp()
where service = %(service)s and erasure = %(erasure)s and entry is null;

-- name: overtaken
-- Lists certified erasures of which a source erased more since, when a legal hold was lifted.
select distinct c.erasure, c.request, c.entry, c.names, c.at, c.begun_at, c.part
from legal_hold h
join legal_hold_request q on q.service = h.service and q.hold = h.id
join erasure_certificate c on c.service = q.service and c.request = q.request
join request_part p on p.service = c.service and p.request = c.request and p.done_at > c.at
where h.service = %(service)s and h.lifted_at is not null
order by c.begun_at limit %(limit)s;

-- name: one
-- Reads the certificate of an erasure, or of a request, or of a number's hash.
select erasure, request, entry, names, at, begun_at, part from erasure_certificate
where service = %(service)s and (erasure = %(erasure)s or request = %(request)s or number = %(number)s)
limit 1;

-- name: hold
-- Keeps others from certifying an erasure until the transaction ends; none where all is certified.
select c.erasure, c.request, c.entry, c.names, c.at, c.begun_at, c.part from erasure_certificate c
where c.service = %(service)s and c.erasure = %(erasure)s
    and (c.entry is null or exists (select from request_part p
        where p.service = c.service and p.request = c.request and p.done_at > c.at))
for update of c;

-- name: certify
-- Notes under which entry an erasure is certified, and which entries that names.
update erasure_certificate set entry = %(entry)s, names = %(names)s::uuid[], at = transaction_timestamp()
where service = %(service)s and erasure = %(erasure)s;

-- name: body
-- Reads the sealed body of a certificate's entry.
select b.sealed from erasure_certificate c
join entry_body b on b.service = c.service and b.entry = c.entry
where c.service = %(service)s and c.erasure = %(erasure)s;

-- name: said_in_part
-- Reads the sealed body of the entry that says what an erasure in part did in our own records.
select b.sealed from erasure_certificate c
join entry_body b on b.service = c.service and b.entry = c.part
where c.service = %(service)s and c.erasure = %(erasure)s;
