"""By when a request is to be answered: the day that is safe, and the latest that may be meant.

The day on which it came in is not counted. Months end with the day of the same number, or the
last of a shorter month (Regulation (EEC, Euratom) 1182/71, article 3(2)(c)); where the law says
so, a term that would end on a day off ends with the next working day (article 3(4)). A holiday
that only may come makes nothing longer that is shown as safe.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amana.domain.law.answers import AnswerRule
from amana.domain.law.asked import Unit
from amana.domain.request.days import Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when, under one rule. The instants are the ends of the days, exclusive."""

    rule: AnswerRule
    safe: date
    latest: date
    """Later than ``safe`` where it is not certain which days count."""
    safe_until: datetime
    latest_until: datetime
    confirm: date | None = None
    """By when it is to be confirmed that the request came in."""


def deadline(
    rule: AnswerRule, received: datetime, days: Days, *, extended: bool = False
) -> Deadline:
    """Return by when a request is to be answered that came in at this instant."""
    first = days.day_of(received)
    units = rule.count + (rule.more or 0 if extended else 0)
    safe = _end(rule, first, units, days, surely=True)
    latest = max(safe, _end(rule, first, units, days, surely=False))
    return Deadline(
        rule=rule,
        safe=safe,
        latest=latest,
        safe_until=days.end_of(safe),
        latest_until=days.end_of(latest),
        confirm=None if rule.confirm is None else days.after(first, rule.confirm, surely=True),
    )


def earliest(found: Iterable[Deadline]) -> Deadline:
    """Return the strictest of several: that with the earliest safe end."""
    return min(found, key=lambda each: (each.safe_until, each.latest_until))


def can_extend(rules: Iterable[AnswerRule]) -> bool:
    """Tell whether every one of the rules says that the term can be extended."""
    return all(rule.more is not None for rule in rules)


def _end(rule: AnswerRule, first: date, units: int, days: Days, *, surely: bool) -> date:
    if rule.unit is Unit.WORKING_DAYS:
        return days.after(first, units, surely=surely)
    in_months = rule.unit is Unit.MONTHS
    end = months_after(first, units) if in_months else first + timedelta(days=units)
    return days.rolled(end, surely=surely) if rule.rolls else end


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
