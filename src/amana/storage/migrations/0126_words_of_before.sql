-- before: what 0125 asks of words to come holds of those of before too; it is read while others write
alter table choice_said validate constraint choice_said_check;
