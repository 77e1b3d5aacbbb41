-- name: services
-- Lists the services.
select slug from service order by slug;

-- name: service_of_key
-- Finds the service and label of an API key that was not revoked.
select id, service, label from api_key where hash = %(hash)s and revoked_at is null;
