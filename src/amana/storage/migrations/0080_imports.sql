-- before: files are imported in parts, and go on where they were broken off
-- How far a file has come in. The file is known by a keyed hash of its bytes and of how it is read.
create table file_import (
    service text not null,
    file bytea not null check (length(file) = 32),
    -- The bytes and lines that are behind, in records stored and lines left out.
    place bigint not null default 0 check (place >= 0),
    line bigint not null default 0 check (line >= 0),
    stored bigint not null default 0 check (stored >= 0),
    left_out bigint not null default 0 check (left_out >= 0),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, file)
);
alter table file_import enable row level security, force row level security;
create policy own on file_import using (service = own_service()) with check (service = own_service());
grant select, insert, update (place, line, stored, left_out, at) on file_import to amana_service;
