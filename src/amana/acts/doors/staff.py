"""The door through which staff come in, and where they see who else does."""

from dataclasses import dataclass
from uuid import UUID

from amana.acts.api_keys import NewKey, make_api_key, revoke_api_key
from amana.acts.permissions import Permission, may_give
from amana.acts.staff import Staff
from amana.acts.team.acting import acting, looking
from amana.acts.team.change_role import change_role, remove_member
from amana.acts.team.errors import AlreadyHere
from amana.acts.team.invite import invite, withdraw_invitation
from amana.acts.team.let_in import end_session_of, give_link
from amana.acts.team.show import Colleague, KeysView, TeamView
from amana.acts.team.sign_in import Coming, sign_in_as, sign_in_by_token
from amana.domain.staff import Identity, StaffRole
from amana.storage.accounts import MemberAt, SignIn
from amana.storage.database import Storage
from amana.storage.errors import NotFound


@dataclass(frozen=True, slots=True)
class StaffDoor:
    """Sign-in, one's own sessions, the team of a service and its API keys."""

    storage: Storage

    def sign_in(self, token: str, coming: Coming) -> str:
        """Use a one-time link or an invitation up and return the secret of a new session."""
        return sign_in_by_token(self.storage, token, coming)

    def sign_in_as(self, identity: Identity, coming: Coming) -> str:
        """Return the secret of a new session for whom a provider vouches for."""
        return sign_in_as(self.storage, identity, coming)

    def staff(self, secret: str) -> Staff | None:
        """Return who is signed in with this session's secret; ``None`` once it is over."""
        with self.storage.platform() as platform:
            session = platform.accounts.session(secret)
        if session is None:
            return None
        return Staff(
            id=session.member,
            name=session.name,
            roles=session.roles,
            session=str(session.id),
            scope=session.scope,
        )

    def sign_out(self, staff: Staff) -> None:
        """End the session."""
        with self.storage.platform() as platform:
            platform.accounts.end_session(staff.id, UUID(staff.session), scope=staff.scope)

    def sign_ins(self, staff: Staff) -> tuple[SignIn, ...]:
        """Return one's own sign-ins, those that go on first."""
        with self.storage.platform() as platform:
            return platform.accounts.sign_ins(staff.id, scope=staff.scope)

    def end_own_session(self, staff: Staff, session: UUID) -> None:
        """End one of one's own sessions, or raise ``NotFound``."""
        with self.storage.platform() as platform:
            if not platform.accounts.end_session(staff.id, session, scope=staff.scope):
                raise NotFound(what="session")

    def team(self, staff: Staff, service: str) -> TeamView:
        """Return who works on the service, and who is invited."""
        with looking(self.storage, staff, service, Permission.STAFF_TEAM_READ) as view:
            invitations = view.members.invitations()
            own = view.members.role(staff.id)
        with self.storage.platform() as platform:
            members = platform.accounts.at(service)
            sessions = platform.accounts.sessions_at(service)
        owners = [each.id for each in members if each.role is StaffRole.OWNER]
        gives = staff.may(Permission.STAFF_TEAM_WRITE, service)

        def colleague(member: MemberAt) -> Colleague:
            return Colleague(
                member=member,
                sessions=tuple(each for each in sessions if each.member == member.id),
                oneself=member.id == staff.id,
                last_owner=owners == [member.id],
            )

        return TeamView(
            colleagues=tuple(colleague(member) for member in members),
            invitations=invitations,
            roles=tuple(role for role in StaffRole if gives and may_give(own, role)),
        )

    def invite(self, staff: Staff, service: str, *, name: str, email: str, role: StaffRole) -> str:
        """Invite somebody; return the token of the link, which is shown this once."""
        with self.storage.platform() as platform:
            known = {(each.email or "").lower() for each in platform.accounts.at(service)}
        with acting(self.storage, staff, service, Permission.STAFF_TEAM_WRITE) as act:
            if email.strip().lower() in known:
                raise AlreadyHere
            return invite(act, name=name, email=email, role=role)

    def withdraw_invitation(self, staff: Staff, service: str, invitation: UUID) -> None:
        """Withdraw an invitation that nobody took yet."""
        with acting(self.storage, staff, service, Permission.STAFF_TEAM_WRITE) as act:
            withdraw_invitation(act, invitation)

    def change_role(self, staff: Staff, service: str, member: UUID, *, role: StaffRole) -> None:
        """Give a member another role."""
        permission = Permission.STAFF_TEAM_WRITE
        with acting(self.storage, staff, service, permission, among_owners=True) as act:
            change_role(act, member, role)

    def remove_member(self, staff: Staff, service: str, member: UUID) -> None:
        """Take a member's role away; who works on nothing any more is forgotten but by name.

        Killed before that, the next sign-in of anybody forgets them.
        """
        permission = Permission.STAFF_TEAM_WRITE
        with acting(self.storage, staff, service, permission, among_owners=True) as act:
            remove_member(act, member)
        with self.storage.platform() as platform:
            platform.accounts.forget_gone()

    def give_link(self, staff: Staff, service: str, member: UUID) -> str:
        """Return the token of a one-time link for a member; it opens this service only."""
        with acting(self.storage, staff, service, Permission.STAFF_TEAM_WRITE) as act:
            return give_link(act, member)

    def end_session(self, staff: Staff, service: str, member: UUID, session: UUID) -> None:
        """End a session of somebody who works on the service."""
        with acting(self.storage, staff, service, Permission.STAFF_TEAM_WRITE) as act:
            end_session_of(act, member, session)

    def api_keys(self, staff: Staff, service: str) -> KeysView:
        """Return the service's API keys, never the keys themselves."""
        with looking(self.storage, staff, service, Permission.STAFF_KEY_READ) as view:
            return KeysView(keys=view.api_keys.all(), now=view.now)

    def make_api_key(self, staff: Staff, service: str, new: NewKey) -> str:
        """Make a key and return it: it is shown this once."""
        with acting(self.storage, staff, service, Permission.STAFF_KEY_WRITE) as act:
            return make_api_key(act, new)

    def revoke_api_key(self, staff: Staff, service: str, key: UUID) -> None:
        """Revoke a key."""
        with acting(self.storage, staff, service, Permission.STAFF_KEY_WRITE) as act:
            revoke_api_key(act, key)
