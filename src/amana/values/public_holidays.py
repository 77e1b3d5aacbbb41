"""Public holidays by country, out of the library ``holidays``: which are certain, which not.

A holiday that the moon decides, or that is moved to another day by decree, is estimated until it
is announced: the organisation says then which day it was.
"""

from collections.abc import Iterable
from typing import Final

import holidays

from amana.domain.request.days import Holidays

_ESTIMATED: Final = ("estimated", "observed")
_CALCULATED: Final = "SA"
"""Its feasts are calculated by its own calendar and not marked: the sighting decides."""
_LUNAR: Final = ("Eid ", "Arafah")


def public_holidays(place: str | None, years: Iterable[int]) -> Holidays:
    """Return the holidays of ``QA``, or of a part such as ``US-CA``, in these years.

    ``None``, or a place that the library does not know, has none: no term gets longer for it.
    """
    country, _, part = (place or "").partition("-")
    if country not in holidays.list_supported_countries():
        return Holidays()
    found = holidays.country_holidays(
        country, subdiv=part or None, years=tuple(years), expand=False, language="en_US"
    )
    marks = _ESTIMATED + (_LUNAR if country == _CALCULATED else ())
    certain = {day for day, names in found.items() if _is_certain(names, marks)}
    return Holidays(certain=frozenset(certain), estimated=frozenset(set(found) - certain))


def has_calendar(country: str) -> bool:
    """Tell whether the holidays of a country are known, by its ISO 3166-1 code."""
    return country in holidays.list_supported_countries()


def _is_certain(names: str, marks: tuple[str, ...]) -> bool:
    """Tell whether one of the holidays of a day bears no mark of being estimated."""
    return any(not any(mark in name for mark in marks) for name in names.split("; "))
