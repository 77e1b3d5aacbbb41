"""Lengths of time in words or digits, Arabic and English, as ISO 8601."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from amana.domain.period import Period
from amana.reading.folding import Token, forms
from amana.reading.slots.ages import is_of_people, is_of_service
from amana.reading.slots.ends import (
    AND,
    FROM_TO,
    LIMITS,
    OR,
    TO,
    Length,
    is_least,
    range_of,
    together,
)
from amana.reading.slots.numerals import AR_ONES, HUNDRED, TEN, numeral, summed
from amana.reading.slots.singular import one
from amana.reading.slots.units import PARTS, Counted, unit_of

_BETWEEN: Final = frozenset({"business", "working", "calendar", "consecutive", "full", "and"})
_AGE: Final = frozenset(
    {
        "old", "age", "aged", "under", "18th", "سن", "السن", "عمر", "العمر", "عمره", "اعمارهم",
        "عمرك", "دون", "سنه$", "younger",
    }
)  # fmt: skip
_SOME: Final = frozenset({"احد", "احدي"})
"""Numerals that alone are no number: *some of the days*."""
_TIMES: Final = frozenset({"once", "twice", "times", "time"})
"""Words before *a year* that make it a rate."""
_ONE_OF: Final = re.compile(r"([0-9]{0,3}?)1⁄([24])")
_SMALLER: Final = {
    "years": ("months", 12), "months": ("days", 30), "days": ("hours", 24),
    "hours": ("minutes", 60),
}  # fmt: skip
"""What a part of a unit is counted in: half a month is fifteen days."""
_FORTNIGHT: Final = "fortnight"
_LIMITS: Final = LIMITS - {"for", "of", "a"}
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
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MOST: Final = 99_999
_NEAR: Final = 4
_MOST_NUMERALS: Final = 6


def period(words: Sequence[Token], text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the first length of time, as ISO 8601, and its words; ages are none."""
    return next(periods(words, text), None)


def periods(words: Sequence[Token], text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each length of time that is said, in order; of a range its longer end."""
    yield from ((found.iso, found.span) for found in lengths(words, text))


def lengths(words: Sequence[Token], text: str) -> Iterator[Length]:
    """Yield each length of time that is a period, with which end of a span it is."""
    return (found for found in spans(words, text) if not found.of_service)


def spans(words: Sequence[Token], text: str) -> Iterator[Length]:
    """Yield each length of time, that for which a service has been at work too."""
    whole = _merged(_each(words, text), partial(together, words, text))
    ended = (_with_end(words, found) for found in whole)
    return _merged(ended, partial(range_of, words))


def _merged(
    found: Iterable[Length], join: Callable[[Length, Length], Length | None]
) -> Iterator[Length]:
    """Yield lengths, those that are one by a rule as one."""
    held: Length | None = None
    for each in found:
        joined = None if held is None else join(held, each)
        if held is not None and joined is None:
            yield held
        held = joined or each
    if held is not None:
        yield held


def _with_end(words: Sequence[Token], found: Length) -> Length:
    """Return a length with whether it is the shortest time: of a range the longer end is known."""
    return found if found.ranged else found._replace(least=is_least(words, found.span))


def _each(words: Sequence[Token], text: str) -> Iterator[Length]:
    """Yield each length by itself: the two ends of a range that each name a unit are two."""
    for at, token in enumerate(words):
        unit, dual = unit_of(token.word)
        named = dual or unit
        if named is None or (named == "years" and (_of_age(words, at) or _dates(words, at))):
            continue
        counted = _how_many(words, text, at, named, dual=dual is not None)
        if counted is None:
            continue
        span = counted.start, counted.end
        iso = _iso(named, counted, fortnight=token.word.startswith(_FORTNIGHT))
        if iso is None or (named == "years" and is_of_people(words, span)):
            continue
        other = _other_end(words, text, counted)
        if other > counted.number and not counted.part:
            iso = _iso(named, counted._replace(number=other), fortnight=False) or iso
        ranged = other > 0 or _ends_range(words, text, counted.start)
        yield Length(iso, span, ranged, of_service=is_of_service(words, span))


def _how_many(
    words: Sequence[Token], text: str, at: int, unit: str, *, dual: bool
) -> Counted | None:
    """Return how many of a unit are said, with the part that follows it."""
    if dual:
        return _with_part_behind(words, Counted(2, at, at + 1))
    found = _figure(words, text, at)
    if found is None and not _is_beyond(words, text, at):
        found = _part(words, at) or _counted(words, at) or one(words, text, at)
    if found is None or _is_rate(words, found) or _is_calendar(unit, found):
        return None
    return found if found.part else _with_part_behind(words, found)


def _other_end(words: Sequence[Token], text: str, counted: Counted) -> int:
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
    written_on = limits < start and words[limits].word.startswith("و")
    joined = words[limits - 1].word if limits else ""
    if not written_on and joined not in TO | OR and not (joined in AND and limits < start):
        return 0
    end = limits if written_on else limits - 1
    other = _numeral(words, end)
    if other is None or "." in text[words[other[1]].start : words[end].start]:
        return 0
    return 0 if _YEAR.fullmatch(str(other[0])) else other[0]


def _numeral(words: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Return the number that ends before a place, in words or a figure, and where it begins."""
    found = _counted(words, end) if end > 0 else None
    return None if found is None else (found.number, found.start)


def _iso(unit: str, counted: Counted, *, fortnight: bool) -> str | None:
    """Write a number of units; ``None`` where a part of one is no whole number of any."""
    count = counted.number * (2 if fortnight else 1)
    amounts = {unit: count} if count else {}
    if counted.part:
        if unit not in _SMALLER:
            return None
        smaller, many = _SMALLER[unit]
        if many * counted.parts % counted.part:
            return None
        amounts[smaller] = many * counted.parts // counted.part
    return str(Period(**amounts))


def _of_age(words: Sequence[Token], at: int) -> bool:
    """Tell whether a number of years is somebody's age."""
    around = words[max(0, at - _NEAR) : at + 3]
    return any(form in _AGE for token in around for form in (token.word, *forms(token.word)[:1]))


def _dates(words: Sequence[Token], at: int) -> bool:
    """Tell whether the number of a year follows: *law no. 13 of the year 2016*."""
    return at + 1 < len(words) and _YEAR.fullmatch(words[at + 1].word) is not None


def _is_rate(words: Sequence[Token], found: Counted) -> bool:
    """Tell whether *a year* follows on how often: *twice a year* is no length of time."""
    return found.start > 0 and words[found.start - 1].word in _TIMES


def _counted(words: Sequence[Token], at: int) -> Counted | None:
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
    return Counted(total, start + 1, at + 1) if 0 < total <= _MOST else None


def _begins_another(words: Sequence[Token], before: int, word: str, value: int) -> bool:
    """Tell whether *and five* is a number beside the one before it: *between three and five*."""
    if not word.startswith("و") or word in AR_ONES or value > TEN or before < 0:
        return False
    other, _ = numeral(words[before].word)
    return other is not None and other <= TEN


def _part(words: Sequence[Token], at: int) -> Counted | None:
    """Read a part of a unit before it: *half a year*, *two and a half years*, *1.5 years*."""
    last = at - 1
    while last >= 0 and words[last].word in ("a", "an", "of"):
        last -= 1
    if last < 0:
        return None
    word = words[last].word
    if (written := _ONE_OF.fullmatch(word)) is not None:
        return Counted(int(written[1] or 0), last, at + 1, int(written[2]))
    part = PARTS.get(word) or PARTS.get(word.removeprefix("ل").removeprefix("ب"))
    if part is None:
        return None
    first = last - 1 if last and words[last - 1].word in ("a", "one") else last
    if first > 1 and words[first - 1].word == "and":
        whole, _ = numeral(words[first - 2].word)
        if whole is not None:
            return Counted(whole, first - 2, at + 1, part)
    return Counted(0, last, at + 1, part)


def _figure(words: Sequence[Token], text: str, at: int) -> Counted | None:
    """Read figures with a sign between them before a unit: *1.5*, *1,095*, *1/2*; else nothing."""
    first, last = _figures(words, text, at)
    if first == last:
        return None
    written = text[words[first].start : words[last].end]
    parted = [words[n].word for n in range(first, last + 1)]
    span = (first, at + 1)
    if _THOUSANDS.fullmatch(written) is not None:
        total = int("".join(parted))
        return Counted(total, *span) if 0 < total <= _MOST else None
    if len(parted) > 2 or max(map(len, parted)) > _LONGEST_FIGURE:  # noqa: PLR2004 - two figures
        return None
    left, right = parted
    if _STROKE.search(written):
        return Counted(0, *span, int(right)) if left == "1" and right in ("2", "4") else None
    if _POINT.fullmatch(written) is None:
        return None
    part = _DECIMALS.get(right.rstrip("0"))
    return None if part is None else Counted(int(left), *span, *part)


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


def _is_calendar(unit: str, found: Counted) -> bool:
    """Tell whether a number is that of a year, and counts none: *from 2019 to 2024*."""
    return unit == "years" and _YEAR.fullmatch(str(found.number)) is not None


def _with_part_behind(words: Sequence[Token], found: Counted) -> Counted:
    """Return it with the part that follows its unit: *a year and a half*, ``سنة ونصف``."""
    behind = [token.word for token in words[found.end : found.end + 3]]
    if behind[:1] and behind[0][:1] == "و" and behind[0][1:] in PARTS:
        return found._replace(end=found.end + 1, part=PARTS[behind[0][1:]])
    if behind[:2] == ["and", "a"] and behind[2:] and behind[2] in PARTS:
        return found._replace(end=found.end + 3, part=PARTS[behind[2]])
    return found


def _ends_range(words: Sequence[Token], text: str, start: int) -> bool:
    """Tell whether another number stands before a counted one as a range: *18 to 24 months*."""
    before = [token.word for token in words[max(0, start - 3) : start]]
    if not before or start >= len(words):
        return False
    if numeral(before[-1])[0] is not None:
        gap = text[words[start - 1].end : words[start].start]
        spoken = bool(FROM_TO.intersection(before)) and words[start].word.startswith("و")
        return spoken or (bool(gap) and _DASH.fullmatch(gap) is not None)
    if len(before) < 2 or numeral(before[-2])[0] is None:  # noqa: PLR2004 - a number and *to*
        return False
    return before[-1] in TO | OR or (before[-1] in AND and before[0] in FROM_TO)
