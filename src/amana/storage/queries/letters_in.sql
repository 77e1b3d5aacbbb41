-- name: taken
-- Reads what a letter was that came in before.
select kind, answered from letter_in where service = %(service)s and id = %(id)s;

-- name: take
-- Notes that a letter came in; the same one is noted once.
insert into letter_in (service, id, sender, kind, proof, answered)
values (%(service)s, %(id)s, %(sender)s, %(kind)s, %(proof)s, %(answered)s)
on conflict do nothing;

-- name: answer
-- Notes that a sender is answered now, unless that was done within the last day.
insert into letter_answer (service, sender) values (%(service)s, %(sender)s)
on conflict (service, sender) do update set at = excluded.at
where letter_answer.at <= transaction_timestamp() - interval '1 day'
returning sender;

-- name: answer_again
-- Lets a sender be answered again before the day is over.
delete from letter_answer where service = %(service)s and sender = %(sender)s;

-- name: listed
-- Lists the latest letters, those for a person to see first.
select id, sender, kind, proof, answered, at, seen_at from letter_in
where service = %(service)s and (not %(open)s or (seen_at is null
    and kind in ('other', 'forged', 'unreadable')))
order by at desc, id desc limit %(most)s;

-- name: counts
-- Counts the letters by what they were.
select kind, count(*) as count from letter_in where service = %(service)s group by kind;

-- name: seen
-- Notes that a person saw to a letter.
update letter_in set seen_at = transaction_timestamp()
where service = %(service)s and id = %(id)s and seen_at is null
returning kind, at;

-- name: unseen
-- Reads when letters came in that a person is to answer and that nobody saw to, the oldest first.
select at from letter_in where service = %(service)s and kind = 'other' and seen_at is null
order by at limit %(most)s;

-- name: forget
-- Deletes what is said of letters that are older than three months; of those that nobody saw to, their instants are read.
with gone as (
    delete from letter_in
    where service = %(service)s and at < transaction_timestamp() - interval '90 days'
    returning at, kind = 'other' and seen_at is null as unseen
)
select at from gone where unseen order by at desc;

-- name: forget_answers
-- Deletes to whom was answered more than a day ago.
delete from letter_answer where service = %(service)s and at < transaction_timestamp() - interval '2 days';
