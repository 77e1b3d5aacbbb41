-- before: a look at what is due finds identifiers by their age; without it, all of a service are gone through
-- concurrently: a large service has many, and they come in meanwhile
create index concurrently if not exists identifier_age on identifier
    (service, kind, coalesce(category, ''), coalesce(again_at, since), id) where kind <> 'own';
