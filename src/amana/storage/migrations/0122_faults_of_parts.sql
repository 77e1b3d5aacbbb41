-- before: what keeps open requests is listed at each look at the queue; without it, all parts of a service are gone through
-- concurrently: the parts of a large service are many, and jobs change them meanwhile
create index concurrently if not exists request_part_faults on request_part (service, source, fault, request)
    where fault is not null and state in ('waiting', 'failed');
