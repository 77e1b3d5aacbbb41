"""Units of time, one or two of them in a word, and how many are said."""

from functools import lru_cache
from typing import Final, NamedTuple

from amana.reading.folding import forms

_UNITS: Final = {
    "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months",
    "year": "years", "دقيقه": "minutes", "دقايق": "minutes", "ساعه": "hours", "ساعات": "hours",
    "يوم": "days", "ايام": "days", "يوما": "days", "اسبوع": "weeks", "اسابيع": "weeks",
    "اسبوعا": "weeks", "شهر": "months", "اشهر": "months", "شهور": "months", "شهرا": "months",
    "سنه": "years", "سنوات": "years", "سنين": "years", "عام": "years", "اعوام": "years",
    "عاما": "years", "حول": "years", "حولا": "years", "fortnight": "weeks",
}  # fmt: skip
_DUALS: Final = {
    "يومين": "days", "يومان": "days", "اسبوعين": "weeks", "اسبوعان": "weeks", "شهرين": "months",
    "شهران": "months", "سنتين": "years", "سنتان": "years", "عامين": "years", "عامان": "years",
    "ساعتين": "hours", "ساعتان": "hours", "دقيقتين": "minutes", "دقيقتان": "minutes",
}  # fmt: skip
PARTS: Final = {"half": 2, "quarter": 4, "نصف": 2, "ربع": 4}


class Counted(NamedTuple):
    """How many units are said, with their words; of these, parts of one unit more."""

    number: int
    start: int
    end: int
    part: int = 0
    """Of a unit: 2 is a half, 4 a quarter; 0 none."""
    parts: int = 1
    """How many such parts: three quarters."""


@lru_cache(maxsize=65_536)
def unit_of(word: str) -> tuple[str | None, str | None]:
    """Return the unit that a word names, and the one that it names two of."""
    unit = next((_UNITS[form] for form in forms(word) if form in _UNITS), None)
    return unit, next((_DUALS[form] for form in forms(word) if form in _DUALS), None)
