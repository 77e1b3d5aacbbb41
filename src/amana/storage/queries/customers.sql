-- name: add
-- Adds a customer, unless one of this id is there.
insert into customer (service, id, name, contact, instruction, entry)
values (%(service)s, %(id)s, %(name)s, %(contact)s, %(instruction)s, %(entry)s)
on conflict do nothing;

-- name: all
-- Lists the service's customers, by id.
select id, name, contact, instruction, starts_at, ended_at, representative, officer, purposes
from customer where service = %(service)s order by id;

-- name: in_force
-- Tells whether a customer instructs at this instant, and keeps it from ending meanwhile.
select id from customer
where service = %(service)s and id = %(customer)s and ended_at is null for key share;

-- name: end
-- Ends a customer: from here on it instructs nothing.
update customer set ended_at = transaction_timestamp(), ended = %(ended)s
where service = %(service)s and id = %(customer)s and ended_at is null;

-- name: describe
-- Says who speaks for a customer that instructs now, and which purposes are served for it.
update customer set representative = %(representative)s, officer = %(officer)s,
    purposes = %(purposes)s, described = %(entry)s
where service = %(service)s and id = %(customer)s and ended_at is null;

-- name: join
-- Notes whose end user somebody is, unless they are somebody's.
insert into customer_person (service, person_key, customer, sealed, entry)
values (%(service)s, %(person_key)s, %(customer)s, %(sealed)s, %(entry)s)
on conflict do nothing;

-- name: of
-- Tells whose end users these ids are.
select distinct customer from customer_person
where service = %(service)s and person_key = any(%(members)s::bytea[]);

-- name: persons
-- Lists one customer's own end users, in the order in which they came; nobody who was erased.
select c.person_key, c.sealed, c.entry, c.joined_at
from customer_person c join person p on p.service = c.service and p.person_key = c.person_key
where c.service = %(service)s and c.customer = %(customer)s and p.erased_at is null
    and (%(after)s::uuid is null or c.entry > %(after)s)
order by c.entry limit %(limit)s;
