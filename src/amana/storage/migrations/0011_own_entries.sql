-- before: no code needs more than this
-- A service's login could name its entries' transaction and time itself, and write any header.
-- An entry's place follows from its transaction: one named too low or too high never came into
-- the log. A header that no leaf can hold stopped the sequencer.
revoke insert on entry, entry_promise, acceptance, attestation from amana_service;
grant insert (service, id, header, commitment) on entry to amana_service;
grant insert (service, promise, act, outcome, entry, policy_version) on entry_promise
    to amana_service;
grant insert (service, person_key, version, id, how, language) on acceptance to amana_service;
grant insert (service, id, promise, statement, attested_by, document_name, document_hash,
    expires_at) on attestation to amana_service;
alter table entry add check (length(header) between 1 and 65503);
alter table entry_promise add check (outcome in ('intended', 'done', 'failed', 'refused'));
