"""Free text: whole characters, one normal form, and no card number in it."""

import re
from typing import Final

from amana.domain.record.cards import cut_cards
from amana.domain.record.hygiene import text_of, tidy
from amana.domain.record.types import Normal, Note, ValueType

_FEWEST_DIGITS: Final = 13
_SHORT: Final = 200
"""Characters that a text of any kind may have."""
_USUAL: Final = re.compile(
    # Latin and Arabic letters and signs that are in NFC however they stand, and of digits too few
    # to be a card number: nothing of it goes.
    r"(?:[ -/:-~\n\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a]*+[0-9\u0660-\u0669]){0,12}+"
    r"[ -/:-~\n\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a]*+"
)


def clean_text(
    raw: object, kind: ValueType = ValueType.TEXT, *, longest: int | None = None
) -> Normal:
    """Return free text in NFC, line ends as line feeds, card numbers cut to their last four.

    Raises ``WrongKind``, ``TooLong`` or ``StrangeCharacter`` (decision record 0156).
    """
    if longest is None and isinstance(raw, str) and len(raw) <= _SHORT and _USUAL.fullmatch(raw):
        return Normal(value=raw)
    text = text_of(raw, kind, longest=longest)
    normal, removed = tidy(text, kind)
    cut = cut_cards(normal) if len(normal) >= _FEWEST_DIGITS else normal
    if cut != normal:
        return Normal(value=cut, note=Note.CARD_CUT)
    return Normal(value=cut, note=Note.HIDDEN_REMOVED if removed else None)
