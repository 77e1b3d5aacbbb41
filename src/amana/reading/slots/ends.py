"""Which end of a span of time a length is: what two lengths are together, and the shortest time.

*A year and six months* is one length; *at least two years and at most five* is a range; *no less
than five years* gives no end at all.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from amana.domain.period import Period
from amana.domain.policy.weight import length
from amana.reading.folding import Token


class Length(NamedTuple):
    """A length of time that is said."""

    iso: str
    span: tuple[int, int]
    """Its words: the first, and the one after the last."""
    ranged: bool
    """Whether it is the longer end of a range, of which the text says no more."""
    least: bool = False
    """Whether it is the shortest time, and the text gives no longest."""
    of_service: bool = False
    """Whether it is how long a service has been at work, and no period."""


_UNITS: Final = ("years", "months", "weeks", "days", "hours", "minutes")
"""From the longest: of a length of several units each is shorter than the one before."""
TO: Final = frozenset({"to", "until", "الي", "حتي"})
OR: Final = frozenset({"or", "او"})
FROM_TO: Final = frozenset({"between", "بين"})
AND: Final = frozenset({"and", "و"})
LIMITS: Final = frozenset(
    {
        "at", "most", "least", "no", "not", "nor", "more", "longer", "less", "fewer", "than", "up",
        "but", "maximum", "minimum", "of", "a", "for", "exceeding", "ولا", "وليس", "لا", "تزيد",
        "يزيد", "تتجاوز", "يتجاوز", "تتعدي", "يتعدي", "تقل", "يقل", "علي", "وعلي", "عن", "من",
        "الاقل", "الاكثر", "الاقصي", "الادني", "اكثر", "اقل", "بحد", "وبحد", "كحد", "وكحد", "حد",
        "اقصي", "ادني", "اقصاه", "اقصاها", "واقصاها", "ادناها",
    }
)  # fmt: skip
"""Words before or behind an end of a range: *at least 6 and at most 12 months*."""
_MOST_LIMITS: Final = 8
_OF_SEVERAL: Final = re.compile(r"\s*[,،]?\s*(?:and|و)?\s*")
_COMMA: Final = re.compile(r"[,،]")
_FOR: Final = re.compile(r"for|لل\w+|[وب]ال\w+")
"""What a second period is said of where a comma parts it from the first."""
_EACH_ITS_OWN: Final = re.compile(r"\brespectively\b|\bعلي (?:التوالي|الترتيب)\b")
_BEFORE: Final = 6
_BEHIND: Final = 3
_AT_LEAST: Final = re.compile(
    r"\b(?:at least|at a minimum|(?:a )?minimum(?: period)?(?: of)?"
    r"|(?:no|not|nor)(?: for)? (?:less|fewer|shorter) than"
    r"|[ومل]?لا [تي](?:قل|نقص|قصر) عن|ليس اقل من"
    r"|علي الاقل|[بك]حد ادني|حدها الادني|حده الادني|ادناها|ادناه)"
    r"(?: (?:for|a period of|مده|لمده|فتره|لفتره))?$"
)
_LEAST_BEHIND: Final = re.compile(
    r"^(?:at (?:the (?:very )?)?least|or (?:longer|more)|(?:as a )?minimum\b(?! age)"
    r"|and (?:longer|more)\b"
    r"|علي الاقل|[بك]حد ادني|او اكثر|او اطول|فاكثر|واكثر|فما فوق|كاقل)"
)
_MORE: Final = re.compile(
    r"\b(?:more|longer) than$|\bover$|\bin excess of$|\b(?:اكثر|اطول) من$"
    r"|\b(?:تزيد|يزيد) (?:علي|عن)$|\b(?:تتجاوز|يتجاوز|تفوق)$"
)
_LESS: Final = re.compile(r"\b(?:less|fewer|shorter) than$|\bاقل من$")
_DENIED: Final = re.compile(
    r"\b(?:not|never|no|nor|dont|wont|cannot|[وف]?(?:لا|لن|لم|ليس|الا|دون))\b"
)
_ENDED: Final = re.compile(
    r"\b(?:delet|eras|remov|destr|purg|anonymi|wip)\w*"
    r"|\b\w{0,3}(?:حذف|محو|مسح|تلف|زيل|ازال|اتلاف)\w*"
)
"""What is over after *more than a year* is had no longer than that."""


def together(words: Sequence[Token], text: str, one: Length, other: Length) -> Length | None:
    """Return two lengths as one: *two years and six months*, ``سنتان وستة أشهر``."""
    if one.of_service or other.of_service:
        return None
    gap = text[words[one.span[1] - 1].end : words[other.span[0]].start]
    joined = _is_added(words[other.span[0]].word)
    if _OF_SEVERAL.fullmatch(gap) is None or (_is_arabic(words, other) and not joined):
        return None
    if one.span[0] > 0 and words[one.span[0] - 1].word in FROM_TO:
        return None
    behind = words[other.span[1]].word if other.span[1] < len(words) else ""
    if _COMMA.search(gap) and _FOR.fullmatch(behind):
        return None
    iso = _added(one.iso, other.iso)
    if iso is None or _EACH_ITS_OWN.search(_folded(words[other.span[1] :])):
        return None
    return Length(iso, (one.span[0], other.span[1]), one.ranged or other.ranged)


def range_of(words: Sequence[Token], one: Length, other: Length) -> Length | None:
    """Return two lengths as the longer end of the range that they are: *six months to a year*."""
    if one.of_service or other.of_service or not _joined(words, one, other):
        return None
    longer = max(one.iso, other.iso, key=lambda iso: length(Period.parse(iso)))
    return Length(longer, (one.span[0], other.span[1]), ranged=True)


def is_least(words: Sequence[Token], span: tuple[int, int]) -> bool:
    """Tell whether words beside a length say that it is the shortest time: *no less than*.

    What is *more* than a length is one too, unless that is denied, or data is gone by then.
    """
    added = _is_added(words[span[0]].word)
    before = "" if added else _folded(words[max(0, span[0] - _BEFORE) : span[0]])
    behind = _folded(words[span[1] : span[1] + _BEHIND])
    if _AT_LEAST.search(before) or _LEAST_BEHIND.match(behind):
        return True
    if _LESS.search(before):
        return _DENIED.search(_folded(words[: span[0]])) is not None
    said = _folded(words)
    return bool(_MORE.search(before)) and not (_DENIED.search(said) or _ENDED.search(said))


def _added(one: str, other: str) -> str | None:
    """Add a length of smaller units to another; ``None`` where its units are not smaller."""
    first, second = Period.parse(one), Period.parse(other)
    smallest = max(at for at, unit in enumerate(_UNITS) if getattr(first, unit))
    largest = min(at for at, unit in enumerate(_UNITS) if getattr(second, unit))
    if largest <= smallest:
        return None
    return str(Period(**{unit: getattr(first, unit) or getattr(second, unit) for unit in _UNITS}))


def _is_added(word: str) -> bool:
    """Tell whether an Arabic word is joined to what stands before it: ``وستة``."""
    return word.startswith("و") and word not in ("واحد", "واحده")


def _is_arabic(words: Sequence[Token], found: Length) -> bool:
    """Tell whether the unit of a length is an Arabic word."""
    return words[found.span[1] - 1].word[:1] > "z"


def _joined(words: Sequence[Token], one: Length, other: Length) -> bool:
    """Tell whether two lengths are the ends of a range: *six months to two years*."""
    between = [token.word for token in words[one.span[1] : other.span[0]]]
    opened = one.span[0] > 0 and words[one.span[0] - 1].word in FROM_TO
    if not between:
        return _is_added(words[other.span[0]].word) and (opened or one.least != other.least)
    if len(between) == 1 and (between[0] in TO | OR or (opened and between[0] in AND)):
        return True
    limits = between[1:] if between[0] in AND else between
    if one.least and _is_added(words[other.span[0]].word) and LIMITS.issuperset(between):
        return True
    if len(between) > _MOST_LIMITS or not LIMITS.issuperset(limits):
        return False
    return (between[0] in AND and bool(limits)) or one.least != other.least


def _folded(words: Sequence[Token]) -> str:
    """Return words as one string."""
    return " ".join(token.word for token in words)
