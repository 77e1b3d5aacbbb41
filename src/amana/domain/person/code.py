"""One-time codes: how they are read, and how strong they are.

NIST SP 800-63B, sections 3.1.3.1 and 3.1.3.2: at least six digits, ten minutes at most, used once,
tries limited. What a policy promises may be stricter, never weaker.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from amana.domain.promises.verify import Verify
from amana.domain.vocabulary.protecting import IdentityMeans

DIGITS: Final = 6
MOST_DIGITS: Final = 12
LASTS: Final = timedelta(minutes=10)
TRIES: Final = 5
_BETWEEN: Final = frozenset(" -\u00a0\u200e\u200f\u2009\u202f\u2066\u2067\u2068\u2069")
"""Signs that people, and what they copy from, put between digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTerms:
    """How a code is made, and how long it is good."""

    digits: int
    ends: datetime
    tries: int


def code_terms(promises: Iterable[Verify], *, now: datetime) -> CodeTerms:
    """Return the terms of a code made now: the strictest of our own and of what is promised."""
    coded = [each for each in promises if IdentityMeans.ONE_TIME_CODE in each.by]
    return CodeTerms(
        digits=min(MOST_DIGITS, max([DIGITS, *(each.digits or 0 for each in coded)])),
        ends=min([now + LASTS, *(each.lasts.after(now) for each in coded if each.lasts)]),
        tries=min([TRIES, *(each.tries for each in coded if each.tries)]),
    )


def read_code(typed: str) -> str:
    """Return the digits 0 to 9 of what somebody typed, in whichever script; nothing for no code.

    Arabic-Indic and Persian digits mean what they say; spaces and marks of direction nothing.
    """
    signs = [sign for sign in typed[: 4 * MOST_DIGITS] if sign not in _BETWEEN]
    found = [unicodedata.decimal(sign, None) for sign in signs]
    if None in found or not DIGITS <= len(found) <= MOST_DIGITS:
        return ""
    return "".join(str(each) for each in found)
