"""The people of the organisation, and how they come in: links, sessions, sign-ins, subjects."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from amana.domain.staff import StaffRole, Way
from amana.storage.members import LINK_LASTS, SESSION_LASTS, Met, add_session
from amana.storage.tokens import hash_of, new_token
from amana.storage.transaction import Transaction

SESSION_IDLES: Final = timedelta(hours=2)
SIGN_INS_KEPT: Final = timedelta(days=90)
JOINS_WITHIN: Final = timedelta(minutes=5)
OPERATOR_ID: Final = UUID(int=0)
"""Stands for whoever runs the machine, until a person owns the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the organisation."""

    id: UUID
    name: str
    email: str | None
    """``None`` for whoever runs the machine, and for those who left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAt(Member):
    """Somebody who works on a service."""

    role: StaffRole
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A member who is signed in."""

    id: UUID
    member: UUID
    name: str
    scope: str | None
    """The one service that it opens; ``None`` for all that are the member's."""
    roles: dict[str, StaffRole]
    """The member's roles now, at the services that the session opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A sign-in in a list: a session that goes on, or went on once."""

    id: UUID
    member: UUID
    scope: str | None
    met: Met
    created_at: datetime
    seen_at: datetime
    open: bool


class Accounts:
    """Members, links, sessions and subjects, in one transaction of the platform's role."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: Transaction) -> None:
        """Work in the transaction."""
        self._transaction = transaction

    def invited(self, token: str) -> tuple[str, str, str] | None:
        """Return service, name and address of an invitation while it is good."""
        row = self._row("invitation", hash=hash_of(token))
        return None if row is None else (row["service"], row["name"], row["email"])

    def add(self, *, name: str, email: str) -> Member:
        """Return the member of this address, made where there is none."""
        self._change("add", id=uuid4(), name=name, email=email)
        found = self.by_email(email)
        if found is None:
            msg = "a member that was just added is there"
            raise LookupError(msg)
        return found

    def add_operator(self, name: str) -> UUID:
        """Make the member who stands for whoever runs the machine, and return the id."""
        self._change("add", id=OPERATOR_ID, name=name, email=None)
        return OPERATOR_ID

    def by_email(self, email: str) -> Member | None:
        """Return the member of this address."""
        row = self._row("by_email", email=email)
        return None if row is None else Member(**row)

    def at(self, service: str) -> tuple[MemberAt, ...]:
        """Return who works on a service, the longest there first."""
        rows = self._transaction.rows("accounts", "at", service=service)
        return tuple(MemberAt(**{**row, "role": StaffRole(row["role"])}) for row in rows)

    def forget_gone(self, *, grace: timedelta = JOINS_WITHIN) -> None:
        """Forget how to reach those who work on nothing any more; their names stay.

        Whoever was made within ``grace`` may be about to join.
        """
        self._change("forget_gone", grace=grace)
        self._change("forget_links")
        self._change("forget_subjects")

    def add_link(self, member: UUID, *, lasts: timedelta = LINK_LASTS) -> str:
        """Make a one-time token that opens all services of the member; it is shown this once."""
        token = new_token()
        self._change("add_link", hash=hash_of(token), member=member, lasts=lasts)
        return token

    def take_link(self, token: str) -> tuple[UUID, str | None] | None:
        """Use a link up; return its member and the one service that it opens, if it is good."""
        row = self._row("take_link", hash=hash_of(token))
        return None if row is None else (row["member"], row["service"])

    def begin_session(
        self,
        member: UUID,
        met: Met,
        *,
        scope: str | None = None,
        before: str = "",
        lasts: timedelta = SESSION_LASTS,
    ) -> str:
        """Begin a session under a new secret, and return that; the browser's former one ends."""
        self.keep_house()
        self.end_secret(before)
        return add_session(self._transaction, member, met, scope=scope, lasts=lasts)

    def end_secret(self, secret: str) -> None:
        """End the session under this secret, if there is one."""
        if secret:
            self._change("end_secret", hash=hash_of(secret))

    def keep_house(self) -> None:
        """Forget links and sign-ins that are long past, and how to reach those who left."""
        self._change("forget_old_links")
        self._change("forget_old_sessions", kept=SIGN_INS_KEPT)
        self.forget_gone()

    def session(self, secret: str, *, idle: timedelta = SESSION_IDLES) -> Session | None:
        """Return the session that goes on under this secret, and note that it is in use."""
        row = self._row("session", hash=hash_of(secret), idle=idle)
        if row is None:
            return None
        if row["stale"]:
            self._change("see", id=row["id"])
        roles = zip(row["services"] or (), row["roles"] or (), strict=True)
        return Session(
            id=row["id"],
            member=row["member"],
            name=row["name"],
            scope=row["scope"],
            roles={service: StaffRole(role) for service, role in sorted(roles)},
        )

    def sign_ins(
        self, member: UUID, *, scope: str | None, idle: timedelta = SESSION_IDLES
    ) -> tuple[SignIn, ...]:
        """Return the member's sign-ins, those that go on first, within the asker's scope."""
        rows = self._transaction.rows("accounts", "sessions", member=member, scope=scope, idle=idle)
        return tuple(_sign_in({**row, "member": member}) for row in rows)

    def sessions_at(self, service: str, *, idle: timedelta = SESSION_IDLES) -> tuple[SignIn, ...]:
        """Return the sessions that go on and open this service."""
        rows = self._transaction.rows("accounts", "sessions_at", service=service, idle=idle)
        return tuple(_sign_in(row) for row in rows)

    def end_session(self, member: UUID, session: UUID, *, scope: str | None = None) -> bool:
        """End a session of this member, within the asker's scope; tell whether there was one."""
        return bool(self._change("end_session", id=session, member=member, scope=scope))

    def of_subject(self, *, issuer: str, subject: str) -> UUID | None:
        """Return the member who is tied to a provider's subject."""
        row = self._row("by_subject", issuer=issuer, subject=subject)
        return None if row is None else UUID(str(row["member"]))

    def tie_subject(self, member: UUID, *, issuer: str, subject: str) -> bool:
        """Tie a member to a subject; ``False`` where one of them is tied already."""
        return bool(self._change("add_subject", member=member, issuer=issuer, subject=subject))

    def works(self, member: UUID) -> bool:
        """Tell whether the member works on any service."""
        return self._row("works", member=member) is not None

    def _row(self, statement: str, **values: object) -> dict[str, Any] | None:
        return self._transaction.row("accounts", statement, **values)

    def _change(self, statement: str, **values: object) -> int:
        return self._transaction.change("accounts", statement, **values)


def _sign_in(row: dict[str, Any]) -> SignIn:
    met = Met(way=Way(row.pop("way")), browser=row.pop("browser"), address=row.pop("address"))
    return SignIn(met=met, **row)
