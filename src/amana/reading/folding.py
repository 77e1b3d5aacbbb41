"""Words as they are compared: letters folded, clitics and endings taken off, places kept.

A token keeps its place in the source, so that whatever matches can be shown word for word.
Folding takes away what the same word may be written with or without: case, diacritics,
tatweel, presentation forms, the seats of hamza, the dots of a final ya or ta, Arabic or
Persian digits, and direction marks hidden inside a word.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_INSIDE: Final = (
    "\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f\u00ad"
    "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069"
)
_TOKEN: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_INSIDE}]|['’](?=[^\W_]))*")
_DROPPED: Final = re.compile(rf"[{_INSIDE}]")
_LETTERS: Final = str.maketrans(
    "أإآٱؤئىةکی" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹",
    "ااااوييهكي" + "0123456789" * 2,
)
_FIRST_ARABIC: Final = "\u0600"
_PREFIXES: Final = (
    *("وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال"),
    *("وب", "ول", "فل", "فب", "وس", "فس", "وك", "و", "ف", "ب", "ل", "ك", "س"),
)
_SUFFIXES: Final = (
    *("ونها", "ونهم", "ونه", "ونك", "ونكم", "هما", "هم", "ها", "كم", "نا"),
    *("ون", "ين", "وا", "ان", "ه", "ك", "ي", "ا"),
)
_PRONOUNS: Final = frozenset({"هما", "هم", "ها", "كم", "نا", "ه", "ك", "ي"})
_SHORTEST: Final = 2
_SHORTEST_WITH_ENDING: Final = 3
_LONGEST_WORD: Final = 40
EXACT: Final = "$"
"""Stands after a word of a list that takes no ending: ``غير$`` is not ``وغيرها``."""


class Token(NamedTuple):
    """A word of a text: folded, and where it stands."""

    word: str
    start: int
    end: int


_token: Final = tuple.__new__
"""Makes a token without the call of its class: it is made for each word of a text."""


def fold(word: str) -> str:
    """Return the word as it is compared."""
    plain = unicodedata.normalize("NFKC", _DROPPED.sub("", word))
    plain = _DROPPED.sub("", plain).casefold().translate(_LETTERS)
    return plain.replace("’s", "").replace("'s", "").replace("’", "").replace("'", "")


@lru_cache(maxsize=65_536)
def _fold_short(word: str) -> str:
    """Fold a word of at most the ordinary length, and remember it."""
    return fold(word)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of the text in order; longer runs than any word are cut off."""
    return tuple(
        [
            _token(Token, (_fold_short(match[0][:_LONGEST_WORD]), *match.span()))
            for match in _TOKEN.finditer(text)
        ]
    )


@lru_cache(maxsize=65_536)
def forms(word: str) -> tuple[str, ...]:
    """Return what a folded word may be a form of, itself first, each once.

    A form that ends in ``$`` has lost no ending.
    """
    found = _arabic(word) if word[:1] >= _FIRST_ARABIC else _english(word)
    return tuple(dict.fromkeys(found))


def _english(word: str) -> list[str]:
    """Take off the plural, the past and the present participle."""
    found = [word, word + EXACT]
    if len(word) <= _SHORTEST_WITH_ENDING:
        return found
    if word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            found += _verbs(word[: -len(ending)])
    return found


def _verbs(stem: str) -> list[str]:
    """Return the verbs that a stem without its ending may be of."""
    found = [stem, stem + "e"]
    if stem.endswith("i"):
        found.append(stem[:-1] + "y")
    if stem[-1:] == stem[-2:-1]:
        found.append(stem[:-1])
    return found


def _arabic(word: str) -> list[str]:
    """Take off what is written on to a word before and after it."""
    bare = [word]
    bare += [word[len(p) :] for p in _PREFIXES if word.startswith(p)]
    found = []
    for stem in bare:
        if len(stem) >= _SHORTEST:
            found += [stem, stem + EXACT]
            found += _without_ending(stem)
    return found


def _without_ending(stem: str) -> list[str]:
    """Take off a pronoun or plural; a feminine's t before a pronoun is its h again."""
    found = []
    for suffix in _SUFFIXES:
        short = stem.removesuffix(suffix)
        if short != stem and len(short) >= _SHORTEST_WITH_ENDING:
            found.append(short)
            if short.endswith("ت") and suffix in _PRONOUNS:
                found.append(short[:-1] + "ه")
            if suffix in ("ي", "ا"):
                continue
            if short.endswith("ا"):
                found.append(short[:-1] + "ي")
    return found
