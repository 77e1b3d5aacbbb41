-- before: what is due is read in its order; without it, of a million put out together all are sorted for each claim
-- concurrently: the outbox of a large service has millions of rows, and messages go in and out meanwhile
create index concurrently if not exists outbox_next on outbox (service, due_at, id) where state = 'waiting';
drop index concurrently if exists outbox_due;
