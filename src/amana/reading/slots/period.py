"""Lengths of time in words or digits, Arabic and English, as ISO 8601."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from amana.domain.period import Period
from amana.reading.folding import Token, forms

_EN: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen", "twenty",
        ],
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
     "eighty": 80, "ninety": 90, "hundred": 100}  # fmt: skip
_AR_ONES: Final = {
    "واحد": 1, "واحده": 1, "اثنين": 2, "اثنان": 2, "اثنتين": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4,
    "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثماني": 8,
    "ثمانيه": 8, "ثمان": 8, "تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10,
}  # fmt: skip
_AR_TENS: Final = {
    "عشرين": 20, "عشرون": 20, "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "اربعون": 40,
    "خمسين": 50, "خمسون": 50, "ستين": 60, "ستون": 60, "سبعين": 70, "سبعون": 70, "ثمانين": 80,
    "ثمانون": 80, "تسعين": 90, "تسعون": 90, "مييه": 100, "ميه": 100, "مايه": 100,
}  # fmt: skip
_UNITS: Final = {
    "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months",
    "year": "years", "دقيقه": "minutes", "دقايق": "minutes", "ساعه": "hours", "ساعات": "hours",
    "يوم": "days", "ايام": "days", "يوما": "days", "اسبوع": "weeks", "اسابيع": "weeks",
    "اسبوعا": "weeks", "شهر": "months", "اشهر": "months", "شهور": "months", "شهرا": "months",
    "سنه": "years", "سنوات": "years", "سنين": "years", "عام": "years", "اعوام": "years",
    "عاما": "years",
}  # fmt: skip
_DUALS: Final = {
    "يومين": "days", "يومان": "days", "اسبوعين": "weeks", "اسبوعان": "weeks", "شهرين": "months",
    "شهران": "months", "سنتين": "years", "سنتان": "years", "عامين": "years", "عامان": "years",
    "ساعتين": "hours", "ساعتان": "hours", "دقيقتين": "minutes", "دقيقتان": "minutes",
}  # fmt: skip
_BETWEEN: Final = frozenset({"business", "working", "calendar", "consecutive", "full", "and"})
_AGE: Final = frozenset(
    {
        "old", "age", "aged", "under", "18th", "سن", "السن", "عمر", "العمر", "عمره", "اعمارهم",
        "عمرك", "دون", "سنه$", "younger",
    }
)  # fmt: skip
_BARE: Final = frozenset({"لمده", "خلال", "بعد", "كل", "مده", "واحد", "واحده", "قبل", "غضون"})
_MOST: Final = 99_999
_TEN: Final = 10
_NEAR: Final = 4


def period(words: Sequence[Token]) -> tuple[str, tuple[int, int]] | None:
    """Return the first length of time, as ISO 8601, and its words; ages are none."""
    return next(periods(words), None)


def periods(words: Sequence[Token]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each length of time that is said, in order."""
    for at, token in enumerate(words):
        unit, dual = _of_time(token.word)
        if (unit is None and dual is None) or _of_age(words, at):
            continue
        if dual:
            yield str(Period(**{dual: 2})), (at, at + 1)
            continue
        found = _counted(words, at) or _one(words, at)
        if found and unit:
            count, start, end = found
            yield str(Period(**{unit: count})), (start, end)


@lru_cache(maxsize=65_536)
def _of_time(word: str) -> tuple[str | None, str | None]:
    """Return the unit that a word names, and the one that it names two of."""
    unit = next((_UNITS[form] for form in forms(word) if form in _UNITS), None)
    return unit, next((_DUALS[form] for form in forms(word) if form in _DUALS), None)


def _of_age(words: Sequence[Token], at: int) -> bool:
    """Tell whether a number of years is somebody's age."""
    around = words[max(0, at - _NEAR) : at + 3]
    return any(form in _AGE for token in around for form in (token.word, *forms(token.word)[:1]))


def _counted(words: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Return the number before a unit, with the span of both."""
    last = at - 1
    while last >= 0 and words[last].word in _BETWEEN:
        last -= 1
    start, total = last, 0
    while start >= 0 and last - start < _NEAR:
        value = _number(words[start].word)
        digits = words[start].word.isdigit()
        if value is None or (digits and total):
            break
        total += value
        start -= 1
        if digits:  # What stands before says the same in words: ninety (90) days.
            break
    if 0 < total <= _MOST:
        return total, start + 1, at + 1
    return None


def _number(word: str) -> int | None:
    """Return the value of a numeral: digits, English or Arabic words."""
    if re.fullmatch(r"[0-9]{1,5}", word):
        return int(word)
    if word in _EN:
        return _EN[word]
    if word in _AR_ONES:
        return _AR_ONES[word]
    plain = word.removeprefix("و")
    return _AR_TENS.get(plain, _AR_ONES.get(plain))


def _one(words: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Read a bare singular as one, where a word of time stands beside it."""
    following = words[at + 1].word if at + 1 < len(words) else ""
    before = words[at - 1].word if at else ""
    if following in ("واحد", "واحده"):
        return 1, at, at + 2
    if before in _BARE and following not in ("من", "لاخر"):
        return 1, at, at + 1
    return None
