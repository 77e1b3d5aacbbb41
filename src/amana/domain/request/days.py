"""Which days count: weekends by country and year, and holidays as far as they are certain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from amana.domain.law.answers import AnswerRule
from amana.domain.law.dealing import DEALINGS
from amana.domain.law.week import CALIFORNIA, EUROPE, WEEKS, Week
from amana.domain.promises.law import Law

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """The holidays of a country: those that are certain, and those that the moon decides.

    ``corrected`` is what the organisation itself knows: days that are off, or are not.
    """

    certain: frozenset[date] = frozenset()
    estimated: frozenset[date] = frozenset()
    corrected: Mapping[date, bool] = field(default_factory=dict)

    def surely_off(self, day: date) -> bool:
        """Tell whether the day is certainly a holiday."""
        return self.corrected.get(day, day in self.certain)

    def maybe_off(self, day: date) -> bool:
        """Tell whether the day is, or may become, a holiday."""
        return self.corrected.get(day, day in self.certain or day in self.estimated)


NO_HOLIDAYS: Final = Holidays()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The calendar by which a term is counted."""

    week: Week
    holidays: Holidays = NO_HOLIDAYS
    known: bool = True
    """Whether it is certain that these holidays count."""

    def works(self, day: date, *, surely: bool) -> bool:
        """Tell whether the day is a working day.

        ``surely`` takes for a working day whatever may be one: what is counted so ends early.
        """
        if self.week.off(day):
            return False
        if surely:
            return not (self.known and self.holidays.surely_off(day))
        return not self.holidays.maybe_off(day)

    def day_of(self, instant: datetime) -> date:
        """Return the day that it is there at this instant."""
        return instant.astimezone(self.week.clock).date()

    def end_of(self, day: date) -> datetime:
        """Return the first instant after the day, as the clocks there show it."""
        return datetime.combine(day + _DAY, time.min, tzinfo=self.week.clock)

    def after(self, day: date, working: int, *, surely: bool) -> date:
        """Return the last of so many working days after ``day``, which is not counted."""
        found, left = day, working
        while left:
            found += _DAY
            left -= self.works(found, surely=surely)
        return found

    def rolled(self, day: date, *, surely: bool) -> date:
        """Return the day, or the next working day where it is none."""
        return day if self.works(day, surely=surely) else self.after(day, 1, surely=surely)


def week_of(rule: AnswerRule, country: str | None) -> Week:
    """Return the week by which a law's terms are counted; ``country`` is the person's, if of it."""
    if rule.law is Law.CCPA:
        return CALIFORNIA
    place = place_of(rule, country)
    return EUROPE if place is None else WEEKS.get(place, EUROPE)


def place_of(rule: AnswerRule, country: str | None) -> str | None:
    """Return the country whose holidays are to be looked up; ``None`` where none is known."""
    if rule.law is None:
        return country
    if rule.law is Law.CCPA:
        return "US"
    own = DEALINGS[rule.law].countries
    if country in own:
        return country
    return next(iter(own)) if len(own) == 1 else None
