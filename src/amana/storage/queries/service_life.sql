-- name: become
-- Changes a service's state.
update service set state = %(state)s, reason = %(reason)s, changed_at = transaction_timestamp()
where slug = %(service)s;

-- name: empty
-- Deletes what is sealed about anybody in a service that is being closed.
select bodies, links, acceptances from empty_service();

-- name: keys
-- Lists the API keys of a service, without their hashes.
select id, label, created_at, revoked_at from api_key where service = %(service)s
order by created_at, id;

-- name: add_key
-- Adds an API key by its hash.
insert into api_key (hash, id, service, label)
values (%(hash)s, %(id)s, %(service)s, %(label)s);

-- name: revoke_key
-- Revokes an API key.
update api_key set revoked_at = transaction_timestamp()
where id = %(id)s and service = %(service)s and revoked_at is null;

-- name: revoke_all_keys
-- Revokes all API keys of a service.
update api_key set revoked_at = transaction_timestamp()
where service = %(service)s and revoked_at is null;

-- name: own_transaction
-- The number of this transaction.
select pg_current_xact_id()::text as xact;

-- name: oldest_transaction
-- The oldest transaction that is still at work.
select pg_snapshot_xmin(pg_current_snapshot())::text as xact;
