-- before: new code needs it
-- What was answered to a request that carried an idempotency key, for a day: asked again, it is
-- answered again and not done again (draft-ietf-httpapi-idempotency-key-header).

-- Keyed hashes and a sealed answer: the row says nothing about anybody.
create table kept_answer (
    service text not null references service,
    -- Names the program and its key: 16 bytes of a keyed hash.
    id uuid not null,
    request bytea not null check (length(request) = 32),
    -- Null only within the transaction of the act.
    sealed bytea check (length(sealed) <= 1048576),
    at timestamptz not null default transaction_timestamp(),
    primary key (service, id)
);
create index kept_answer_at on kept_answer (service, at);

alter table kept_answer enable row level security, force row level security;
create policy own on kept_answer using (service = own_service())
    with check (service = own_service());
grant select, delete, insert (service, id, request), update (request, sealed, at)
    on kept_answer to amana_service;
