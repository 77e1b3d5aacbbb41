-- name: add
-- Adds an API key of the service by its hash, with its limits.
insert into api_key (hash, id, service, label, abilities, purposes, recipient, customer,
    expires_at)
values (%(hash)s, %(id)s, %(service)s, %(label)s, %(abilities)s, %(purposes)s, %(recipient)s,
    %(customer)s, %(expires_at)s);

-- name: all
-- Lists the service's API keys, without their hashes.
select id, label, created_at, revoked_at, abilities, purposes, recipient, customer, expires_at,
    last_used_at
from api_key
where service = %(service)s order by created_at;

-- name: revoke
-- Revokes an API key of the service.
update api_key set revoked_at = transaction_timestamp()
where id = %(id)s and service = %(service)s and revoked_at is null;
