"""What is due now, what will be due week by week, and how each place stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from amana.acts.retention.bearing import bearing_of, fault_of, own_places
from amana.domain.retention.due import Bearing, condition_of
from amana.domain.retention.overdue import NOT_STARTED
from amana.domain.retention.place import Place
from amana.storage.retention import LongestRow, SetRow, Stood
from amana.storage.work import View

WEEKS: Final = 8
_WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What becomes due in one place: now, and in each of the next weeks."""

    at: Place
    now: int
    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a service keeps its promises about time, at one instant."""

    standings: tuple[Stood, ...]
    sets: tuple[SetRow, ...]
    longest: tuple[LongestRow, ...]
    unseen: tuple[Place, ...]
    """Types of records of which a promise speaks, and that no run has looked at."""


def show_kept(view: View) -> Kept:
    """Return how each place stands, and the latest sets."""
    stood = view.retention.standings()
    seen = {(each.place, each.item) for each in stood}
    return Kept(
        standings=stood,
        sets=view.retention.sets(limit=20),
        longest=view.retention.longest(),
        unseen=tuple(
            each
            for each in own_places(view, bearing_of(view))
            if (each.place, each.item) not in seen
        ),
    )


def foresee(view: View, *, weeks: int = WEEKS) -> tuple[Ahead, ...]:
    """Return of each type of our own records what becomes due, as things stand now.

    Also where nobody has let it begin: what is promised and not ended yet is shown there.
    """
    bearing = bearing_of(view)
    return tuple(_ahead(view, bearing, at, weeks) for at in own_places(view, bearing))


def _ahead(view: View, bearing: Bearing, at: Place, weeks: int) -> Ahead:
    counts = _counts(view, bearing, at, [view.now + _WEEK * week for week in range(weeks + 1)])
    steps = pairwise(counts)
    return Ahead(at=at, now=counts[0], weeks=tuple(max(0, two - one) for one, two in steps))


def _counts(
    view: View, bearing: Bearing, at: Place, instants: Sequence[datetime]
) -> tuple[int, ...]:
    """Return how many records are due at each of some instants, customers' own times beside."""
    found = []
    if fault_of(bearing, at) not in {None, NOT_STARTED}:
        return (0,) * len(instants)
    for instant in instants:
        condition = condition_of(replace(bearing, settings=()), at.categories, instant)
        found.append(0 if condition is None else view.retention.past(at.item, condition))
    return tuple(found)
