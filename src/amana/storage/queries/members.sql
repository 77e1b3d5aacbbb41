-- name: role
-- Finds a member's role at the service, and keeps it as it is until the transaction ends.
select role from member_role where service = %(service)s and member = %(member)s for share;

-- name: role_now
-- Finds a member's role at the service, for a transaction that only reads.
select role from member_role where service = %(service)s and member = %(member)s;

-- name: others
-- Lists the roles of the service's other members.
select role from member_role where service = %(service)s and member <> %(member)s;

-- name: lock_owners
-- Lists the service's owners, and lets one transaction at a time change who they are.
select member from member_role where service = %(service)s and role = 'owner'
order by member for update;

-- name: add_role
-- Gives a member a role at the service, where they have none.
insert into member_role (service, member, role) values (%(service)s, %(member)s, %(role)s)
on conflict do nothing;

-- name: change_role
-- Changes a member's role at the service.
update member_role set role = %(role)s, since = transaction_timestamp()
where service = %(service)s and member = %(member)s;

-- name: remove_role
-- Takes a member's role at the service away.
delete from member_role where service = %(service)s and member = %(member)s;

-- name: add_invitation
-- Adds an invitation by the hash of its token.
insert into invitation (service, id, hash, name, email, role, expires_at)
values (%(service)s, %(id)s, %(hash)s, %(name)s, %(email)s, %(role)s,
    transaction_timestamp() + %(lasts)s);

-- name: invitations
-- Lists the service's invitations that can still be taken.
select id, name, email, role, created_at, expires_at from invitation
where service = %(service)s and expires_at > transaction_timestamp() order by created_at;

-- name: take_invitation
-- Takes an invitation, if it is still good: of two who try, one gets it.
delete from invitation
where service = %(service)s and hash = %(hash)s and expires_at > transaction_timestamp()
returning id, role;

-- name: withdraw_invitation
-- Withdraws an invitation of the service.
delete from invitation where service = %(service)s and id = %(id)s;

-- name: forget_invitations
-- Forgets the service's invitations that nobody took in time.
delete from invitation where service = %(service)s and expires_at <= transaction_timestamp();

-- name: add_link
-- Adds a sign-in link that opens this service only, by the hash of its token.
insert into member_link (hash, member, service, expires_at)
values (%(hash)s, %(member)s, %(service)s, transaction_timestamp() + %(lasts)s);

-- name: end_session
-- Ends a session of somebody who works on the service.
update member_session set ended_at = transaction_timestamp()
where id = %(id)s and member = %(member)s and ended_at is null;

-- name: add_session
-- Adds a session by the hash of its secret; it opens one service only, or all where none is named.
insert into member_session (hash, id, member, service, way, browser, address, expires_at)
values (%(hash)s, %(id)s, %(member)s, %(service)s, %(way)s, %(browser)s, %(address)s,
    transaction_timestamp() + %(lasts)s);
