-- before: a look at what is due finds whose consent ended since the last one; without it, all choices are gone through
-- concurrently: the choices of a large service are many, and persons change them meanwhile
create index concurrently if not exists choice_withdrawn on choice (service, at) where state = 'withdrawn';
