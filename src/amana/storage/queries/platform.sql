-- name: services
-- Lists the services.
select slug from service order by slug;

-- name: add_api_key
-- Adds an API key of a service by its hash.
insert into api_key (hash, id, service, label)
values (%(hash)s, %(id)s, %(service)s, %(label)s);

-- name: service_of_key
-- Finds the service and label of an API key that was not revoked.
select id, service, label from api_key where hash = %(hash)s and revoked_at is null;

-- name: api_keys
-- Lists the API keys of a service, without their hashes.
select id, label, created_at, revoked_at from api_key where service = %(service)s order by created_at;

-- name: revoke_api_key
-- Revokes an API key of a service.
update api_key set revoked_at = transaction_timestamp()
where id = %(id)s and service = %(service)s and revoked_at is null;

-- name: add_link
-- Adds a sign-in link by its hash.
insert into sign_in_link (hash, staff, services, expires_at)
values (%(hash)s, %(staff)s, %(services)s, transaction_timestamp() + %(lasts)s);

-- name: use_link
-- Uses a sign-in link up, if it is still good: of two who try, one gets it.
update sign_in_link set used_at = transaction_timestamp()
where hash = %(hash)s and used_at is null and expires_at > transaction_timestamp()
returning staff, services;

-- name: add_session
-- Adds a session by its hash.
insert into console_session (hash, id, staff, services, csrf, expires_at)
values (%(hash)s, %(id)s, %(staff)s, %(services)s, %(csrf)s,
    transaction_timestamp() + %(lasts)s)
returning expires_at;

-- name: session
-- Finds a session that goes on.
select id, staff, services, csrf, expires_at from console_session
where hash = %(hash)s and ended_at is null and expires_at > transaction_timestamp();

-- name: sessions
-- Lists the sessions of a member of staff that go on.
select id, created_at, expires_at from console_session
where staff = %(staff)s and ended_at is null and expires_at > transaction_timestamp()
order by created_at desc;

-- name: end_session
-- Ends one session of a member of staff.
update console_session set ended_at = transaction_timestamp()
where id = %(id)s and staff = %(staff)s and ended_at is null;

-- name: end_all_sessions
-- Ends every session.
update console_session set ended_at = transaction_timestamp() where ended_at is null;

-- name: use_up_links
-- Uses every sign-in link up.
update sign_in_link set used_at = transaction_timestamp() where used_at is null;
