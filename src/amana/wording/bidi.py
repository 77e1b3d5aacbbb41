"""Keeping stretches of the other direction apart (Unicode Standard Annex 9)."""

import unicodedata
from typing import Final

from amana.domain.words import ARABIC, Language

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_DIRECTIONAL_ISOLATE: Final = "\u2069"

_CONTROLS: Final = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
)
_UNSEEN: Final = {
    code: f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *_CONTROLS)
}
_UNSEEN_BESIDE_LINES: Final = {code: word for code, word in _UNSEEN.items() if code != ord("\n")}
_OVERRIDES: Final = dict.fromkeys(range(0x202A, 0x202F))


def direction(language: Language) -> str:
    """Return ``rtl`` or ``ltr``, as the ``dir`` attribute of HTML takes it."""
    return "rtl" if language == ARABIC else "ltr"


def isolate(text: str) -> str:
    """Return the text so that what stands around it is not reordered by it, in plain text.

    Controls inside the text are dropped: an override in foreign text could otherwise turn
    around the words beside it.
    """
    return f"{FIRST_STRONG_ISOLATE}{without_controls(text)}{POP_DIRECTIONAL_ISOLATE}"


def isolate_within(text: str, language: Language) -> str:
    """Return the text isolated where its own direction differs from that of the language.

    Its direction is that of its first strong character (UAX 9, rule P2); a text without one,
    such as a number, is isolated too.
    """
    strong = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), None)
    own = first is not None and (first == "L") is (direction(language) == "ltr")
    return without_controls(text) if own else isolate(text)


def without_controls(text: str) -> str:
    """Return the text without any character that only steers direction."""
    return text.translate(_CONTROLS)


def without_overrides(text: str) -> str:
    """Return the text without embeddings and overrides, which can make it read as another.

    Marks and isolates stay: writers of Arabic need them, and markup around the text ends them.
    """
    return text.translate(_OVERRIDES)


def legible(text: str, *, lines: bool = False) -> str:
    """Return the text with control characters and those that steer direction written out.

    A terminal would obey them. They are written as JSON does it, and YAML in double quotes.
    With ``lines``, line feeds stay as they are.
    """
    return text.translate(_UNSEEN_BESIDE_LINES if lines else _UNSEEN)
