"""Who works on one service and in which role, their invitations, and links that open it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from amana.domain.staff import StaffRole, Way
from amana.storage.errors import NotFound
from amana.storage.tokens import hash_of, new_token
from amana.storage.transaction import Transaction

INVITATION_LASTS: Final = timedelta(days=7)
LINK_LASTS: Final = timedelta(minutes=30)
SESSION_LASTS: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """How somebody came: what is kept of a sign-in. No whole address, no whole user agent."""

    way: Way
    browser: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation that can still be taken."""

    id: UUID
    name: str
    email: str
    role: StaffRole
    created_at: datetime
    expires_at: datetime


class Members:
    """The members of one service, by their ids, in one transaction of its own role."""

    __slots__ = ("_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str) -> None:
        """Work in the transaction."""
        self._transaction = transaction
        self._service = service

    def role(self, member: UUID, *, hold: bool = False) -> StaffRole | None:
        """Return the member's role, if any; ``hold`` keeps it until the transaction ends."""
        name = "role" if hold else "role_now"
        row = self._transaction.row("members", name, service=self._service, member=member)
        return None if row is None else StaffRole(row["role"])

    def others(self, member: UUID) -> tuple[StaffRole, ...]:
        """Return the roles of the service's other members."""
        rows = self._transaction.rows("members", "others", service=self._service, member=member)
        return tuple(StaffRole(row["role"]) for row in rows)

    def lock_owners(self) -> frozenset[UUID]:
        """Return the owners; nobody else changes who they are before this transaction ends."""
        rows = self._transaction.rows("members", "lock_owners", service=self._service)
        return frozenset(row["member"] for row in rows)

    def add(self, member: UUID, role: StaffRole) -> bool:
        """Give the member the role; ``False`` where they have one already, which stays."""
        return bool(self._change("add_role", member=member, role=role.value))

    def change(self, member: UUID, role: StaffRole) -> None:
        """Give the member another role, or raise ``NotFound``."""
        if not self._change("change_role", member=member, role=role.value):
            raise NotFound(what="member")

    def remove(self, member: UUID) -> None:
        """Take the member's role away, or raise ``NotFound``."""
        if not self._change("remove_role", member=member):
            raise NotFound(what="member")

    def invite(
        self, *, name: str, email: str, role: StaffRole, lasts: timedelta = INVITATION_LASTS
    ) -> tuple[UUID, str]:
        """Add an invitation; return its id and the token, which is shown this once."""
        self._change("forget_invitations")
        token, identity = new_token(), uuid4()
        self._change(
            "add_invitation",
            id=identity,
            hash=hash_of(token),
            name=name,
            email=email,
            role=role.value,
            lasts=lasts,
        )
        return identity, token

    def invitations(self) -> tuple[Invitation, ...]:
        """Return the invitations that can still be taken."""
        rows = self._transaction.rows("members", "invitations", service=self._service)
        return tuple(Invitation(**{**row, "role": StaffRole(row["role"])}) for row in rows)

    def take_invitation(self, token: str) -> tuple[UUID, StaffRole] | None:
        """Use an invitation up and return its id and role; ``None`` if it is not good."""
        row = self._transaction.row(
            "members", "take_invitation", service=self._service, hash=hash_of(token)
        )
        return None if row is None else (row["id"], StaffRole(row["role"]))

    def withdraw(self, invitation: UUID) -> None:
        """Withdraw an invitation, or raise ``NotFound``."""
        if not self._change("withdraw_invitation", id=invitation):
            raise NotFound(what="invitation")

    def add_link(self, member: UUID, *, lasts: timedelta = LINK_LASTS) -> str:
        """Make a one-time token for the member that opens this service only; shown this once."""
        token = new_token()
        self._change("add_link", hash=hash_of(token), member=member, lasts=lasts)
        return token

    def begin_session(self, member: UUID, met: Met, *, lasts: timedelta = SESSION_LASTS) -> str:
        """Begin a session that opens this service only, and return its secret."""
        return add_session(self._transaction, member, met, scope=self._service, lasts=lasts)

    def end_session(self, member: UUID, session: UUID) -> None:
        """End a session of a member of this service, or raise ``NotFound``."""
        if not self._change("end_session", member=member, id=session):
            raise NotFound(what="session")

    def _change(self, statement: str, **values: object) -> int:
        return self._transaction.change("members", statement, service=self._service, **values)


def add_session(
    transaction: Transaction, member: UUID, met: Met, *, scope: str | None, lasts: timedelta
) -> str:
    """Add a session that opens one service, or without a scope all of theirs; return its secret."""
    secret = new_token()
    transaction.change(
        "members",
        "add_session",
        hash=hash_of(secret),
        id=uuid4(),
        member=member,
        service=scope,
        way=met.way.value,
        browser=met.browser,
        address=met.address,
        lasts=lasts,
    )
    return secret
