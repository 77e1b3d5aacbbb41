-- before: the latest entries and the watched acts are read in the order of these indexes
-- Entries of one instant come in the order of their ids too: the index now ends as the question does.
drop index entry_promise_latest;
create index entry_promise_latest on entry_promise (service, promise, at desc, entry desc);
-- Acts decided under a version, each entry once: what shows a ban kept is counted along the index,
-- without the rows and without a sort.
create index entry_promise_decided on entry_promise (service, policy_version, act, entry)
    include (at) where outcome in ('done', 'refused');
