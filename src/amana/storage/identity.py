"""Who signed in as which person of a service, how they proved it, and what is left of that.

Sessions, tickets and checks hold with a mark under the ring's key over whose they are: a login of
the database alone signs nobody in.
"""

import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from amana.domain.person.groups import PersonKey
from amana.domain.person.level import CheckedBy, Level
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.tokens import hash_of, new_token
from amana.storage.transaction import Transaction

SESSION_LASTS: Final = timedelta(hours=12)
SESSION_IDLES: Final = timedelta(hours=1)
SIGN_INS_KEPT: Final = timedelta(days=90)
MOST_FAILURES: Final = 15
"""Checks of one person that may fail within an hour, by one means."""
HAND_OVER_LASTS: Final = timedelta(minutes=2)
_SESSION: Final = "person-session"
_TICKET: Final = "hand-over"
_CHECK: Final = "identity-check"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCame:
    """From where somebody came. No whole address, no whole user agent."""

    browser: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSession:
    """A session that goes on."""

    id: UUID
    person: PersonKey = field(repr=False)
    level: Level
    since: datetime
    stale: bool
    """Whether it was last noted to be in use a while ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSignIn:
    """A sign-in in a list: a session that goes on, or went on once."""

    id: UUID
    level: Level
    came: PersonCame
    created_at: datetime
    seen_at: datetime
    open: bool


class Identity:
    """Sessions, hand-overs and checks of one service's persons, in one transaction."""

    __slots__ = ("_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction, whose instant is ``now``; the sealer marks."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer

    def begin_session(
        self,
        person: PersonKey,
        came: PersonCame,
        *,
        level: Level,
        before: str = "",
        lasts: timedelta = SESSION_LASTS,
    ) -> tuple[UUID, str]:
        """Begin a session; return its id and its secret. The browser's former one ends."""
        self.end_secret(before)
        self._change("forget_old_sessions", kept=SIGN_INS_KEPT)
        identity, secret, ends = uuid4(), new_token(), self._now + lasts
        hashed = hash_of(secret)
        self._change(
            "add_session",
            hash=hashed,
            id=identity,
            person_key=person,
            level=level.value,
            browser=came.browser,
            address=came.address,
            ends=ends,
            mark=self._mark(_SESSION, hashed, identity.bytes, person, level.value, ends),
        )
        return identity, secret

    def session(self, secret: str, *, idle: timedelta = SESSION_IDLES) -> FoundSession | None:
        """Return the session that goes on under this secret; none of somebody erased."""
        hashed = hash_of(secret)
        row = self._row("session", hash=hashed, idle=idle)
        if row is None or not self._is_ours(
            row,
            _SESSION,
            hashed,
            row["id"].bytes,
            row["person_key"],
            row["level"],
            row["expires_at"],
        ):
            return None
        return FoundSession(
            id=row["id"],
            person=bytes(row["person_key"]),
            level=Level(row["level"]),
            since=row["created_at"],
            stale=row["stale"],
        )

    def see(self, session: UUID) -> None:
        """Note that a session is in use."""
        self._change("see", id=session)

    def goes_on(self, session: UUID) -> bool:
        """Tell whether a session goes on, and keep it so until the transaction is over."""
        return self._row("goes_on", id=session) is not None

    def sign_ins(
        self, members: Iterable[PersonKey], *, idle: timedelta = SESSION_IDLES
    ) -> tuple[PersonSignIn, ...]:
        """Return the sign-ins of a person, those that go on first."""
        rows = self._transaction.rows(
            "identity", "sessions", service=self._service, members=list(members), idle=idle
        )
        return tuple(_sign_in(row) for row in rows)

    def end_session(self, members: Iterable[PersonKey], session: UUID) -> None:
        """End a session of a person, or raise ``NotFound``."""
        if not self._change("end_session", members=list(members), id=session):
            raise NotFound(what="session")

    def end_sessions(self, members: Iterable[PersonKey], *, besides: UUID | None = None) -> int:
        """End all sessions of a person but one; return how many went on."""
        return self._change("end_sessions", members=list(members), besides=besides)

    def end_secret(self, secret: str) -> None:
        """End the session under this secret, if there is one."""
        if secret:
            self._change("end_secret", hash=hash_of(secret))

    def hand_over(self, person: PersonKey, *, lasts: timedelta = HAND_OVER_LASTS) -> str:
        """Return a fresh ticket for the person; it is shown this once."""
        self._change("forget_hand_overs")
        ticket, ends = new_token(), self._now + lasts
        hashed = hash_of(ticket)
        mark = self._mark(_TICKET, hashed, person, ends)
        self._change("add_hand_over", hash=hashed, person_key=person, ends=ends, mark=mark)
        return ticket

    def take_hand_over(self, ticket: str) -> PersonKey | None:
        """Use a ticket up and return whose it is; ``None`` if it is not good."""
        return self._ticket_of("take_hand_over", ticket)

    def used_hand_over(self, ticket: str) -> PersonKey | None:
        """Return whose a ticket was that is used up or past, as long as that is known."""
        return self._ticket_of("used_hand_over", ticket)

    def _ticket_of(self, statement: str, ticket: str) -> PersonKey | None:
        hashed = hash_of(ticket)
        row = self._row(statement, hash=hashed)
        if row is None:
            return None
        person = bytes(row["person_key"])
        return person if self._is_ours(row, _TICKET, hashed, person, row["expires_at"]) else None

    def note_check(
        self,
        person: PersonKey | None,
        *,
        means: CheckedBy,
        level: Level,
        passed: bool,
        entry: UUID,
    ) -> None:
        """Note a check of who somebody is; of failed ones it is often not known whose."""
        self._change(
            "note_check",
            id=entry,
            person_key=person,
            means=means.value,
            level=level.value,
            passed=passed,
            entry=entry,
            mark=self._mark(
                _CHECK, entry.bytes, person or b"", means.value, level.value, str(passed)
            ),
        )

    def passed(
        self, members: Iterable[PersonKey], *, levels: Collection[Level], within: timedelta
    ) -> Level | None:
        """Return at which of the levels the person passed a check last, if lately."""
        rows = self._transaction.rows(
            "identity",
            "passed",
            service=self._service,
            members=list(members),
            levels=[each.value for each in levels],
            within=within,
        )
        ours = (
            row
            for row in rows
            if self._is_ours(
                row,
                _CHECK,
                row["id"].bytes,
                row["person_key"],
                row["means"],
                row["level"],
                str(True),
            )
        )
        return next((Level(row["level"]) for row in ours), None)

    def worn_out(
        self, members: Iterable[PersonKey], means: CheckedBy, *, most: int = MOST_FAILURES
    ) -> bool:
        """Tell whether so many checks of the person failed within an hour that none passes now."""
        row = self._row(
            "failures", members=list(members), means=means.value, within=timedelta(hours=1)
        )
        return row is not None and row["failures"] >= most

    def _is_ours(self, row: Mapping[str, Any], kind: str, *said: bytes | str | datetime) -> bool:
        """Tell whether an act of ours wrote the row as it stands."""
        return hmac.compare_digest(bytes(row["mark"] or b""), self._mark(kind, *said))

    def _mark(self, kind: str, *said: bytes | str | datetime) -> bytes:
        """Return the mark over what a row says; each part is as long as its kind, or a word."""
        return self._sealer.mark(kind, b"\0".join(map(_plain, said)))

    def _row(self, statement: str, **values: object) -> dict[str, Any] | None:
        return self._transaction.row("identity", statement, service=self._service, **values)

    def _change(self, statement: str, **values: object) -> int:
        return self._transaction.change("identity", statement, service=self._service, **values)


def _sign_in(row: dict[str, Any]) -> PersonSignIn:
    return PersonSignIn(
        id=row["id"],
        level=Level(row["level"]),
        came=PersonCame(browser=row["browser"], address=row["address"]),
        created_at=row["created_at"],
        seen_at=row["seen_at"],
        open=row["open"],
    )


def _plain(part: bytes | str | datetime) -> bytes:
    if isinstance(part, datetime):
        return part.astimezone(UTC).isoformat().encode("ascii")
    return part.encode("ascii") if isinstance(part, str) else bytes(part)
