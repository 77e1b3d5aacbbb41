"""Periods as ISO 8601 writes them: ``P30D``, ``PT72H``, ``P1Y6M``."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta
from typing import Final

_ISO: Final = re.compile(
    r"P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<weeks>\d{1,4})W)?"
    r"(?:(?P<days>\d{1,5})D)?(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,5})M)?)?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time in the units in which it was promised: a month is not thirty days."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read ``P…``; a zero, empty, negative or fractional period raises ``ValueError``."""
        match = _ISO.fullmatch(text)
        parts = {} if match is None else match.groupdict(default="0")
        period = cls(**{unit: int(count) for unit, count in parts.items()})
        if match is None or period == cls() or text.endswith("T"):
            msg = "not an ISO 8601 period such as P30D or PT72H"
            raise ValueError(msg)
        return period

    def __str__(self) -> str:
        """Write it as ISO 8601 does."""
        date = "".join(
            f"{count}{unit}"
            for count, unit in (
                (self.years, "Y"),
                (self.months, "M"),
                (self.weeks, "W"),
                (self.days, "D"),
            )
            if count
        )
        time = "".join(
            f"{count}{unit}" for count, unit in ((self.hours, "H"), (self.minutes, "M")) if count
        )
        return f"P{date}T{time}" if time else f"P{date}"

    def after(self, instant: datetime) -> datetime:
        """Return the instant with which the period ends that begins at ``instant``.

        Years and months go by the calendar, to the last day of a shorter month; the rest is
        counted in seconds. An end that no calendar has (beyond the year 9999) is the last one.
        """
        months = instant.year * 12 + instant.month - 1 + self.years * 12 + self.months
        year, month = divmod(months, 12)
        if year > MAXYEAR:
            return datetime.max.replace(tzinfo=instant.tzinfo)
        day = min(instant.day, monthrange(year, month + 1)[1])
        rest = timedelta(weeks=self.weeks, days=self.days, hours=self.hours, minutes=self.minutes)
        try:
            return instant.replace(year=year, month=month + 1, day=day) + rest
        except OverflowError:
            return datetime.max.replace(tzinfo=instant.tzinfo)
