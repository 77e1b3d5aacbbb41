-- before: what a pass through a source is about to do is noted before the source commits, for who is killed between both
alter table request_part
    add column at_most jsonb not null default '[]',
    add column noted_by uuid,
    add constraint request_part_at_most_check check (jsonb_typeof(at_most) = 'array') not valid;
grant update (at_most, noted_by) on request_part to amana_service;
