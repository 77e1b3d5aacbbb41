-- name: services
-- Lists the services.
select slug from service order by slug;

-- name: conditions
-- Lists the services, and how each stands.
select slug, state, reason, changed_at from service order by slug;

-- name: service_of_key
-- Finds whose an API key is that was neither revoked nor is over, and whether its use is noted.
select k.id, k.service, k.label, s.state, s.reason, k.abilities, k.purposes, k.recipient,
    k.customer,
    coalesce(k.last_used_at > transaction_timestamp() - interval '5 minutes', false) as noted
from api_key k join service s on s.slug = k.service
where k.hash = %(hash)s and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > transaction_timestamp());

-- name: note_key_use
-- Notes that an API key is used; where another program does so at this moment, that is enough.
update api_key set last_used_at = transaction_timestamp()
where id = (select id from api_key where id = %(id)s for update skip locked);
