-- before: the bound on how it is noted as what a place was looked at holds for all rows
alter table retention_standing validate constraint retention_standing_seen_as_check;
