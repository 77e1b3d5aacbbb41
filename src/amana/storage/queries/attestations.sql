-- name: add
-- Adds what a named person attests.
insert into attestation (service, id, promise, statement, attested_by, document_name,
    document_hash, expires_at)
values (%(service)s, %(id)s, %(promise)s, %(statement)s, %(by)s, %(document_name)s,
    %(document_hash)s, %(expires_at)s);

-- name: all
-- Lists every attestation, the latest first.
select id, promise, statement, attested_by, document_name, document_hash, at, expires_at
from attestation where service = %(service)s order by at desc, id desc;
