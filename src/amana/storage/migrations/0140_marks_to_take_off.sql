-- before: the desk finds which marks a source has still to take off; without it, each request there ever was is asked
-- concurrently: the parts of a large service are many, and jobs change them meanwhile
create index concurrently if not exists request_part_lifting on request_part (service, source, request)
where lifting and state in ('waiting', 'running', 'failed');
