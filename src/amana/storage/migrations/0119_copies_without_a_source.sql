-- before: from here on a copy can be handed out while a source is away, and the whole one follows
alter table prepared_copy
    -- Sources that could not be read: name, since when, and the code of why.
    add column missing jsonb not null default '[]',
    -- Whether it follows one in which a source was missing: it is handed out whole or not at all.
    add column follows boolean not null default false,
    add constraint prepared_copy_missing_check
        check (jsonb_typeof(missing) = 'array' and length(missing::text) <= 65536) not valid;
grant insert (missing, follows), update (missing) on prepared_copy to amana_service;
