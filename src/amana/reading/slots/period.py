"""Lengths of time in words or digits, Arabic and English, as ISO 8601."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from amana.domain.period import Period
from amana.domain.policy.weight import length
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
    "واحد": 1, "واحده": 1, "احد": 1, "احدي": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2,
    "اثنين": 2, "اثنان": 2, "اثنتين": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4,
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
    "عاما": "years", "حول": "years", "حولا": "years", "fortnight": "weeks",
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
_FOR_ONE: Final = frozenset({"لسنه", "لشهر", "لاسبوع", "لساعه", "لعام", "لحول"})
_BY_ONE: Final = frozenset({"بسنه", "بشهر", "باسبوع", "بيوم", "بساعه", "بعام"})
"""Singulars that are one behind *before*: ``قبل سريانه بشهر``."""
_AHEAD: Final = 6
_ONE_WHOLE: Final = frozenset({"واحد", "واحده", "كامل", "كامله", "كاملا"})
_LAST_OF_ITS_CLAUSE: Final = frozenset({"سنه", "شهرا", "شهر", "اسبوعا", "عاما", "عام"})
"""Singulars that are one where they close a clause of a sentence on keeping."""
_KEEPING: Final = re.compile(r"[وف]?[نيت](?:حتفظ|حفظ|بقي|خزن|حذف|محو|مسح)|احتفاظ")
_SOME: Final = frozenset({"احد", "احدي"})
"""Numerals that alone are no number: *some of the days*."""
_TIMES: Final = frozenset({"once", "twice", "times", "time"})
"""Words before *a year* that make it a rate."""
_PARTS: Final = {"half": 2, "quarter": 4, "نصف": 2, "ربع": 4}
_ONE_OF: Final = re.compile(r"([0-9]{0,3}?)1⁄([24])")
_SMALLER: Final = {
    "years": ("months", 12), "months": ("days", 30), "days": ("hours", 24),
    "hours": ("minutes", 60),
}  # fmt: skip
"""What a part of a unit is counted in: half a month is fifteen days."""
_FORTNIGHT: Final = "fortnight"
_TO: Final = frozenset({"to", "until", "الي", "حتي"})
_OR: Final = frozenset({"or", "او"})
_FROM_TO: Final = frozenset({"between", "بين"})
_AND: Final = frozenset({"and", "و"})
_DIGITS: Final = re.compile(r"(?:و|ب|ل|ال|بال|وال)?([0-9]{1,5})")
_WRITTEN_ON: Final = re.compile("(?:وال|بال|لل|ال|و|ب|ل)")
_DASH: Final = re.compile(r"\s*[-–—]\s*")
_ENDS: Final = re.compile(r"\s*[.,،؛;:)!\n]")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MOST: Final = 99_999
_TEN: Final = 10
_HUNDRED: Final = 100
_NEAR: Final = 4
_MOST_NUMERALS: Final = 6


class Length(NamedTuple):
    """A length of time that is said."""

    iso: str
    span: tuple[int, int]
    """Its words: the first, and the one after the last."""
    ranged: bool
    """Whether it is the longer end of a range, of which the text says no more."""


class _Counted(NamedTuple):
    """How many units are said, with their words; of these, parts of one unit more."""

    number: int
    start: int
    end: int
    part: int = 0
    """Of a unit: 2 is a half, 4 a quarter; 0 none."""


def period(words: Sequence[Token], text: str = "") -> tuple[str, tuple[int, int]] | None:
    """Return the first length of time, as ISO 8601, and its words; ages are none.

    ``text`` is what the words stand in: without it a dash, a stroke or a stop between two figures
    says nothing.
    """
    return next(periods(words, text), None)


def periods(words: Sequence[Token], text: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each length of time that is said, in order; of a range its longer end."""
    yield from ((found.iso, found.span) for found in lengths(words, text))


def lengths(words: Sequence[Token], text: str = "") -> Iterator[Length]:
    """Yield each length of time with whether it is the longer end of a range."""
    held: Length | None = None
    for found in _each(words, text):
        if held is not None and _joined(words, held, found):
            longer = max(held.iso, found.iso, key=lambda iso: length(Period.parse(iso)))
            held = Length(longer, (held.span[0], found.span[1]), ranged=True)
            continue
        if held is not None:
            yield held
        held = found
    if held is not None:
        yield held


def _each(words: Sequence[Token], text: str) -> Iterator[Length]:
    """Yield each length by itself: the two ends of a range that each name a unit are two."""
    for at, token in enumerate(words):
        unit, dual = _of_time(token.word)
        named = dual or unit
        if named is None or (named == "years" and (_of_age(words, at) or _dates(words, at))):
            continue
        if dual:
            counted = _with_part_behind(words, _Counted(2, at, at + 1))
        else:
            found = _part(words, text, at) or _counted(words, at) or _one(words, text, at)
            if found is None or _is_rate(words, found):
                continue
            counted = found if found.part else _with_part_behind(words, found)
        if (iso := _iso(named, counted, fortnight=token.word.startswith(_FORTNIGHT))) is not None:
            ranged = _ends_range(words, text, counted.start)
            yield Length(iso, (counted.start, counted.end), ranged)


def _iso(unit: str, counted: _Counted, *, fortnight: bool) -> str | None:
    """Write a number of units; ``None`` where a part of one is no whole number of any."""
    count = counted.number * (2 if fortnight else 1)
    amounts = {unit: count} if count else {}
    if counted.part:
        if unit not in _SMALLER:
            return None
        smaller, many = _SMALLER[unit]
        if many % counted.part:
            return None
        amounts[smaller] = many // counted.part
    return str(Period(**amounts))


@lru_cache(maxsize=65_536)
def _of_time(word: str) -> tuple[str | None, str | None]:
    """Return the unit that a word names, and the one that it names two of."""
    unit = next((_UNITS[form] for form in forms(word) if form in _UNITS), None)
    return unit, next((_DUALS[form] for form in forms(word) if form in _DUALS), None)


def _of_age(words: Sequence[Token], at: int) -> bool:
    """Tell whether a number of years is somebody's age."""
    around = words[max(0, at - _NEAR) : at + 3]
    return any(form in _AGE for token in around for form in (token.word, *forms(token.word)[:1]))


def _dates(words: Sequence[Token], at: int) -> bool:
    """Tell whether the number of a year follows: *law no. 13 of the year 2016*."""
    return at + 1 < len(words) and _YEAR.fullmatch(words[at + 1].word) is not None


def _is_rate(words: Sequence[Token], found: _Counted) -> bool:
    """Tell whether *a year* follows on how often: *twice a year* is no length of time."""
    return found.start > 0 and words[found.start - 1].word in _TIMES


def _counted(words: Sequence[Token], at: int) -> _Counted | None:
    """Return the number before a unit, with the span of both."""
    last = at - 1
    while last >= 0 and words[last].word in _BETWEEN:
        last -= 1
    start, values = last, list[int]()
    while start >= 0 and len(values) < _MOST_NUMERALS:
        word = words[start].word
        hundreds = start and _number(words[start - 1].word)[0] == _HUNDRED
        if values and word == "and" and hundreds:
            start -= 1
            continue
        value, digits = _number(word)
        if value is None or (digits and values):
            break
        values.insert(0, value)
        start -= 1
        if digits or _begins_another(words, start, word, value):
            # What stands before says the same in words (ninety (90) days), or begins a range.
            break
    if len(values) == 1 and words[last].word in _SOME:
        return None
    total = _total(values)
    return _Counted(total, start + 1, at + 1) if 0 < total <= _MOST else None


def _begins_another(words: Sequence[Token], before: int, word: str, value: int) -> bool:
    """Tell whether *and five* is a number beside the one before it: *between three and five*."""
    if not word.startswith("و") or word in _AR_ONES or value > _TEN or before < 0:
        return False
    other, _ = _number(words[before].word)
    return other is not None and other <= _TEN


def _total(values: Sequence[int]) -> int:
    """Return the number that numerals say together: *three hundred sixty five*."""
    total = 0
    for value in values:
        total = total * value if value == _HUNDRED and 0 < total < _TEN else total + value
    return total


@lru_cache(maxsize=4_096)
def _number(word: str) -> tuple[int | None, bool]:
    """Return the value of a numeral and whether it is in digits: English or Arabic words."""
    figures = _DIGITS.fullmatch(word)
    if figures:
        return int(figures[1]), True
    plain = _WRITTEN_ON.sub("", word, count=1) if _WRITTEN_ON.match(word) else word
    known = (_EN, _AR_ONES, _AR_TENS)
    found = (each[it] for it in (word, plain) for each in known if it in each)
    return next(found, None), False


def _part(words: Sequence[Token], text: str, at: int) -> _Counted | None:
    """Read a part of a unit before it: *half a year*, *two and a half years*, *1.5 years*."""
    last = at - 1
    while last >= 0 and words[last].word in ("a", "an", "of"):
        last -= 1
    if last < 0:
        return None
    word = words[last].word
    if (written := _ONE_OF.fullmatch(word)) is not None:
        return _Counted(int(written[1] or 0), last, at + 1, int(written[2]))
    between = text[words[last - 1].end : words[last].start] if last and text else ""
    if between in ("/", "⁄", ".", ",", "٫") and words[last - 1].word.isdecimal():
        return _figures(words[last - 1].word, between, word, (last - 1, at + 1))
    part = _PARTS.get(word) or _PARTS.get(word.removeprefix("ل").removeprefix("ب"))
    if part is None:
        return None
    first = last - 1 if last and words[last - 1].word in ("a", "one") else last
    if first > 1 and words[first - 1].word == "and":
        whole, _ = _number(words[first - 2].word)
        if whole is not None:
            return _Counted(whole, first - 2, at + 1, part)
    return _Counted(0, last, at + 1, part)


def _figures(left: str, between: str, right: str, span: tuple[int, int]) -> _Counted | None:
    """Read two figures parted by a stroke or a stop: *1/2*, *1.5*."""
    if between in ("/", "⁄"):
        return _Counted(0, *span, int(right)) if left == "1" and right in ("2", "4") else None
    parts = {"5": 2, "50": 2, "25": 4}
    return _Counted(int(left), *span, parts[right]) if right in parts else None


def _with_part_behind(words: Sequence[Token], found: _Counted) -> _Counted:
    """Return it with the part that follows its unit: *a year and a half*, ``سنة ونصف``."""
    behind = [token.word for token in words[found.end : found.end + 3]]
    if behind[:1] and behind[0][:1] == "و" and behind[0][1:] in _PARTS:
        return found._replace(end=found.end + 1, part=_PARTS[behind[0][1:]])
    if behind[:2] == ["and", "a"] and behind[2:] and behind[2] in _PARTS:
        return found._replace(end=found.end + 3, part=_PARTS[behind[2]])
    return found


def _one(words: Sequence[Token], text: str, at: int) -> _Counted | None:
    """Read a bare singular as one, where a word of time stands beside it or it closes a clause."""
    following = words[at + 1].word if at + 1 < len(words) else ""
    before, word = words[at - 1].word if at else "", words[at].word
    if following in _ONE_WHOLE:
        return _Counted(1, at, at + 2)
    if before in _BARE and following not in ("من", "لاخر"):
        return _Counted(1, at, at + 1)
    if following[1:] in _PARTS and following[:1] == "و":
        return _Counted(1, at, at + 1)
    ahead = word in _BY_ONE and any(each.word == "قبل" for each in words[max(0, at - _AHEAD) : at])
    if (word in _FOR_ONE and not following.isdecimal()) or ahead:
        return _Counted(1, at, at + 1)
    closes = not following or _ENDS.match(text, words[at].end)
    if word in _LAST_OF_ITS_CLAUSE and closes and _keeps(words[:at]):
        return _Counted(1, at, at + 1)
    return None


def _keeps(words: Sequence[Token]) -> bool:
    """Tell whether Arabic words speak of keeping or deleting."""
    return any(_KEEPING.match(token.word) for token in words)


def _ends_range(words: Sequence[Token], text: str, start: int) -> bool:
    """Tell whether another number stands before a counted one as a range: *18 to 24 months*."""
    before = [token.word for token in words[max(0, start - 3) : start]]
    if not before or start >= len(words):
        return False
    if _number(before[-1])[0] is not None:
        gap = text[words[start - 1].end : words[start].start]
        spoken = bool(_FROM_TO.intersection(before)) and words[start].word.startswith("و")
        return spoken or (bool(gap) and _DASH.fullmatch(gap) is not None)
    if len(before) < 2 or _number(before[-2])[0] is None:  # noqa: PLR2004 - a number and *to*
        return False
    return before[-1] in _TO | _OR or (before[-1] in _AND and before[0] in _FROM_TO)


def _joined(words: Sequence[Token], one: Length, other: Length) -> bool:
    """Tell whether two lengths are the ends of a range: *six months to two years*."""
    between = [token.word for token in words[one.span[1] : other.span[0]]]
    opened = one.span[0] > 0 and words[one.span[0] - 1].word in _FROM_TO
    if not between:
        return opened and words[other.span[0]].word.startswith("و")
    return len(between) == 1 and (between[0] in _TO or (opened and between[0] in _AND))
