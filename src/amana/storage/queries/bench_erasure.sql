-- name: tables
-- Makes the twelve tables of a shop; its keys and indexes come when it is filled.
create table customer (
    id bigint not null, email text not null, name text not null, phone text
);
create table address (id bigint not null, customer_id bigint not null, line text not null);
create table login (id bigint not null, customer_id bigint not null, ip text not null);
create table visit (id bigint not null, customer_id bigint not null, agent text not null);
create table device (id bigint not null, customer_id bigint not null, token text not null);
create table orders (
    id bigint not null, customer_id bigint, ship_name text not null, phone text,
    total numeric(10, 2) not null
);
create table order_line (
    order_id bigint not null, number integer not null, product text not null, engraving text
);
create table payment (id bigint not null, order_id bigint not null, payer text not null);
create table message (
    id bigint not null, customer_id bigint not null, parent_id bigint, body text not null
);
create table review (
    id bigint not null, customer_id bigint, byline text not null, body text not null
);
create table reply (
    id bigint not null, review_id bigint not null, author_id bigint, byline text not null,
    named text, body text not null
);
create table newsletter (email text not null, topic text not null);

-- name: fill_customer
-- Writes the customers, one person each.
insert into customer
select n, 'person-' || n || '@mail.example', 'مريم الكواري ' || n, '+9745' || lpad(n::text, 7, '0')
from generate_series(1, %(people)s::bigint) as n;

-- name: fill_address
-- Writes two addresses a person, scattered over the table.
insert into address
select n, 1 + n * %(step)s::bigint %% %(people)s::bigint, 'Street ' || n || ', Doha'
from generate_series(1, %(people)s::bigint * 2) as n;

-- name: fill_login
-- Writes two logins a person.
insert into login
select n, 1 + n * %(step)s::bigint %% %(people)s::bigint, '192.0.2.' || n %% 250
from generate_series(1, %(people)s::bigint * 2) as n;

-- name: fill_visit
-- Writes four visits a person.
insert into visit
select n, 1 + n * %(step)s::bigint %% %(people)s::bigint, 'Mozilla/5.0 (X11; Linux x86_64) ' || n
from generate_series(1, %(people)s::bigint * 4) as n;

-- name: fill_device
-- Writes a device a person.
insert into device
select n, 1 + n * %(step)s::bigint %% %(people)s::bigint, md5(n::text)
from generate_series(1, %(people)s::bigint) as n;

-- name: fill_orders
-- Writes two orders a person.
insert into orders
select n, 1 + n * %(step)s::bigint %% %(people)s::bigint, 'Fatima Al-Salem', '+97455555555', n %% 900
from generate_series(1, %(people)s::bigint * 2) as n;

-- name: fill_order_line
-- Writes three lines an order.
insert into order_line
select 1 + n * %(step)s::bigint %% (%(people)s::bigint * 2), n / (%(people)s::bigint * 2), 'Ring ' || n, 'For Sara'
from generate_series(0, %(people)s::bigint * 6 - 1) as n;

-- name: fill_payment
-- Writes a payment an order.
insert into payment
select n, 1 + n * %(step)s::bigint %% (%(people)s::bigint * 2), 'Fatima Al-Salem'
from generate_series(1, %(people)s::bigint * 2) as n;

-- name: fill_message
-- Writes two messages a person; every third answers that of somebody else.
insert into message
select n, 1 + n * %(step)s::bigint %% %(people)s::bigint,
    case when n %% 3 = 0 and n > 10 then n - 7 end, 'Where is my order ' || n || '?'
from generate_series(1, %(people)s::bigint * 2) as n;

-- name: fill_review
-- Writes a review a person.
insert into review
select n, 1 + n * %(step)s::bigint %% %(people)s::bigint, 'Mariam', 'A good ring, number ' || n
from generate_series(1, %(people)s::bigint) as n;

-- name: fill_reply
-- Writes a reply a person, to the review of somebody else, who is named in it.
insert into reply
select n, 1 + n * 3 %% %(people)s::bigint, 1 + n * %(step)s::bigint %% %(people)s::bigint, 'Ali', 'Mariam',
    'I think so too ' || n
from generate_series(1, %(people)s::bigint) as n;

-- name: fill_newsletter
-- Writes a subscription a person.
insert into newsletter
select 'person-' || n || '@mail.example', 'rings' from generate_series(1, %(people)s::bigint) as n;

-- name: keys
-- Adds primary keys, the indexes that a shop has for its own statements, and foreign keys.
alter table customer add primary key (id);
create unique index on customer (lower(email));
create unique index on customer (email);
alter table address add primary key (id);
create index on address (customer_id);
alter table login add primary key (id);
create index on login (customer_id);
alter table visit add primary key (id);
create index on visit (customer_id);
alter table device add primary key (id);
create index on device (customer_id);
alter table orders add primary key (id);
create index on orders (customer_id);
alter table order_line add primary key (order_id, number);
alter table payment add primary key (id);
create index on payment (order_id);
alter table message add primary key (id);
create index on message (customer_id);
create index on message (parent_id);
alter table review add primary key (id);
create index on review (customer_id);
alter table reply add primary key (id);
create index on reply (review_id);
create index on reply (author_id);
alter table newsletter add primary key (email, topic);
alter table address add foreign key (customer_id) references customer;
alter table login add foreign key (customer_id) references customer;
alter table visit add foreign key (customer_id) references customer;
alter table device add foreign key (customer_id) references customer;
alter table orders add foreign key (customer_id) references customer;
alter table order_line add foreign key (order_id) references orders;
alter table payment add foreign key (order_id) references orders;
alter table message add foreign key (customer_id) references customer;
alter table message add foreign key (parent_id) references message;
alter table review add foreign key (customer_id) references customer;
alter table reply add foreign key (review_id) references review;
alter table reply add foreign key (author_id) references customer;

-- name: settle
-- Cleans up and gathers statistics.
vacuum analyze;

-- name: rows
-- Counts the rows of all tables.
select (select count(*) from customer) + (select count(*) from address)
    + (select count(*) from login) + (select count(*) from visit) + (select count(*) from device)
    + (select count(*) from orders) + (select count(*) from order_line)
    + (select count(*) from payment) + (select count(*) from message)
    + (select count(*) from review) + (select count(*) from reply)
    + (select count(*) from newsletter) as count;

-- name: begin
-- Begins the one transaction of the floor.
begin;

-- name: given
-- Makes the temporary table of those who are erased: their addresses and pseudonyms.
create temporary table given (email text, pseudonym text);

-- name: give
-- Writes who they are.
insert into given select * from unnest(%(emails)s::text[], %(pseudonyms)s::text[]);

-- name: find_customers
-- Makes the temporary table of their keys.
create temporary table gone as
select c.id, c.email, g.pseudonym from given g join customer c on lower(c.email) = lower(g.email);

-- name: find_orders
-- Makes the temporary table of the keys of their orders, which stay.
create temporary table gone_order as
select o.id, g.pseudonym from gone g join orders o on o.customer_id = g.id;

-- name: find_reviews
-- Makes the temporary table of the keys of their reviews, which stay.
create temporary table gone_review as
select r.id, g.pseudonym from gone g join review r on r.customer_id = g.id;

-- name: know_keys
-- Gathers statistics of the keys.
analyze gone, gone_order, gone_review;

-- name: unlink_messages
-- Lets go of messages that are deleted.
update message as m set parent_id = null
from gone as g join message as x on x.customer_id = g.id where m.parent_id = x.id;

-- name: change_orders
-- Changes their orders.
update orders as o set ship_name = g.pseudonym, phone = '0', customer_id = null
from gone_order as g where o.id = g.id;

-- name: change_lines
-- Changes the lines of their orders.
update order_line as l set engraving = null from gone_order as g where l.order_id = g.id;

-- name: change_reviews
-- Changes their reviews.
update review as r set byline = g.pseudonym, customer_id = null
from gone_review as g where r.id = g.id;

-- name: change_replies
-- Changes their replies to others.
update reply as r set byline = g.pseudonym, author_id = null
from gone as g where r.author_id = g.id;

-- name: change_named
-- Changes the replies of others to their reviews.
update reply as r set named = null from gone_review as g where r.review_id = g.id;

-- name: delete_address
-- Deletes their addresses.
delete from address using gone as g where customer_id = g.id;

-- name: delete_login
-- Deletes their logins.
delete from login using gone as g where customer_id = g.id;

-- name: delete_visit
-- Deletes their visits.
delete from visit using gone as g where customer_id = g.id;

-- name: delete_device
-- Deletes their devices.
delete from device using gone as g where customer_id = g.id;

-- name: delete_message
-- Deletes their messages.
delete from message using gone as g where customer_id = g.id;

-- name: delete_newsletter
-- Deletes their subscriptions.
delete from newsletter as n using gone as g where n.email = g.email;

-- name: delete_customer
-- Deletes the people.
delete from customer as c using gone as g where c.id = g.id;

-- name: commit
-- Ends the one transaction of the floor.
commit;

-- name: read_back
-- Counts what is not as it has to be, by the keys that were found.
select (select count(*) from gone g join customer c using (id))
    + (select count(*) from gone g join address x on x.customer_id = g.id)
    + (select count(*) from gone g join login x on x.customer_id = g.id)
    + (select count(*) from gone g join visit x on x.customer_id = g.id)
    + (select count(*) from gone g join device x on x.customer_id = g.id)
    + (select count(*) from gone g join message x on x.customer_id = g.id)
    + (select count(*) from gone g join newsletter x on x.email = g.email)
    + (select count(*) from gone g join reply x on x.author_id = g.id)
    + (select count(*) from gone_order g join orders o using (id)
        where o.customer_id is not null or o.phone is distinct from '0'
        or o.ship_name <> g.pseudonym)
    + (select count(*) from gone_order g join order_line l on l.order_id = g.id
        where l.engraving is not null)
    + (select count(*) from gone_review g join review r using (id)
        where r.customer_id is not null or r.byline <> g.pseudonym)
    + (select count(*) from gone_review g join reply r on r.review_id = g.id
        where r.named is not null) as count;

-- name: forget_keys
-- Drops the temporary tables.
drop table given, gone, gone_order, gone_review;

-- name: row_customer
-- Finds one person by the address, as a program does that goes row by row.
select id from customer where lower(email) = lower(%(email)s);

-- name: row_order
-- Finds the orders of one person.
select id from orders where customer_id = %(customer)s;

-- name: row_order_line
-- Finds the lines of one order.
select order_id, number from order_line where order_id = %(order)s;

-- name: row_review
-- Finds the reviews of one person.
select id from review where customer_id = %(customer)s;

-- name: row_reply
-- Finds the replies of one person.
select id from reply where author_id = %(customer)s;

-- name: row_named
-- Finds the replies to one review.
select id from reply where review_id = %(review)s;

-- name: row_answer
-- Finds the answers to one message.
select id from message where parent_id = %(message)s;

-- name: row_address
-- Finds the addresses of one person.
select id from address where customer_id = %(customer)s;

-- name: row_login
-- Finds the logins of one person.
select id from login where customer_id = %(customer)s;

-- name: row_visit
-- Finds the visits of one person.
select id from visit where customer_id = %(customer)s;

-- name: row_device
-- Finds the devices of one person.
select id from device where customer_id = %(customer)s;

-- name: row_message
-- Finds the messages of one person.
select id from message where customer_id = %(customer)s;

-- name: row_newsletter
-- Finds the subscriptions of one person.
select email, topic from newsletter where email = %(email)s;

-- name: row_change_order
-- Changes one order.
update orders set ship_name = %(pseudonym)s, phone = '0', customer_id = null where id = %(id)s;

-- name: row_change_order_line
-- Changes one line.
update order_line set engraving = null where order_id = %(order_id)s and number = %(number)s;

-- name: row_change_review
-- Changes one review.
update review set byline = %(pseudonym)s, customer_id = null where id = %(id)s;

-- name: row_change_reply
-- Changes one reply.
update reply set byline = %(pseudonym)s, author_id = null where id = %(id)s;

-- name: row_change_named
-- Changes one reply of somebody else.
update reply set named = null where id = %(id)s;

-- name: row_change_answer
-- Lets one answer go.
update message set parent_id = null where id = %(id)s;

-- name: row_delete_address
-- Deletes one address.
delete from address where id = %(id)s;

-- name: row_delete_login
-- Deletes one login.
delete from login where id = %(id)s;

-- name: row_delete_visit
-- Deletes one visit.
delete from visit where id = %(id)s;

-- name: row_delete_device
-- Deletes one device.
delete from device where id = %(id)s;

-- name: row_delete_message
-- Deletes one message.
delete from message where id = %(id)s;

-- name: row_delete_newsletter
-- Deletes one subscription.
delete from newsletter where email = %(email)s and topic = %(topic)s;

-- name: row_delete_customer
-- Deletes one person.
delete from customer where id = %(id)s;

-- name: make_turn
-- Makes the copy of the shop in which one turn erases.
create database bench_turn template bench_shop strategy file_copy;

-- name: drop_turn
-- Drops the copy of the last turn.
drop database if exists bench_turn with (force);

-- name: drop_shop
-- Drops the shop, so that one of another size can be made.
drop database if exists bench_shop with (force);
