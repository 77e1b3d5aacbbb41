-- before: the register of a processor says of each customer who speaks for it and what is done for it
-- Purposes are ids of the policy; none means that all of them are served for this customer.
alter table customer add column representative text;
alter table customer add column officer text;
alter table customer add column purposes text[] not null default '{}';
alter table customer add column described uuid;
alter table customer add constraint customer_described_check
    check (length(representative) between 1 and 300 and length(officer) between 1 and 300
        and cardinality(purposes) <= 200)
    not valid;
grant update (representative, officer, purposes, described) on customer to amana_service;
grant select (representative, officer, purposes, described) on customer to amana_service;
