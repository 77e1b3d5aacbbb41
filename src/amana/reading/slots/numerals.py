"""Numerals in words and figures, Arabic and English."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

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
AR_ONES: Final = {
    "واحد": 1, "واحده": 1, "احد": 1, "احدي": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2,
    "اثنين": 2, "اثنان": 2, "اثنتين": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4,
    "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثماني": 8,
    "ثمانيه": 8, "ثمان": 8, "تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10,
}  # fmt: skip
_AR_TENS: Final = {
    "عشرين": 20, "عشرون": 20, "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "اربعون": 40,
    "خمسين": 50, "خمسون": 50, "ستين": 60, "ستون": 60, "سبعين": 70, "سبعون": 70, "ثمانين": 80,
    "ثمانون": 80, "تسعين": 90, "تسعون": 90, "مييه": 100, "ميه": 100, "مايه": 100,
} | {
    ones + hundred: number * 100
    for number, ones in enumerate(
        ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"), start=3
    )
    for hundred in ("مييه", "ميه", "مايه")
} | {"ميتين": 200, "ميتان": 200, "مايتين": 200, "مايتان": 200}  # fmt: skip
_DIGITS: Final = re.compile(r"(?:و|ب|ل|ال|بال|وال)?([0-9]{1,5})")
_WRITTEN_ON: Final = re.compile("(?:وال|بال|لل|ال|و|ب|ل)")
TEN: Final = 10
HUNDRED: Final = 100


def summed(values: Sequence[int]) -> int:
    """Return the number that numerals say together: *three hundred sixty five*."""
    total = 0
    for value in values:
        total = total * value if value == HUNDRED and 0 < total < TEN else total + value
    return total


@lru_cache(maxsize=4_096)
def numeral(word: str) -> tuple[int | None, bool]:
    """Return the value of a numeral and whether it is in digits: English or Arabic words."""
    figures = _DIGITS.fullmatch(word)
    if figures:
        return int(figures[1]), True
    plain = _WRITTEN_ON.sub("", word, count=1) if _WRITTEN_ON.match(word) else word
    known = (_EN, AR_ONES, _AR_TENS)
    found = (each[it] for it in (word, plain) for each in known if it in each)
    return next(found, None), False
