"""What a heading or lead-in rules out for the bare list under it: *What we never collect*."""

import re
from functools import lru_cache
from typing import Final

from amana.reading.features import Features
from amana.reading.folding import tokens

_ACTS: Final = (
    r"(?:collect|gather|share|sell|use|keep|store|do|ask|take|track|record|give|disclose|send"
    r"|request|process|hold|retain)"
)
_RULED_OUT: Final = re.compile(
    rf"\b(?:we|us)\s(?:\w+\s){{0,2}}?(?:dont|not|never|wont)\s(?:\w+\s){{0,2}}?{_ACTS}\b"
    rf"|^(?:never|not)\s{_ACTS}ed\b"
    r"|\b(?:لا|لن)\s(?:نقوم\s)?(?:ب?ن?(?:جمع|شارك|بيع|ستخدم|ستعمل|حتفظ|خزن|سجل|فعل|طلب|اخذ|تتبع|كشف|فصح))\w*"
)
_EXCEPTED: Final = re.compile(
    r"\b(?:except|unless|without|until|only|other than|beyond|but)\b"
    r"|\b(?:الا|دون|بدون|سوي|ما لم|باستثناء|عدا|قبل|فقط|حتي)\b"
)
_LONGEST: Final = 12
"""Words of what rules out a list: a longer one is a sentence of its own."""
_BARE: Final = ("we", "finite", "not", "may_you", "right", "except", "only")
"""Concepts of a passage that says something itself."""


def is_ruled_out_above(piece: Features) -> bool:
    """Tell whether a passage without a verb of its own stands under words that rule an act out."""
    above = piece.lead_in_words or piece.heading_words
    return bool(above) and _rules_out(above) and not any(piece.has(name) for name in _BARE)


@lru_cache(maxsize=1_024)
def _rules_out(above: str) -> bool:
    """Tell whether a heading or lead-in rules out an act of ours, without an exception."""
    words = [token.word for token in tokens(above)]
    folded = " ".join(words)
    if len(words) > _LONGEST or _EXCEPTED.search(folded):
        return False
    return _RULED_OUT.search(folded) is not None
