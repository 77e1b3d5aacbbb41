-- name: find
-- Reads the wrapped key of a person, if there is one, and which epoch is the current one.
select e.number as current, p.epoch, p.wrapped
from epoch e
left join person_key p on p.service = e.service and p.person_key = %(person_key)s
where e.service = %(service)s and e.state = 'current';

-- name: epochs_of
-- Reads under which epochs the keys of these persons are wrapped; no row at all without a current epoch.
select e.number as current, p.person_key, p.epoch
from epoch e
left join person_key p on p.service = e.service and p.person_key = any (%(person_keys)s::bytea[])
where e.service = %(service)s and e.state = 'current';

-- name: current
-- Says which epoch of a service is the current one.
select number from epoch where service = %(service)s and state = 'current';

-- name: put
-- Keeps a person's key, if the epoch is still the current one and nobody was first.
insert into person_key (service, person_key, epoch, wrapped)
select service, %(person_key)s, number, %(wrapped)s from epoch
where service = %(service)s and number = %(epoch)s and state = 'current'
for share
on conflict (service, person_key) do nothing;

-- name: find_many
-- Reads the wrapped keys of those of the persons who have one.
select person_key, epoch, wrapped from person_key
where service = %(service)s and person_key = any (%(person_keys)b::bytea[]);

-- name: put_many
-- Keeps the keys of many persons, if the epoch is still the current one; names those where nobody was first.
insert into person_key (service, person_key, epoch, wrapped)
select e.service, f.person_key, e.number, f.wrapped
from (
    select service, number from epoch
    where service = %(service)s and number = %(epoch)s and state = 'current'
    for share
) e
cross join unnest(%(person_keys)b::bytea[], %(wrapped)b::bytea[]) as f (person_key, wrapped)
on conflict (service, person_key) do nothing
returning person_key;

-- name: destroy
-- Deletes a person's key.
delete from person_key where service = %(service)s and person_key = any (%(person_keys)s::bytea[]);

-- name: left
-- Counts which of these persons still have a key.
select count(*) as count from person_key
where service = %(service)s and person_key = any (%(person_keys)s::bytea[]);

-- name: epochs
-- Lists the epochs of a service with the number of persons whose keys are wrapped under each.
select e.number, e.state, e.began_at, e.ended_at,
    (select count(*) from person_key p where p.service = e.service and p.epoch = e.number) as persons
from epoch e where e.service = %(service)s order by e.number;

-- name: lock_ring
-- Lets one program at a time change the service's epochs, until the transaction ends.
select number from epoch where service = %(service)s order by number for update;

-- name: begin_epoch
-- Adds an epoch as the current one.
insert into epoch (service, number) values (%(service)s, %(number)s);

-- name: close_epoch
-- Closes the current epoch: no new person's key is wrapped under it.
update epoch set state = 'closed', ended_at = transaction_timestamp()
where service = %(service)s and state = 'current';

-- name: to_rewrap
-- Takes some persons' keys that are wrapped under an older epoch.
select person_key, epoch, wrapped from person_key
where service = %(service)s and epoch < %(epoch)s
order by epoch, person_key limit %(limit)s for update;

-- name: rewrap
-- Puts persons' keys under the current epoch.
update person_key p set epoch = %(epoch)s, wrapped = f.wrapped
from unnest(%(person_keys)s::bytea[], %(wrapped)s::bytea[]) as f (person_key, wrapped)
where p.service = %(service)s and p.person_key = f.person_key;

-- name: destroy_under
-- Deletes the keys of the persons that are wrapped under an epoch.
delete from person_key where service = %(service)s and epoch = %(epoch)s;

-- name: end_epoch
-- Notes that an epoch's key is destroyed, if no person's key hangs on it.
update epoch set state = 'destroyed', ended_at = coalesce(ended_at, transaction_timestamp())
where service = %(service)s and number = %(epoch)s and state <> 'current'
    and not exists (select from person_key p
                    where p.service = %(service)s and p.epoch = %(epoch)s);

-- name: known
-- Tells whether a service ever had an epoch here.
select 1 from epoch where service = %(service)s limit 1;

-- name: destroy_service
-- Deletes the keys of all persons of a service.
delete from person_key where service = %(service)s;
