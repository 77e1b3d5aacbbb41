-- name: records
-- Counts the records of a service.
select count(*) as records from record where service = %(service)s;
