-- before: whose data is restricted is found without going through every word
-- concurrently: a large service has many words, and people choose meanwhile
create index concurrently if not exists choice_restricted on choice (service, person_key)
    where purpose = 'processing:restricted';
