-- before: what went out beyond the release that it names is hidden by no silence
-- Of what is there nothing is known: whom the release is about is asked at each look as well.
alter table release_entry add column outside boolean not null default false;
