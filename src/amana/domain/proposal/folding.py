"""Names of tables and columns as words that can be compared, in Arabic, English and between.

``CustomerEMail``, ``customer_e_mail`` and ``بريد_العميل`` each give their words, small, with
Arabic letters in one form, the article taken off, and an English plural in the singular.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DROPPED: Final = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u061c]")
_LETTERS: Final = str.maketrans("أإآٱؤئىةکی", "ااااوييهكي")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN: Final = re.compile(r"[\W_]+")
_NUMBER_BEHIND: Final = re.compile(r"(?<=[a-z\u0621-\u064a])\d+$")
_ARTICLE: Final = "ال"
_SHORTEST: Final = 3
_AS_THEY_ARE: Final = frozenset(
    "address status business gps class process access pass class_ news sms dns tls ssl has is was "
    "this bus gas species series analysis basis diagnosis focus bonus virus campus canvas iris "
    "css os abs plus minus less express progress success loss boss cross gross dress".split()
)


def fold(word: str) -> str:
    """Return a word as it is compared: small, without marks, Arabic letters in one form."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", word)).casefold()
    return plain.translate(_LETTERS)


@lru_cache(maxsize=16_384)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, in order, with a number behind a word taken off."""
    parts = _BETWEEN.split(_CAMEL.sub("_", unicodedata.normalize("NFKC", name)[:200]))
    return tuple(_one(_NUMBER_BEHIND.sub("", fold(part))) for part in parts if part)


def _one(word: str) -> str:
    """Return the word without article or plural."""
    if word.startswith(_ARTICLE) and len(word) - len(_ARTICLE) >= _SHORTEST:
        return word.removeprefix(_ARTICLE)
    kept = word in _AS_THEY_ARE or word.endswith("ss") or not word.endswith("s")
    if kept or len(word) <= _SHORTEST:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]
