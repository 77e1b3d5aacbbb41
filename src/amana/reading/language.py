"""Which language a stretch of text is in, by the letters that it is written with."""

import re
from typing import Final

from amana.domain.words import ARABIC, ENGLISH, Language

_ARABIC: Final = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ADDRESS: Final = re.compile(r"\S{0,80}(?:@|://|www\.)\S{0,200}")


def language_of(text: str, *, otherwise: Language = ENGLISH) -> Language:
    """Return the language of most letters; addresses do not count, and a draw is Arabic.

    Without any letter it is ``otherwise``: what stands around it.
    """
    plain = _ADDRESS.sub(" ", text) if "@" in text or "://" in text or "www." in text else text
    if plain.isascii():
        return ENGLISH if _LATIN.search(plain) else otherwise
    arabic = len(_ARABIC.findall(plain))
    latin = len(_LATIN.findall(plain))
    if arabic == latin == 0:
        return otherwise
    return ARABIC if arabic >= latin else ENGLISH
