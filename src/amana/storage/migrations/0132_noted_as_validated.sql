-- before: what was noted before a source commits is a list in every row, also in those of before
alter table request_part validate constraint request_part_at_most_check;
