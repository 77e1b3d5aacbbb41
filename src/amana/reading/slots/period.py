"""Lengths of time in words or digits, Arabic and English, as ISO 8601."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from amana.domain.period import Period
from amana.domain.policy.weight import length
from amana.reading.folding import Token, forms
from amana.reading.slots.numerals import AR_ONES, HUNDRED, TEN, numeral, summed

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
_SINGULAR: Final = frozenset({"سنه", "شهر", "اسبوع", "عام", "يوم", "ساعه"})
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
_LIMITS: Final = frozenset({"at", "most", "least", "no", "not", "more", "than", "up"})
"""Words before an end of a range: *at least 6 and at most 12 months*."""
_DASH: Final = re.compile(r"\s*[-–—]\s*")
_SIGN: Final = re.compile(r"[.,٫٬،']|\s?[/⁄+*×]\s?")
_THOUSANDS: Final = re.compile(r"[0-9٠-٩۰-۹]{1,3}(?:[,٬،'][0-9٠-٩۰-۹]{3}){1,2}")
_POINT: Final = re.compile(r"[0-9٠-٩۰-۹]{1,5}[.,٫][0-9٠-٩۰-۹]{1,5}")
_STROKE: Final = re.compile(r"[/⁄+*×]")
_DECIMALS: Final = {"": (0, 1), "5": (2, 1), "25": (4, 1), "75": (4, 3)}
"""Decimals that are parts of a unit: how small the part is, and how many of it."""
_LONGEST_FIGURE: Final = 5
_THOUSAND: Final = frozenset(
    {"thousand", "thousands", "million", "الف", "والف", "الاف", "الفي", "الفين", "مليون"}
)
_ENDS: Final = re.compile(r"\s*[.,،؛;:)!\n]")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MOST: Final = 99_999
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
    parts: int = 1
    """How many such parts: three quarters."""


def period(words: Sequence[Token], text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the first length of time, as ISO 8601, and its words; ages are none."""
    return next(periods(words, text), None)


def periods(words: Sequence[Token], text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each length of time that is said, in order; of a range its longer end."""
    yield from ((found.iso, found.span) for found in lengths(words, text))


def lengths(words: Sequence[Token], text: str) -> Iterator[Length]:
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
            found = _figure(words, text, at)
            if found is None and not _is_beyond(words, text, at):
                found = _part(words, at) or _counted(words, at) or _one(words, text, at)
            if found is None or _is_rate(words, found) or _is_calendar(named, found):
                continue
            counted = found if found.part else _with_part_behind(words, found)
        iso = _iso(named, counted, fortnight=token.word.startswith(_FORTNIGHT))
        other = _other_end(words, text, counted)
        if iso is not None and other > counted.number and not counted.part:
            iso = _iso(named, counted._replace(number=other), fortnight=False)
        if iso is not None:
            ranged = other > 0 or _ends_range(words, text, counted.start)
            yield Length(iso, (counted.start, counted.end), ranged)


def _other_end(words: Sequence[Token], text: str, counted: _Counted) -> int:
    """Return the number at the other end of a range, 0 where none is said in so many words.

    Words and figures that say the same count once: *12 (twelve) to 24 (twenty-four) months*.
    """
    start = counted.start
    same = _numeral(words, start)
    if same is not None and same[0] == counted.number and start < counted.end:
        start = same[1]
    limits = start
    while limits > 0 and words[limits - 1].word in _LIMITS:
        limits -= 1
    joined = words[limits - 1].word if limits else ""
    if joined not in _TO | _OR and not (joined in _AND and limits < start):
        return 0
    other = _numeral(words, limits - 1)
    if other is None or "." in text[words[other[1]].start : words[limits - 1].start]:
        return 0
    return 0 if _YEAR.fullmatch(str(other[0])) else other[0]


def _numeral(words: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Return the number that ends before a place, in words or a figure, and where it begins."""
    found = _counted(words, end) if end > 0 else None
    return None if found is None else (found.number, found.start)


def _iso(unit: str, counted: _Counted, *, fortnight: bool) -> str | None:
    """Write a number of units; ``None`` if a part is no whole number of any, or it is too long."""
    count = counted.number * (2 if fortnight else 1)
    amounts = {unit: count} if count else {}
    if counted.part:
        if unit not in _SMALLER:
            return None
        smaller, many = _SMALLER[unit]
        if many * counted.parts % counted.part:
            return None
        amounts[smaller] = many * counted.parts // counted.part
    try:
        return str(Period.parse(str(Period(**amounts))))
    except ValueError:
        return None


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
        hundreds = start and numeral(words[start - 1].word)[0] == HUNDRED
        if values and word == "and" and hundreds:
            start -= 1
            continue
        value, digits = numeral(word)
        if value is None or (digits and values):
            break
        values.insert(0, value)
        start -= 1
        if digits or _begins_another(words, start, word, value):
            # What stands before says the same in words (ninety (90) days), or begins a range.
            break
    if len(values) == 1 and words[last].word in _SOME:
        return None
    total = summed(values)
    return _Counted(total, start + 1, at + 1) if 0 < total <= _MOST else None


def _begins_another(words: Sequence[Token], before: int, word: str, value: int) -> bool:
    """Tell whether *and five* is a number beside the one before it: *between three and five*."""
    if not word.startswith("و") or word in AR_ONES or value > TEN or before < 0:
        return False
    other, _ = numeral(words[before].word)
    return other is not None and other <= TEN


def _part(words: Sequence[Token], at: int) -> _Counted | None:
    """Read a part of a unit before it: *half a year*, *two and a half years*, *1.5 years*."""
    last = at - 1
    while last >= 0 and words[last].word in ("a", "an", "of"):
        last -= 1
    if last < 0:
        return None
    word = words[last].word
    if (written := _ONE_OF.fullmatch(word)) is not None:
        return _Counted(int(written[1] or 0), last, at + 1, int(written[2]))
    part = _PARTS.get(word) or _PARTS.get(word.removeprefix("ل").removeprefix("ب"))
    if part is None:
        return None
    first = last - 1 if last and words[last - 1].word in ("a", "one") else last
    if first > 1 and words[first - 1].word == "and":
        whole, _ = numeral(words[first - 2].word)
        if whole is not None:
            return _Counted(whole, first - 2, at + 1, part)
    return _Counted(0, last, at + 1, part)


def _figure(words: Sequence[Token], text: str, at: int) -> _Counted | None:
    """Read figures with a sign between them before a unit: *1.5*, *1,095*, *1/2*; else nothing."""
    first, last = _figures(words, text, at)
    if first == last:
        return None
    written = text[words[first].start : words[last].end]
    parted = [words[n].word for n in range(first, last + 1)]
    span = (first, at + 1)
    if _THOUSANDS.fullmatch(written) is not None:
        total = int("".join(parted))
        return _Counted(total, *span) if 0 < total <= _MOST else None
    if len(parted) > 2 or max(map(len, parted)) > _LONGEST_FIGURE:  # noqa: PLR2004 - two figures
        return None
    left, right = parted
    if _STROKE.search(written):
        return _Counted(0, *span, int(right)) if left == "1" and right in ("2", "4") else None
    if _POINT.fullmatch(written) is None:
        return None
    part = _DECIMALS.get(right.rstrip("0"))
    return None if part is None else _Counted(int(left), *span, *part)


def _figures(words: Sequence[Token], text: str, at: int) -> tuple[int, int]:
    """Return the first and the last of the figures before a unit that a sign joins."""
    last = at - 1
    while last > 0 and words[last].word in _BETWEEN | {"a", "of"}:
        last -= 1
    first = last
    while first > 0 and words[first].word.isdecimal() and words[first - 1].word.isdecimal():
        if not _SIGN.fullmatch(text[words[first - 1].end : words[first].start]):
            break
        first -= 1
    return first, last


def _is_beyond(words: Sequence[Token], text: str, at: int) -> bool:
    """Tell whether a number before a unit is none that is read: too long, parted, of thousands."""
    first, last = _figures(words, text, at)
    if first < last:
        return True
    if last < 0:
        return False
    word = words[last].word
    if any(each.isdecimal() for each in word):
        return numeral(word)[0] is None and _ONE_OF.fullmatch(word) is None
    first = max(0, last - _MOST_NUMERALS)
    while last >= first and (numeral(words[last].word)[0] is not None or words[last].word == "and"):
        last -= 1
    return last >= 0 and words[last].word in _THOUSAND


def _is_calendar(unit: str, found: _Counted) -> bool:
    """Tell whether a number is that of a year, and counts none: *from 2019 to 2024*."""
    return unit == "years" and _YEAR.fullmatch(str(found.number)) is not None


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
    counted = before in _BARE and following not in ("من", "لاخر")
    if counted or (word in _SINGULAR and _begins_range(words, at)):
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


def _begins_range(words: Sequence[Token], at: int) -> bool:
    """Tell whether an Arabic singular is the lower end of a range: ``سنة أو سنتين``."""
    behind = [token.word for token in words[at + 1 : at + 3]]
    if not behind:
        return False
    if at and words[at - 1].word in _FROM_TO and behind[0].startswith("و"):
        return _of_time(behind[0])[1] is not None or numeral(behind[0])[0] is not None
    if len(behind) < 2 or behind[0] not in _TO | _OR:  # noqa: PLR2004 - a word and an end
        return False
    return _of_time(behind[1])[1] is not None or numeral(behind[1])[0] is not None


def _keeps(words: Sequence[Token]) -> bool:
    """Tell whether Arabic words speak of keeping or deleting."""
    return any(_KEEPING.match(token.word) for token in words)


def _ends_range(words: Sequence[Token], text: str, start: int) -> bool:
    """Tell whether another number stands before a counted one as a range: *18 to 24 months*."""
    before = [token.word for token in words[max(0, start - 3) : start]]
    if not before or start >= len(words):
        return False
    if numeral(before[-1])[0] is not None:
        gap = text[words[start - 1].end : words[start].start]
        spoken = bool(_FROM_TO.intersection(before)) and words[start].word.startswith("و")
        return spoken or (bool(gap) and _DASH.fullmatch(gap) is not None)
    if len(before) < 2 or numeral(before[-2])[0] is None:  # noqa: PLR2004 - a number and *to*
        return False
    return before[-1] in _TO | _OR or (before[-1] in _AND and before[0] in _FROM_TO)


def _joined(words: Sequence[Token], one: Length, other: Length) -> bool:
    """Tell whether two lengths are the ends of a range: *six months to two years*."""
    between = [token.word for token in words[one.span[1] : other.span[0]]]
    opened = one.span[0] > 0 and words[one.span[0] - 1].word in _FROM_TO
    if not between:
        return opened and words[other.span[0]].word.startswith("و")
    if len(between) == 1:
        return between[0] in _TO | _OR or (opened and between[0] in _AND)
    return between[0] in _AND and _LIMITS.issuperset(between[1:])
