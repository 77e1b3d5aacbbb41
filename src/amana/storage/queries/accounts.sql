-- name: invitation
-- Finds whom an invitation is for, and to which service, while it is good.
select service, name, email from invitation
where hash = %(hash)s and expires_at > transaction_timestamp();

-- name: add
-- Adds a member, unless there is one of this id or address.
insert into member (id, name, email) values (%(id)s, %(name)s, %(email)s) on conflict do nothing;

-- name: by_email
-- Finds the member of this address, whatever the case of its letters.
select id, name, email from member where lower(email) = lower(%(email)s);

-- name: at
-- Lists who works on a service, with their addresses and roles.
select member.id, member.name, member.email, member_role.role, member_role.since
from member_role join member on member.id = member_role.member
where member_role.service = %(service)s order by member_role.since, member.id;

-- name: forget_gone
-- Forgets the address of whoever works on nothing any more; the name stays for old acts.
update member set email = null
where email is not null and not exists (select from member_role where member_role.member = member.id)
    and created_at < transaction_timestamp() - %(grace)s;

-- name: forget_links
-- Removes the links of whoever works on nothing any more.
delete from member_link
where not exists (select from member_role where member_role.member = member_link.member);

-- name: forget_subjects
-- Removes what ties whoever works on nothing any more to a provider.
delete from member_subject
where not exists (select from member_role where member_role.member = member_subject.member);

-- name: add_link
-- Adds a sign-in link that opens every service of the member, by the hash of its token.
insert into member_link (hash, member, expires_at)
values (%(hash)s, %(member)s, transaction_timestamp() + %(lasts)s);

-- name: take_link
-- Takes a sign-in link, if it is still good: of two who try, one gets it.
delete from member_link where hash = %(hash)s and expires_at > transaction_timestamp()
returning member, service;

-- name: forget_old_links
-- Removes links that nobody took in time.
delete from member_link where expires_at <= transaction_timestamp();

-- name: forget_old_sessions
-- Removes the sessions that ended longer ago than sign-ins are remembered.
delete from member_session where created_at < transaction_timestamp() - %(kept)s
and (ended_at is not null or expires_at < transaction_timestamp());

-- name: session
-- Finds a session that goes on, with its member's roles at the services that it opens.
select member_session.id, member_session.member, member.name, member_session.service as scope,
    member_session.seen_at < transaction_timestamp() - interval '1 minute' as stale,
    array_agg(member_role.service) filter (where member_role.service is not null) as services,
    array_agg(member_role.role) filter (where member_role.service is not null) as roles
from member_session
join member on member.id = member_session.member
left join member_role on member_role.member = member_session.member
    and (member_session.service is null or member_role.service = member_session.service)
where member_session.hash = %(hash)s and member_session.ended_at is null
    and member_session.expires_at > transaction_timestamp()
    and member_session.seen_at > transaction_timestamp() - %(idle)s
group by member_session.id, member.name, member_session.member, member_session.service,
    member_session.seen_at;

-- name: see
-- Notes that a session is in use.
update member_session set seen_at = transaction_timestamp() where id = %(id)s;

-- name: sessions
-- Lists a member's sign-ins, those that go on first; a session of one service sees that one's only.
select id, service as scope, way, browser, address, created_at, seen_at, ended_at is null
    and expires_at > transaction_timestamp()
    and seen_at > transaction_timestamp() - %(idle)s as open
from member_session
where member = %(member)s and (%(scope)s::text is null or service = %(scope)s)
order by open desc, created_at desc limit 100;

-- name: sessions_at
-- Lists the sessions that go on of those who work on a service.
select member_session.id, member_session.member, member_session.service as scope,
    member_session.way, member_session.browser, member_session.address,
    member_session.created_at, member_session.seen_at, true as open
from member_session
join member_role on member_role.member = member_session.member
    and member_role.service = %(service)s
where member_session.ended_at is null
    and (member_session.service is null or member_session.service = %(service)s)
    and member_session.expires_at > transaction_timestamp()
    and member_session.seen_at > transaction_timestamp() - %(idle)s
order by member_session.created_at desc;

-- name: end_session
-- Ends a session of the member, if the session that asks may see it.
update member_session set ended_at = transaction_timestamp()
where id = %(id)s and member = %(member)s and ended_at is null
    and (%(scope)s::text is null or service = %(scope)s);

-- name: end_secret
-- Ends the session of a secret that the browser brought along to a new sign-in.
update member_session set ended_at = transaction_timestamp()
where hash = %(hash)s and ended_at is null;

-- name: by_subject
-- Finds the member whom the provider knows under this subject.
select member from member_subject where issuer = %(issuer)s and subject = %(subject)s;

-- name: add_subject
-- Ties a member to the provider's subject, where neither is tied yet.
insert into member_subject (issuer, subject, member)
values (%(issuer)s, %(subject)s, %(member)s) on conflict do nothing;

-- name: works
-- Tells whether a member works on any service.
select 1 from member_role where member = %(member)s limit 1;
