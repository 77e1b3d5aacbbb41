"""The words that a writer put into a letter, without those of the letter that it answers."""

import re
from itertools import takewhile
from typing import Final

LONGEST: Final = 20_000
"""Characters of a letter that are looked at."""
_MOST_LINES: Final = 400
_QUOTED: Final = re.compile(r"\s{0,3}[>|»]")
_MARKS: Final = re.compile(r"[*_\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Marks of direction and bold letters, which programs put around how they introduce a letter."""
_RULE: Final = re.compile(r"(-{2,}|_{5,}|={5,})\s*$")
"""The line before a signature (RFC 3676, section 4.3), and lines that programs draw."""
_INTRODUCED: Final = re.compile(
    r"\s*-{2,}\s*(original message|forwarded message|الرسالة الأصلية|رسالة معاد توجيهها)\b.*"
    r"|\s*(on\b.{4,200}\bwrote|(في|بتاريخ)\s.{4,200}\s(كتب|جاء\s+من).{0,200}|كتب\s.{1,200})\s*:\s*"
    r"|.{0,200}تمت كتابة ما يلي بواسطة.{0,200}"
    r"|\s*(from|من|sent|أُ?رسلت|المرسل)\s*:.{1,300}",
    re.IGNORECASE,
)
"""How programs introduce the letter that is answered."""


def own_words(text: str) -> str:
    """Return what the writer wrote: nothing quoted, no signature, not what others wrote before."""
    lines = text[:LONGEST].splitlines()[:_MOST_LINES]
    kept = takewhile(_is_own, lines)
    return "\n".join(line for line in kept if not _QUOTED.match(line)).strip()


def _is_own(line: str) -> bool:
    """Tell whether what follows is still the writer's own, as far as the line shows it."""
    return not _RULE.match(line) and not _INTRODUCED.fullmatch(_MARKS.sub("", line))
