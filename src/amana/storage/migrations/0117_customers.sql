-- before: customers of the service are controllers of their own end users, from here on
-- A key may be a customer's own: then it reaches this customer's end users and nobody else.
alter table api_key add column customer text;
alter table api_key add constraint api_key_customer_check
    check (customer is null or length(customer) between 1 and 63 and recipient is null)
    not valid;
grant select (customer), insert (customer) on api_key to amana_service;

-- A business on whose instruction the service handles the data of that business's end users.
create table customer (
    service text not null,
    id text not null check (length(id) between 1 and 63),
    name text not null check (length(name) between 1 and 200),
    contact text not null check (length(contact) between 1 and 300),
    instruction text not null check (length(instruction) between 1 and 4000),
    starts_at timestamptz not null default transaction_timestamp(),
    ended_at timestamptz,
    entry uuid not null,
    ended uuid,
    primary key (service, id),
    check ((ended_at is null) = (ended is null))
);

-- Whose end user somebody is: one customer's at most, so that no instruction reaches across.
create table customer_person (
    service text not null,
    person_key bytea not null check (length(person_key) = 32),
    customer text not null,
    -- The service's own id, sealed under the person's key for the entry.
    sealed bytea not null check (length(sealed) <= 4096),
    joined_at timestamptz not null default transaction_timestamp(),
    entry uuid not null,
    primary key (service, person_key),
    foreign key (service, customer) references customer
);
create index customer_person_list on customer_person (service, customer, entry);

alter table customer enable row level security, force row level security;
alter table customer_person enable row level security, force row level security;
create policy own on customer using (service = own_service()) with check (service = own_service());
create policy own on customer_person using (service = own_service())
    with check (service = own_service());
grant select, insert (service, id, name, contact, instruction, entry), update (ended_at, ended)
    on customer to amana_service;
grant select, insert (service, person_key, customer, sealed, entry)
    on customer_person to amana_service;

-- For the functions that forget: the owner sees and deletes rows of the login's own service.
create policy erased on customer_person for select to amana_owner
    using (service = session_service());
create policy forgotten on customer_person for delete to amana_owner
    using (service = session_service());
