"""A release: who asked for which data of whom on which ground, and what of it may be given."""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from amana.domain.policy.model import Policy
from amana.domain.promises.share import Share
from amana.domain.release.errors import (
    BeyondTheAsk,
    NothingPermits,
    NotProposed,
    ReleaseUnfit,
    SamePerson,
)
from amana.domain.vocabulary.sharing import Ground, Nature, Safeguard
from amana.domain.words import says_something

MemberId: TypeAlias = Hashable
"""A member's id, whatever it is made of; ``None`` is who runs the machine."""
LONGEST_SILENCE: Final = timedelta(days=366)
"""No silence is without end: a longer one has to be asked for anew, by two people again."""
LONGEST_OPEN: Final = timedelta(days=90)
"""How long after its proposal a release may be used."""
MOST_PERSONS: Final = 1000
LONGEST_TEXT: Final = 500
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class ReleaseState(StrEnum):
    """How a release stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was asked, by whom, in which document. It is kept sealed."""

    asker: str = field(repr=False)
    """The authority or body, such as a court."""
    contact: str = field(repr=False)
    reference: str = field(repr=False)
    """By which the document is found, such as its number."""
    sha256: str
    """Of the document's file, in hex."""
    reason: str = field(repr=False)
    same_protection: bool = False
    """Of a merger: that a named member of staff attests the same level of protection."""

    def __post_init__(self) -> None:
        """Refuse what says nothing, or too much; raises ``ReleaseUnfit``."""
        for part in ("asker", "contact", "reference", "reason"):
            text = getattr(self, part)
            if not says_something(text) or len(text) > LONGEST_TEXT:
                raise ReleaseUnfit(part=part)
        if _SHA256.fullmatch(self.sha256) is None:
            raise ReleaseUnfit(part="sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is given: to whom, for what, on which ground, which data."""

    recipient: str
    purpose: str
    ground: Ground
    data: frozenset[str]

    @property
    def nature(self) -> Nature:
        """Return what its disclosures are: a merger is a kind of its own."""
        return Nature.MERGER if self.ground is Ground.MERGER else Nature.DISCLOSE_BY_LAW


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A scope as a promise permits it, and the promise."""

    scope: Scope
    promise: str


def cut(policy: Policy, wanted: Scope, *, asked: frozenset[str]) -> Cut:
    """Return the scope cut to what a promise permits of what was asked.

    Raises ``BeyondTheAsk`` where it names more than was asked, ``NothingPermits`` where no promise
    permits any of it, and ``ReleaseUnfit`` for a release of nothing.
    """
    if not wanted.data:
        raise ReleaseUnfit(part="data")
    if beyond := wanted.data - asked:
        raise BeyondTheAsk(data=", ".join(sorted(beyond)))
    for promise in policy.promises.values():
        form = promise.form
        if not isinstance(form, Share) or wanted.ground not in form.grounds:
            continue
        data = wanted.data & frozenset(form.data)
        if wanted.recipient in form.to and wanted.purpose in form.for_ and data:
            scope = Scope(
                recipient=wanted.recipient, purpose=wanted.purpose, ground=wanted.ground, data=data
            )
            return Cut(scope=scope, promise=promise.id)
    raise NothingPermits(recipient=wanted.recipient, purpose=wanted.purpose)


def check_silence(until: date | None, *, today: date) -> None:
    """Refuse a silence that is over or has no end in sight; raises ``ReleaseUnfit``."""
    if until is not None and not today < until <= today + LONGEST_SILENCE:
        raise ReleaseUnfit(part="silent_until")


def check_merger(policy: Policy, scope: Scope, document: Document) -> None:
    """Refuse a merger whose level of protection nobody attests; raises ``ReleaseUnfit``.

    A merger is announced, so that it is never silent; that is checked where it is proposed.
    """
    recipient = policy.recipients.get(scope.recipient)
    bound = recipient is not None and Safeguard.SAME_PROTECTION in recipient.safeguards
    if scope.nature is Nature.MERGER and not (document.same_protection or bound):
        raise ReleaseUnfit(part="same_protection")


def check_waits(state: ReleaseState, *, ends_at: datetime, at: datetime) -> None:
    """Refuse to decide about what does not wait any more; raises ``NotProposed``."""
    if state is not ReleaseState.PROPOSED or at >= ends_at:
        raise NotProposed


def decided(
    state: ReleaseState, *, proposed_by: MemberId, by: MemberId, ends_at: datetime, at: datetime
) -> None:
    """Refuse an approval by one person alone, or of what does not wait any more.

    Raises ``NotProposed`` and ``SamePerson``.
    """
    check_waits(state, ends_at=ends_at, at=at)
    if by == proposed_by:
        raise SamePerson
