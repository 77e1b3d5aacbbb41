-- name: make
-- Makes the plain table of the floor, by itself in a schema that nothing else uses.
create schema if not exists bench;
create table if not exists bench.bare (
    id uuid primary key, person text not null, type text not null, key text not null,
    plain jsonb not null, at timestamptz not null default now(), unique (type, key)
);
grant usage on schema bench to amana_service;
grant select, insert on bench.bare to amana_service;

-- name: select
-- Reads a record of the floor.
select id, plain from bench.bare where type = %(type)s and key = %(key)s;

-- name: insert
-- Writes a record of the floor.
insert into bench.bare (id, person, type, key, plain)
values (%(id)s, %(person)s, %(type)s, %(key)s, %(plain)s::jsonb);
