-- before: new code needs it
-- Whom a kept answer is about, so that it goes with the person; and how far long looks have come.

create table kept_answer_person (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    answer uuid not null,
    primary key (service, person_key, answer),
    foreign key (service, answer) references kept_answer (service, id) on delete cascade
);
create index kept_answer_person_answer on kept_answer_person (service, answer);

-- An erasure empties every table about persons: with the link the answer itself goes.
create function drop_kept_answer() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    delete from amana.kept_answer where service = old.service and id = old.answer;
    return null;
end $$;
revoke all on function drop_kept_answer() from public;
create trigger with_its_person after delete on kept_answer_person
    for each row execute function drop_kept_answer();

alter table kept_answer_person enable row level security, force row level security;
create policy own on kept_answer_person using (service = own_service())
    with check (service = own_service());
create policy erased on kept_answer_person for select to amana_owner
    using (service = session_service());
create policy forgotten on kept_answer_person for delete to amana_owner
    using (service = session_service());
create policy erased on kept_answer for select to amana_owner using (service = session_service());
create policy forgotten on kept_answer for delete to amana_owner
    using (service = session_service());
grant select, insert, delete on kept_answer_person to amana_service;

-- A look that takes several nights: where it goes on, and what it covered since it began.
create table long_look (
    service text not null references service,
    name text not null check (length(name) between 1 and 63),
    -- The record behind which the next night goes on; null where a round begins.
    behind uuid,
    covered bigint not null default 0 check (covered >= 0),
    -- When the last whole round ended, and how many records it covered.
    whole_at timestamptz,
    whole bigint check (whole >= 0),
    primary key (service, name)
);
alter table long_look enable row level security, force row level security;
create policy own on long_look using (service = own_service()) with check (service = own_service());
grant select, insert, update (behind, covered, whole_at, whole)
    on long_look to amana_service;
