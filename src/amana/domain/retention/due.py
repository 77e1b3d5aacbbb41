"""What is due: a condition on the moments of a row, the same for a row and for a set.

Of several promises about one category the first end that was promised counts: whoever read any of
them relied on it. A row that holds several categories is whole until the last of them is due: none
is erased early. What a law keeps longer, and a legal hold, only delay.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amana.domain.period import Period
from amana.domain.promises.retain import Moment
from amana.domain.retention.ends import end_of, over_at
from amana.domain.retention.terms import Longest, Setting, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """That a moment came, and no later than an instant."""

    moment: Moment
    latest: datetime
    period: Period | None = None

    def end(self, moment: datetime) -> datetime:
        """Return when the time is over that runs from a moment."""
        return moment if self.period is None else end_of(self.period, moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a row's time is over: of each clause one bound holds. Without clauses never."""

    clauses: tuple[tuple[Bound, ...], ...]

    def over_by(self, moments: Mapping[Moment, datetime]) -> timedelta | None:
        """Return for how long a row's time is over; ``None`` where it is not.

        Exact but for the days that a month lacks.
        """
        by_clause = [_over_by(clause, moments) for clause in self.clauses]
        sure = [each for each in by_clause if each is not None]
        return min(sure) if sure and len(sure) == len(by_clause) else None

    @property
    def latest(self) -> datetime:
        """Return the instant after which nothing that is due was collected: moments come later."""
        return min(max(bound.latest for bound in clause) for clause in self.clauses)

    @property
    def moments(self) -> frozenset[Moment]:
        """Return the moments that it asks for."""
        return frozenset(bound.moment for clause in self.clauses for bound in clause)


def _over_by(clause: Collection[Bound], moments: Mapping[Moment, datetime]) -> timedelta | None:
    held = [
        bound.latest - moments[bound.moment]
        for bound in clause
        if bound.moment in moments and moments[bound.moment] <= bound.latest
    ]
    return max(held, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """All that bears on how long a category is kept, for one customer or for those alike."""

    terms: tuple[Term, ...]
    settings: tuple[Setting, ...] = ()
    longest: tuple[Longest, ...] = ()
    started: frozenset[str] = frozenset()
    """What those terms say that somebody let begin to end data."""

    def promises_of(self, categories: Collection[str]) -> frozenset[str]:
        """Return the promises that speak of any of these categories."""
        return frozenset(term.promise for term in self.terms if term.data & set(categories))


def moments_of_category(bearing: Bearing, category: str) -> tuple[Moment, ...]:
    """Return from which moments a category's time runs; empty where no promise says when it ends.

    Also those from which a law keeps it longer.
    """
    ends = [moment for moment, _ in _ends(bearing, category)]
    longer = [each.moment for each in bearing.longest if each.category == category]
    return tuple(dict.fromkeys([*ends, *longer])) if ends else ()


def end_of_category(
    bearing: Bearing, category: str, moments: Mapping[Moment, datetime]
) -> datetime | None:
    """Return when the time of a category is over in a row with these moments; ``None``: not yet.

    A moment that did not come ends nothing. What a law keeps from a moment that did not come is
    kept.
    """
    found = [
        end_of(period, moments[moment]) if period is not None else moments[moment]
        for moment, period in _ends(bearing, category)
        if moment in moments
    ]
    if not found:
        return None
    longer = [each for each in bearing.longest if each.category == category]
    if any(each.moment not in moments for each in longer):
        return None
    delayed = (end_of(each.period, moments[each.moment]) for each in longer)
    return max((min(found), *delayed))


def condition_of(bearing: Bearing, categories: Collection[str], now: datetime) -> Condition | None:
    """Return the condition under which a row with these categories is due at ``now``.

    ``None`` where no such row can be: a category of which no promise says when it ends is kept.
    """
    clauses: list[tuple[Bound, ...]] = []
    for category in sorted(set(categories)):
        ends = tuple(
            Bound(moment=moment, latest=latest, period=period)
            for moment, period in _ends(bearing, category)
            if (latest := _latest(period, now)) is not None
        )
        clauses.append(ends)
        for each in bearing.longest:
            if each.category == category:
                latest = over_at(each.period, now)
                clauses.append(
                    ()
                    if latest is None
                    else (Bound(moment=each.moment, latest=latest, period=each.period),)
                )
    if not clauses or not all(clauses):
        return None
    return Condition(clauses=tuple(dict.fromkeys(clauses)))


def _latest(period: Period | None, now: datetime) -> datetime | None:
    return now if period is None else over_at(period, now)


def _ends(bearing: Bearing, category: str) -> tuple[tuple[Moment, Period | None], ...]:
    """Return from which moments, and after which periods, a category's time is over."""
    about = [term for term in bearing.terms if category in term.data]
    settable = {term.promise for term in about if term.by_setting}
    return tuple(
        dict.fromkeys(
            [
                *((term.moment, term.period) for term in about),
                *(
                    (each.moment, each.period)
                    for each in bearing.settings
                    if each.promise in settable
                ),
            ]
        )
    )
