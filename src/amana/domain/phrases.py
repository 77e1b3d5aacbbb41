"""Grammar that every kind of promise needs: lists, numbers, periods, prepositions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.period import Period
from amana.domain.words import ARABIC, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A thing that is counted. Arabic forms as they stand after a preposition."""

    one: str
    two: str
    few: str
    """The plural, after 3 to 10."""
    many: str
    """The singular in the accusative, after 11 to 99."""
    feminine: bool
    english: str
    english_plural: str


YEAR: Final = Noun(
    one="سنة",
    two="سنتين",
    few="سنوات",
    many="سنة",
    feminine=True,
    english="year",
    english_plural="years",
)
MONTH: Final = Noun(
    one="شهر",
    two="شهرين",
    few="أشهر",
    many="شهرًا",
    feminine=False,
    english="month",
    english_plural="months",
)
WEEK: Final = Noun(
    one="أسبوع",
    two="أسبوعين",
    few="أسابيع",
    many="أسبوعًا",
    feminine=False,
    english="week",
    english_plural="weeks",
)
DAY: Final = Noun(
    one="يوم",
    two="يومين",
    few="أيام",
    many="يومًا",
    feminine=False,
    english="day",
    english_plural="days",
)
HOUR: Final = Noun(
    one="ساعة",
    two="ساعتين",
    few="ساعات",
    many="ساعة",
    feminine=True,
    english="hour",
    english_plural="hours",
)
MINUTE: Final = Noun(
    one="دقيقة",
    two="دقيقتين",
    few="دقائق",
    many="دقيقة",
    feminine=True,
    english="minute",
    english_plural="minutes",
)
PEOPLE: Final = Noun(
    one="شخص",
    two="شخصين",
    few="أشخاص",
    many="شخصًا",
    feminine=False,
    english="person",
    english_plural="people",
)
DIGIT: Final = Noun(
    one="رقم",
    two="رقمين",
    few="أرقام",
    many="رقمًا",
    feminine=False,
    english="digit",
    english_plural="digits",
)
ATTEMPT: Final = Noun(
    one="محاولة",
    two="محاولتين",
    few="محاولات",
    many="محاولة",
    feminine=True,
    english="attempt",
    english_plural="attempts",
)

_STEMS: Final = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر")
_ENGLISH: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TWO: Final = 2
_FEW: Final = range(3, 11)
_EIGHT: Final = 8


def counted(number: int, noun: Noun, language: Language) -> str:
    """Return the number with its noun, the number agreeing as each language wants it."""
    return _arabic(number, noun) if language == ARABIC else _english(number, noun)


def _arabic(number: int, noun: Noun) -> str:
    """Follow the rules for 1, 2, 3-10, 11-99 and, beyond 99, the last two digits."""
    if number == 1:
        return f"{noun.one} {'واحدة' if noun.feminine else 'واحد'}"
    if number == _TWO:
        return noun.two
    if number in _FEW:
        return f"{_few_word(number, feminine=noun.feminine)} {noun.few}"
    last_two = number % 100
    if last_two in _FEW:
        return f"{number} {noun.few}"
    return f"{number} {noun.many if last_two > max(_FEW) else noun.one}"


def _few_word(number: int, *, feminine: bool) -> str:
    """Return three to ten; the word takes the gender that its noun does not have."""
    stem = _STEMS[number - min(_FEW)]
    if not feminine:
        return f"{stem}ية" if number == _EIGHT else f"{stem}ة"
    return f"{stem}ي" if number == _EIGHT else stem


def _english(number: int, noun: Noun) -> str:
    """Write out one to ten."""
    word = _ENGLISH[number - 1] if 0 < number <= len(_ENGLISH) else str(number)
    return f"{word} {noun.english if number == 1 else noun.english_plural}"


def spelled(period: Period, language: Language) -> str:
    """Return the period in words, as it stands after *خلال* or *within*."""
    units = (
        (period.years, YEAR),
        (period.months, MONTH),
        (period.weeks, WEEK),
        (period.days, DAY),
        (period.hours, HOUR),
        (period.minutes, MINUTE),
    )
    return listed([counted(n, noun, language) for n, noun in units if n], language)


def listed(names: Sequence[str], language: Language, *, either: bool = False) -> str:
    """Join names by *and*, or by *or* where ``either`` is true; none at all is an empty text.

    In Arabic the *و* is written onto the word that it joins.
    """
    if len(names) < _TWO:
        return "".join(names)
    if language == ARABIC:
        return (" أو " if either else " و").join(names)
    *first, last = names
    return f"{', '.join(first)} {'or' if either else 'and'} {last}"


def after_lam(name: str) -> str:
    """Put *for* before an Arabic name: *للتسويق*, *لتقديم الخدمة*, *من أجل IP*."""
    if name.startswith("الل"):
        return f"لل{name.removeprefix('الل')}"
    if name.startswith("ال"):
        return f"لل{name.removeprefix('ال')}"
    if _is_arabic(name):
        return f"ل{name}"
    return f"من أجل {name}"


_MASCULINE_PLURAL: Final = re.compile(
    # A construct such as the one in "providers of ...", or a definite word on its own.
    r"^(?P<head>[\w\u064b-\u0652]{3,})و(?= )|\b(?P<whole>ال[\w\u064b-\u0652]{3,})ون\b"
)
_NOT_PLURAL: Final = frozenset({"القان", "التلفزي", "الزيت", "الشؤ", "الدي", "العي"})


def oblique(name: str) -> str:
    """Return an Arabic name as it stands after a preposition.

    A policy names its recipients in the nominative. Only sound masculine plurals are written
    otherwise: *مقدمو الخدمات* becomes *مقدمي الخدمات*, and *المعلنون* becomes *المعلنين*.
    """
    return _MASCULINE_PLURAL.sub(_oblique_word, name)


def _oblique_word(match: re.Match[str]) -> str:
    """Return the word with the ending that it has after a preposition."""
    if match["head"]:
        return f"{match['head']}ي"
    return match[0] if match["whole"] in _NOT_PLURAL else f"{match['whole']}ين"


def _is_arabic(name: str) -> bool:
    """Tell whether the first letter is one that a prefix can be written onto."""
    return "\u0621" <= name[:1] <= "\u064a"


def sentence(*parts: str) -> str:
    """Join what is said by spaces, marks standing close, and end it with a full stop."""
    text = ""
    for part in filter(None, parts):
        text += part if not text or part[0] in "،,.؛;:" else f" {part}"
    return text if text.endswith(".") else f"{text}."
