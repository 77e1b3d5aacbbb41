"""What a column's name says about what it holds, whatever its table.

Of an English name the last word says what the column is (``email_template`` is a template), of an
Arabic one the first; what stands beside must leave it as it is, or the name says less.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from amana.domain.proposal.folding import fold
from amana.domain.proposal.lexicon import (
    CERTAIN,
    NAME_WORDS,
    NEUTRAL,
    POSSIBLE,
    ROLES,
    RULES,
    TELLS_OF_IT,
    Rule,
)
from amana.domain.proposal.segments import segments
from amana.domain.record.types import ValueType

_BEFORE: Final = frozenset(
    "is has can should must num count max min requires require allow show hide use uses "
    "send enable valid template default".split()
)
"""Words at the beginning that make the name one of a flag, a count or a rule."""
_LOOSE: Final = frozenset(
    fold(word)
    for word in (
        "state zone area block region district country city position department company language "
        "lang locale location device token secret subject body message rating photo picture image "
        "handle login pass pin pan mac age degree major school race treatment interest "
        "note remark signature subscribed consent about caption headline pan tel long lat line "
        "line1 line2 line3 line4 organization organisation job building flat want receive "
        "instruction observation social browser query response answer comment review reply "
        "feedback bio industry designation vat initial ism hay mail ua lab income degree "
        "دوله مدينه منطقه قسم لغه صوره موقع حي سن دين لقب تعليق تقييم مراجعه ملاحظات عمر جهاز علاج "
        "مبنى رساله شركه"
    ).split()
)
"""Words that mean many things: alone they count only in a table about people."""
_ARABIC: Final = "\u0600"
_PLAIN_REST: Final = NEUTRAL | ROLES
_PART: Final = 0.6
"""How much remains of a word's weight where words stand beside it that nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a name says."""

    kind: str
    type: ValueType
    confidence: float
    loose: bool = False
    """The words mean many things: it needs a table about people, or values that agree."""


@lru_cache(maxsize=16_384)
def said_by(column: str) -> Said | None:
    """Return what the name says, or nothing."""
    words = segments(column)
    if not words or (words[0] in _BEFORE and len(words) > 1):
        return None
    readings = [*_readings(words), *_role_names(words)]
    return max(readings, key=lambda each: each[:2], default=((), 0.0, None))[2]


def _readings(words: tuple[str, ...]) -> Iterator[tuple[tuple[bool, int], float, Said]]:
    """Yield what each phrase in the name says, with how well it fits."""
    for rule in RULES:
        for phrase in rule.phrases:
            for start in range(len(words) - len(phrase) + 1):
                if words[start : start + len(phrase)] == phrase:
                    yield from _reading(rule, phrase, words[:start], words[start + len(phrase) :])


def _reading(
    rule: Rule, phrase: tuple[str, ...], before: tuple[str, ...], behind: tuple[str, ...]
) -> Iterator[tuple[tuple[bool, int], float, Said]]:
    """Yield what the phrase says among these words, unless they make it another thing."""
    arabic = phrase[0][:1] >= _ARABIC
    if behind and not arabic and behind[-1] in TELLS_OF_IT:
        return
    strange = [] if arabic else [word for word in behind if word not in _PLAIN_REST]
    loose = len(phrase) == 1 and phrase[0] in _LOOSE and not ROLES.intersection(before)
    if loose and strange:
        return
    confidence = rule.confidence * (_PART if strange else 1.0)
    said = Said(kind=rule.kind, type=rule.type, confidence=confidence, loose=loose)
    yield (not strange, len(phrase)), confidence, said


def _role_names(words: tuple[str, ...]) -> Iterator[tuple[tuple[bool, int], float, Said]]:
    """Yield a person's name where the words are ``customer name`` or a bare ``name``."""
    arabic = words[0][:1] >= _ARABIC
    head, rest = (words[0], words[1:]) if arabic else (words[-1], words[:-1])
    if words[-1] in {"ar", "en", "arabic", "english"} and len(words) > 1:
        head, rest = words[-2], words[:-2]
    if head not in NAME_WORDS:
        return
    if ROLES.intersection(rest):
        yield (True, 2), CERTAIN, Said(kind="name", type=ValueType.TEXT, confidence=CERTAIN)
    elif not rest and head != "title":
        yield (
            (True, 1),
            POSSIBLE,
            Said(kind="name", type=ValueType.TEXT, confidence=POSSIBLE, loose=True),
        )
