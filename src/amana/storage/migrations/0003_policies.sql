-- before: new code needs it
-- Policies: one draft a service, and versions that never change once they are published.
create table policy_draft (
    service text primary key,
    source text not null,
    saved_at timestamptz not null default transaction_timestamp()
);
create table policy_draft_text (
    service text not null references policy_draft on delete cascade,
    language text not null check (language in ('ar', 'en')),
    text text not null,
    primary key (service, language)
);
create table policy_version (
    service text not null,
    number integer not null check (number >= 1),
    source text not null,
    languages text[] not null check (cardinality(languages) >= 1),
    published_at timestamptz not null default transaction_timestamp(),
    effective_at timestamptz not null,
    material boolean,
    reason text,
    xact xid8 not null default pg_current_xact_id(),
    primary key (service, number),
    check (number = 1 or material is not null)
);
create table policy_text (
    service text not null,
    version integer not null,
    language text not null check (language in ('ar', 'en')),
    text text not null,
    primary key (service, version, language),
    foreign key (service, version) references policy_version
);
create table passage (
    service text not null,
    version integer not null,
    language text not null check (language in ('ar', 'en')),
    position integer not null check (position >= 0),
    starts integer not null check (starts >= 0),
    ends integer not null check (ends >= starts),
    role text not null,
    text text not null,
    kinds text[] not null,
    promises text[] not null,
    primary key (service, version, language, position),
    foreign key (service, version) references policy_version
);

-- A published version is as it was published, whoever asks: parts come in its own transaction
-- only, numbers follow one another, and nothing is changed or deleted, by the owner neither.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'what was published does not change' using errcode = 'P0001';
end $$;
create function refuse_late_part() returns trigger language plpgsql as $$
begin
    if not exists (select from amana.policy_version v where v.service = new.service
                   and v.number = new.version and v.xact = pg_current_xact_id()) then
        raise exception 'what was published does not change' using errcode = 'P0001';
    end if;
    return new;
end $$;
create function refuse_gap() returns trigger language plpgsql as $$
begin
    if new.number <> 1 + coalesce((select max(v.number) from amana.policy_version v
                                   where v.service = new.service), 0)
       or new.xact <> pg_current_xact_id() or new.published_at <> transaction_timestamp() then
        raise exception 'versions follow one another' using errcode = 'P0001';
    end if;
    return new;
end $$;
create trigger immutable before update or delete on policy_version
    for each row execute function refuse_change();
create trigger immutable before update or delete on policy_text
    for each row execute function refuse_change();
create trigger immutable before update or delete on passage
    for each row execute function refuse_change();
create trigger numbered before insert on policy_version
    for each row execute function refuse_gap();
create trigger whole before insert on policy_text
    for each row execute function refuse_late_part();
create trigger whole before insert on passage
    for each row execute function refuse_late_part();

alter table policy_draft enable row level security, force row level security;
alter table policy_draft_text enable row level security, force row level security;
alter table policy_version enable row level security, force row level security;
alter table policy_text enable row level security, force row level security;
alter table passage enable row level security, force row level security;
create policy own on policy_draft using (service = own_service()) with check (service = own_service());
create policy own on policy_draft_text using (service = own_service()) with check (service = own_service());
create policy own on policy_version using (service = own_service()) with check (service = own_service());
create policy own on policy_text using (service = own_service()) with check (service = own_service());
create policy own on passage using (service = own_service()) with check (service = own_service());
grant select, insert, update, delete on policy_draft, policy_draft_text to amana_service;
grant select, insert on policy_version, policy_text, passage to amana_service;
