"""Characters that a value may not hold, or does not need: Unicode hygiene by type of field.

Decided in decision record 0156. What can be no text of a person's (half a character, NUL,
control characters, noncharacters) is refused everywhere. In free text the joiners and the marks
of direction stay, because Arabic and Persian are written with them; what only hides or turns
text around goes. In values with a form of their own (addresses, numbers) nothing invisible stays.
"""

import re
import unicodedata
from typing import Final

from amana.domain.record.errors import StrangeCharacter, TooLong, WrongKind
from amana.domain.record.types import LONGEST, ValueType

_NEVER: Final = re.compile(
    # controls but tabulator and line ends, surrogates, noncharacters of the first plane
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_HIDING: Final = re.compile(
    # soft hyphen, vowel separator, zero-width space, embeddings and overrides, invisible
    # operators, shaping switches, byte order mark, interlinear marks, tags
    "[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_INVISIBLE: Final = re.compile(f"{_HIDING.pattern[:-1]}\u061c\u200c-\u200f\u2066-\u2069]")
_OVERRIDE: Final = re.compile("[\u202d\u202e]")
_LINE_END: Final = re.compile("\r\n?|[\u2028\u2029]")
_MAYBE_MARKS: Final = re.compile(r"[^\w\s]{31,}")
_MOST_MARKS: Final = 30
"""More marks on one letter than any script has (Unicode Standard Annex 15, section 13)."""


def text_of(raw: object, kind: ValueType, *, longest: int | None = None) -> str:
    """Return a value that has to be a text, if it is one, short enough, and of whole characters.

    Raises ``WrongKind``, ``TooLong`` or ``StrangeCharacter``.
    """
    if not isinstance(raw, str):
        raise WrongKind(type=kind)
    most = LONGEST[kind] if longest is None else longest
    if len(raw) > most:
        raise TooLong(type=kind, most=most)
    found = _NEVER.search(raw)
    if found:
        raise strange(found[0], kind)
    return raw


def strange(character: str, kind: ValueType) -> StrangeCharacter:
    """Return the error that names a character by its code."""
    return StrangeCharacter(type=kind, character=f"U+{ord(character):04X}")


def tidy(text: str, kind: ValueType) -> tuple[str, bool]:
    """Return free text in its normal form (NFC), and whether something hidden was taken out.

    Line ends become line feeds. Raises ``StrangeCharacter`` where marks are heaped on one letter.
    """
    if text.isascii():
        return (_LINE_END.sub("\n", text) if "\r" in text else text), False
    _refuse_heaps(text, kind)
    shown = _HIDING.sub("", text)
    normal = unicodedata.normalize("NFC", _LINE_END.sub("\n", shown))
    return normal, len(shown) < len(text)


def bare(text: str, kind: ValueType, *, refuse_overrides: bool = False) -> str:
    """Return a value with a form of its own, without anything invisible and without ends of space.

    Where ``refuse_overrides``, an override of direction is refused: what would be kept is not
    what its writer saw. Raises ``StrangeCharacter``.
    """
    if text.isascii():
        return text.strip()
    found = _OVERRIDE.search(text) if refuse_overrides else None
    if found:
        raise strange(found[0], kind)
    _refuse_heaps(text, kind)
    return _INVISIBLE.sub("", text).strip()


def plain_digits(text: str) -> str:
    """Return the text in its plain compatible form (NFKC), the digits of any script as ASCII."""
    if text.isascii():
        return text
    return "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", text))


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def _refuse_heaps(text: str, kind: ValueType) -> None:
    """Raise where marks without number stand on one letter: ordering them takes square time."""
    if not _MAYBE_MARKS.search(text):
        return
    heaped = 0
    for sign in text:
        heaped = heaped + 1 if unicodedata.combining(sign) else 0
        if heaped > _MOST_MARKS:
            raise strange(sign, kind)
