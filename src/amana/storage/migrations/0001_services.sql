-- before: new code needs it
-- Services, the roles' shared ground, and the function that row policies compare with.
create table service (
    slug text primary key check (slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(slug) <= 40),
    created_at timestamptz not null default transaction_timestamp()
);

-- The service whose login role is at work; null for every other role, which then sees nothing.
-- Slugs have no underscore, so that the name of the role gives the slug back.
create function own_service() returns text
    language sql stable parallel safe
    return case when starts_with(current_user::text, 'amana_s_')
        then replace(substr(current_user::text, 9), '_', '-') end;

alter table service enable row level security, force row level security;
create policy own on service for select using (slug = own_service());
create policy owner on service to amana_owner using (true) with check (true);
create policy platform on service for select to amana_platform using (true);
create policy sequencer on service for select to amana_sequencer using (true);
grant select on service to amana_service, amana_platform, amana_sequencer;
