"""What has to be looked at again: where a moment came to its bound since the last look.

A moment never comes to lie in the past: its instant is that of the transaction that notes it. So
what was not due at one look can become due only by a moment between that look's bound and this
one's, or by a change of whose it is, which is noted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bearing, Bound, Condition
from amana.domain.retention.ends import over_at
from amana.domain.retention.place import Place

OVERLAP: Final = timedelta(minutes=10)
"""How long a transaction may take that notes a moment: its instant is that of its beginning."""
WHOLE_EVERY: Final = timedelta(hours=20)
"""After this time all of a place is looked at, whatever moved: a clock may have been put back."""
_FIRST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The last look at all of a place, or at all that had moved since the one before."""

    seen_as: str
    at: datetime
    whole_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Between which instants a moment has to have come for a record to have become due."""

    moment: Moment
    after: datetime
    latest: datetime


def seen_as(bearing: Bearing, at: Place, holds: Collection[str] = ()) -> str:
    """Return a digest of all that says when something of a place ends: else it is whole anew.

    ``holds`` are those about everybody: what they kept moves by nothing when they are lifted.
    """
    about = [term for term in bearing.terms if term.data & at.categories]
    longest = (each for each in bearing.longest if each.category in at.categories)
    words = (
        *sorted(at.categories),
        *sorted(f"{term.said} {term.said in bearing.started}" for term in about),
        *sorted(
            f"{each.promise} {each.category} {each.why.value} {each.moment.value} {each.period}"
            for each in longest
        ),
        *sorted(holds),
    )
    return sha256("\n".join(words).encode()).hexdigest()


def looks_whole(seen: Seen | None, now_as: str, now: datetime) -> bool:
    """Tell whether all of a place has to be looked at, and not only what moved."""
    if seen is None or seen.seen_as != now_as:
        return True
    return now < seen.at or now - seen.whole_at >= WHOLE_EVERY


def windows_of(condition: Condition, seen: Seen) -> tuple[Window, ...]:
    """Return in which windows a moment lies of whatever became due since it was seen."""
    bounds = {bound for clause in condition.clauses for bound in clause}
    return tuple(
        Window(moment=bound.moment, after=_before(bound, seen.at), latest=bound.latest)
        for bound in sorted(bounds, key=lambda it: (it.moment.value, it.latest))
    )


def _before(bound: Bound, at: datetime) -> datetime:
    """Return up to where a bound reached at an earlier look, with what came in late."""
    begun = at - OVERLAP
    reached = begun if bound.period is None else over_at(bound.period, begun)
    return _FIRST if reached is None else reached
