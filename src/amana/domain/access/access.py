"""An access: who of the staff may read what about whom, what for, why, and until when.

It is *asked* for; where nothing demands a second person it is *open* at once, else somebody else
approves or refuses it. Its end stands from the beginning, so that nobody's slowness prolongs it.
Whoever reads under it, and whoever may approve, can take it back. ``refused``, ``ended`` and
``taken back`` are for ever.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from amana.domain.access.errors import (
    BadTime,
    NoReason,
    NothingNamed,
    NotOpen,
    NotWaiting,
    SamePerson,
)
from amana.domain.staff import StaffRole
from amana.domain.words import says_something

MemberId: TypeAlias = Hashable
"""A member's id, whatever it is made of: here it is only compared."""
LONGEST: Final = timedelta(days=30)
"""The longest that an access lasts from when it was asked for (decision 0166)."""
LONGEST_REASON: Final = 500
"""Characters of a reason."""


class AccessState(StrEnum):
    """How an access stands at an instant."""

    ASKED = "asked"
    OPEN = "open"
    REFUSED = "refused"
    ENDED = "ended"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an access gives: to whom, about whom, which data, what for, and how plainly."""

    reader: MemberId | StaffRole
    """A member of staff, or all members of a role."""
    person: bytes | None
    """The look-up key of the one person, or ``None`` for whomever the duty is about."""
    data: frozenset[str]
    purpose: str
    whole: bool = False
    """Whether values may be shown whole that are masked otherwise."""

    def __post_init__(self) -> None:
        """Refuse an access to nothing; raises ``NothingNamed``."""
        if not self.data or not self.purpose:
            raise NothingNamed

    @property
    def standing(self) -> bool:
        """Whether it is wider than one reader about one person: such a one is always approved."""
        return self.person is None or isinstance(self.reader, StaffRole)

    def reads(self, member: MemberId, role: StaffRole) -> bool:
        """Tell whether this member, in this role, is the reader."""
        return self.reader in (member, role)

    def covers(self, *, person: bytes, data: frozenset[str], purposes: frozenset[str]) -> bool:
        """Tell whether it gives all of this data about this person, for nothing but its purpose."""
        return (
            self.person in (None, person)
            and bool(data)
            and data <= self.data
            and purposes == {self.purpose}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """An access as it stands. Made by :func:`ask`; changed by the functions below alone."""

    scope: Scope
    asked_by: MemberId
    asked_at: datetime
    ends_at: datetime
    approval: bool
    """Whether a second person has to approve it."""
    decided_by: MemberId | None = None
    decided_at: datetime | None = None
    approved: bool = False
    taken_back_by: MemberId | None = None
    """Who took it back; who runs the machine is no member, so that the instant alone tells."""
    taken_back_at: datetime | None = None

    def state(self, at: datetime) -> AccessState:
        """Return how it stands at this instant; at its end it is over."""
        if self.taken_back_at is not None:
            return AccessState.TAKEN_BACK
        if self.decided_at is not None and not self.approved:
            return AccessState.REFUSED
        if at >= self.ends_at:
            return AccessState.ENDED
        if self.approval and self.decided_at is None:
            return AccessState.ASKED
        return AccessState.OPEN

    @property
    def seconded(self) -> bool:
        """Whether a second person agreed to it."""
        return self.approved


def checked_reason(reason: str) -> str:
    """Return the reason without white space around it; raises ``NoReason``."""
    said = reason.strip()
    if not says_something(said) or len(said) > LONGEST_REASON:
        raise NoReason(characters=LONGEST_REASON)
    return said


def ask(scope: Scope, *, by: MemberId, at: datetime, lasts: timedelta, approval: bool) -> Access:
    """Return an access that was asked for; raises ``BadTime``.

    A standing one needs approval, whatever else does.
    """
    if not timedelta(0) < lasts <= LONGEST:
        raise BadTime(days=LONGEST.days)
    return Access(
        scope=scope,
        asked_by=by,
        asked_at=at,
        ends_at=at + lasts,
        approval=approval or scope.standing,
    )


def approve(access: Access, *, by: MemberId, at: datetime) -> Access:
    """Return it approved by a second person; raises ``NotWaiting`` and ``SamePerson``."""
    _check_waits(access, by, at)
    return replace(access, decided_by=by, decided_at=at, approved=True)


def refuse(access: Access, *, by: MemberId, at: datetime) -> Access:
    """Return it refused by a second person; raises ``NotWaiting`` and ``SamePerson``."""
    _check_waits(access, by, at)
    return replace(access, decided_by=by, decided_at=at, approved=False)


def take_back(access: Access, *, by: MemberId | None, at: datetime) -> Access:
    """Return it taken back, asked for or open; raises ``NotOpen`` where it is over already."""
    if access.state(at) not in {AccessState.ASKED, AccessState.OPEN}:
        raise NotOpen
    return replace(access, taken_back_by=by, taken_back_at=at)


def _check_waits(access: Access, by: MemberId, at: datetime) -> None:
    if access.state(at) is not AccessState.ASKED:
        raise NotWaiting
    if by in {access.asked_by, access.scope.reader}:
        raise SamePerson
