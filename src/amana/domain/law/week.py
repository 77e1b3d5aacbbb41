"""Zones and weekends by country and year: the days on which a term can end or not be counted.

General knowledge of official notices, with the day from which each weekend holds. What is not
here is no day off: a term is rather told too short than too long.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
_FRI_SAT: Final = frozenset({FRIDAY, SATURDAY})
_THU_FRI: Final = frozenset({THURSDAY, FRIDAY})
_SAT_SUN: Final = frozenset({SATURDAY, SUNDAY})
_ALWAYS: Final = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The zone of a country, and its weekends, the latest last."""

    zone: str
    weekends: tuple[tuple[date, frozenset[int]], ...]

    def off(self, day: date) -> bool:
        """Tell whether the day is of the weekend that held then."""
        held = [days for since, days in self.weekends if since <= day]
        return day.weekday() in held[-1]

    @property
    def clock(self) -> ZoneInfo:
        """The country's zone."""
        return ZoneInfo(self.zone)


def _week(zone: str, *weekends: tuple[date, frozenset[int]]) -> Week:
    return Week(zone=zone, weekends=weekends)


EUROPE: Final = _week("Europe/Brussels", (_ALWAYS, _SAT_SUN))
"""Of the Union's own institutions: for a member state of which no zone is known here."""
CALIFORNIA: Final = _week("America/Los_Angeles", (_ALWAYS, _SAT_SUN))
WEEKS: Final[Mapping[str, Week]] = {
    "QA": _week("Asia/Qatar", (_ALWAYS, _FRI_SAT)),
    "SA": _week("Asia/Riyadh", (_ALWAYS, _THU_FRI), (date(2013, 6, 29), _FRI_SAT)),
    "JO": _week("Asia/Amman", (_ALWAYS, _FRI_SAT)),
    "EG": _week("Africa/Cairo", (_ALWAYS, _FRI_SAT)),
    # Friday is half a working day since 2022, and so counts as one.
    "AE": _week("Asia/Dubai", (_ALWAYS, _FRI_SAT), (date(2022, 1, 1), _SAT_SUN)),
    "BH": _week("Asia/Bahrain", (_ALWAYS, _FRI_SAT)),
    "OM": _week("Asia/Muscat", (_ALWAYS, _THU_FRI), (date(2013, 5, 1), _FRI_SAT)),
    "KW": _week("Asia/Kuwait", (_ALWAYS, _FRI_SAT)),
}
"""By ISO 3166-1 code."""
