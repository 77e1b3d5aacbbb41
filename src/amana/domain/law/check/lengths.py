"""Periods and terms compared: how short or long each may turn out to be."""

from math import ceil, floor
from typing import Final

from amana.domain.law.asked import AnswerTerm, Unit
from amana.domain.law.breaches import BreachTerm, TermUnit
from amana.domain.period import Period

_DAY: Final = 24
_HOLIDAYS: Final = 14
"""As many days off may fall into a term of working days, at the most."""


def hours_of(period: Period) -> tuple[int, int]:
    """Return the fewest and the most hours that a period may have: months differ."""
    fixed = (period.weeks * 7 + period.days) * _DAY + period.hours + ceil(period.minutes / 60)
    months = period.years * 12 + period.months
    return fixed + months * 28 * _DAY, fixed + months * 31 * _DAY


def hours_to_answer(term: AnswerTerm) -> tuple[int, int]:
    """Return the fewest and the most hours that a term of answers may have."""
    if term.unit is Unit.MONTHS:
        return term.count * 28 * _DAY, term.count * 31 * _DAY
    if term.unit is Unit.WORKING_DAYS:
        return _working(term.count)
    return term.count * _DAY, term.count * _DAY


def hours_to_tell(term: BreachTerm) -> tuple[int, int] | None:
    """Return the same for a term after a breach; ``None`` where the law says no number."""
    if term.count is None:
        return None
    if term.unit is TermUnit.WORKING_DAYS:
        return _working(term.count)
    hours = term.count * (1 if term.unit is TermUnit.HOURS else _DAY)
    return hours, hours


def _working(days: int) -> tuple[int, int]:
    return floor(days * 7 / 5) * _DAY, (ceil(days * 7 / 5) + _HOLIDAYS) * _DAY
