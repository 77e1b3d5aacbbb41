-- before: what is missing in copies is looked at once, while others go on
alter table prepared_copy validate constraint prepared_copy_missing_check;
