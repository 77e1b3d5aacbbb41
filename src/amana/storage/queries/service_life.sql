-- name: become
-- Changes a service's state.
update service set state = %(state)s, reason = %(reason)s, changed_at = transaction_timestamp()
where slug = %(service)s;

-- name: made
-- Says when a service was created.
select created_at from service where slug = %(service)s;

-- name: empty
-- Deletes what is sealed about anybody in a service that is being closed.
select bodies, links, acceptances, records, rest from empty_service();

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

-- name: noted
-- Tells whether a service has an entry of this act under this promise.
select 1 from entry_promise
where service = %(service)s and promise = %(promise)s and act = %(act)s limit 1;
