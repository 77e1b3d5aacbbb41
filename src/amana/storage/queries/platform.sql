-- name: services
-- Lists the services.
select slug from service order by slug;

-- name: conditions
-- Lists the services, and how each stands.
select slug, state, reason, changed_at from service order by slug;

-- name: service_of_key
-- Finds the service and label of an API key that was not revoked.
select k.id, k.service, k.label, s.state, s.reason
from api_key k join service s on s.slug = k.service
where k.hash = %(hash)s and k.revoked_at is null;
