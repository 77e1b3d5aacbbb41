-- name: add
-- Adds an access that was asked for.
insert into access (service, id, reader, reader_role, person_key, data, purpose, whole,
    policy_version, approval, asked_by, asked_entry, ends_at, mark)
values (%(service)s, %(id)s, %(reader)s, %(reader_role)s, %(person_key)s, %(data)s, %(purpose)s,
    %(whole)s, %(policy_version)s, %(approval)s, %(asked_by)s, %(asked_entry)s, %(ends_at)s,
    %(mark)s);

-- name: one
-- Finds an access with the sealed body of the entry that asked for it, unless its person was erased.
select a.*, b.sealed from access a
left join entry_body b on b.service = a.service and b.entry = a.asked_entry
where a.service = %(service)s and a.id = %(id)s
    and not exists (select from person p where p.service = a.service
        and p.person_key = a.person_key and p.erased_at is not null);

-- name: to_change
-- Finds an access, and lets one transaction at a time decide about it.
select id from access where service = %(service)s and id = %(id)s for update;

-- name: to_read_under
-- Finds an access, and keeps it as it is until the transaction ends.
select id from access where service = %(service)s and id = %(id)s for share;

-- name: of_reader
-- Lists what a member may read under now, by their own name or by their role.
select a.*, null::bytea as sealed from access a
where a.service = %(service)s and a.taken_back_at is null and a.ends_at > %(now)s
    and (a.reader = %(member)s or a.reader_role = %(role)s)
    and (not a.approval or a.approved);

-- name: latest
-- Lists the accesses to who was not erased, the latest first, with the sealed bodies of what asked for them.
select a.*, b.sealed from access a
left join entry_body b on b.service = a.service and b.entry = a.asked_entry
where a.service = %(service)s
    and not exists (select from person p where p.service = a.service
        and p.person_key = a.person_key and p.erased_at is not null)
order by a.asked_at desc, a.id desc limit %(limit)s;

-- name: keep
-- Keeps what was decided of an access, or that it was taken back.
update access set decided_by = %(decided_by)s, decided_at = %(decided_at)s,
    approved = %(approved)s, taken_back_by = %(taken_back_by)s, taken_back_at = %(taken_back_at)s,
    mark = %(mark)s
where service = %(service)s and id = %(id)s;
