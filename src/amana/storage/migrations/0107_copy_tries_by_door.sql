-- before: a program's vain tries for a copy use up none of the person's
alter table prepared_copy
    add column asked_tries integer not null default 0,
    add column asked_tried_at timestamptz;
grant update (asked_tries, asked_tried_at) on prepared_copy to amana_service;
