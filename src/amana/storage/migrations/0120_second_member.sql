-- before: from here on it is kept which member noted how who asks proved who they are
alter table request
    -- Who noted it may not approve an erasure alone. Nobody's where it was proven otherwise.
    add column proven_member uuid,
    -- Whether they approved it nevertheless, for nobody else might.
    add column alone boolean not null default false;
grant update (proven_member, alone) on request to amana_service;
