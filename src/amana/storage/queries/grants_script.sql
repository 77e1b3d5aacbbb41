-- name: create_role
-- Makes the role of a purpose, or the one that owns the views: nobody logs in as it.
create role {role} nologin noinherit;

-- name: mark_role
-- Says whose role it is, so that no other role of the name is ever taken for it.
comment on role {role} is {mark};

-- name: join_role
-- Lets who sets up work for the role, until the end of the setting up.
grant {role} to {me};

-- name: join_role_exactly
-- The same from PostgreSQL 16 on.
grant {role} to {me} with inherit true, set true;

-- name: leave_role
-- Ends that.
revoke {role} from {me};

-- name: tame_role
-- Takes from a role what lets it do more than read, but what only a superuser may take.
alter role {role} nologin nocreatedb nocreaterole noinherit;

-- name: tame_role_wholly
-- Takes all of that.
alter role {role} nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit;

-- name: take_all_back
-- Takes every grant of this database from the roles, with the views and policies made for them.
drop owned by {roles};

-- name: drop_role
-- Removes a role that holds nothing any more.
drop role {role};

-- name: shut_to_public
-- Takes what everybody may do with a table, its columns included.
revoke all on table {table} from public;

-- name: create_schema
-- Makes the schema of a role.
create schema {schema} authorization {role};

-- name: let_find
-- Lets a role look names up in a schema.
grant usage on schema {schema} to {role};

-- name: become
-- Works as the role that owns the views.
set local role {role};

-- name: create_mask
-- Makes the function that shows a part of a value, as Amana itself masks it; what it does not know it hides.
create function {schema}.shown(value text, part text, kind text) returns text
    language sql immutable parallel safe
    return case when value is null then null else coalesce((
        select case m.mode
            when 'last4' then case when length(m.signs) >= 8 then '•••• ' || right(m.signs, 4) end
            when 'initial' then case when length(m.signs) > 1 then left(m.signs, 1) || '••••' end
            when 'date' then left(value, 4)
            when 'email' then case when value ~ '^[^@]+@[^@]+$' then
                case when length(split_part(value, '@', 1)) > 1 then left(value, 1) else '' end
                || '••••@' || split_part(value, '@', 2) end
            when 'ip' then case when value ~ '^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$'
                then regexp_replace(value, '[0-9]+$', '0') end
            when 'url' then substring(value from '^https?://[^/?#@]+(?=[/?#]|$)') || '/'
            end
        -- Letters and digits by their places: what a class means depends on the database's locale.
        from (select regexp_replace(value, '[^0-9A-Za-z\u00C0-\u02AF\u0370-\u052F\u05D0-\u05EA\u0620-\u064A\u0660-\u0669\u066E-\u06D3\u06F0-\u06FC\u0750-\u077F\u0904-\u1FFF\u3040-\uD7A3]', '', 'g') as signs,
            case when part <> 'shortened' then part
                when kind in ('phone', 'card', 'iban', 'national_id') then 'last4'
                when kind in ('ip', 'email', 'date', 'url') then kind
                when kind in ('text', 'place') then 'initial' end as mode) m
    ), '••••') end;

-- name: create_view
-- Makes the view in which a purpose reads what it may see in part, or in some rows only.
create view {view} with (security_barrier = true) as select {columns} from {table} where {rows};

-- name: mark_view
-- Says by which plan the view was made, and what the server made of it.
comment on view {view} is {mark};

-- name: let_read_columns
-- Lets a role read columns, and no others that may come.
grant select ({columns}) on table {table} to {role};

-- name: let_read_view
-- Lets a role read its view.
grant select on table {view} to {role};

-- name: limit_rows
-- Turns row security on.
alter table {table} enable row level security;

-- name: unlimit_rows
-- Turns it off again where it was turned on here.
alter table {table} disable row level security;

-- name: open_rows
-- Leaves every row to all others, as it was before row security was turned on here.
create policy {policy} on {table} for all to public using (true) with check (true);

-- name: close_rows
-- Removes that policy.
drop policy {policy} on {table};

-- name: limit_role
-- Narrows the rows that a role reads; whoever inherits from two roles reads what both may.
create policy {policy} on {table} as restrictive for select to {role} using ({rows});

-- name: mark_policy
-- Says by which plan the policy was made, and what the server made of it.
comment on policy {policy} on {table} is {mark};

-- name: mark_mask
-- Says what the server made of the mask.
comment on function {schema}.shown(text, text, text) is {mark};

-- name: let_mask
-- Lets a role call the mask, as every view of it does.
grant execute on function {schema}.shown(text, text, text) to {role};
