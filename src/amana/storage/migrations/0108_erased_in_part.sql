-- before: an erasure in part takes values out of records, out of their past versions too, and is certified by its own entry
alter table erasure_certificate add column part uuid;
grant insert (part) on erasure_certificate to amana_service;
grant update (sealed) on record_past to amana_service;
