"""Free text: whole characters, one normal form, and no card number in it."""

from typing import Final

from amana.domain.record.cards import cut_cards
from amana.domain.record.hygiene import text_of, tidy
from amana.domain.record.types import Normal, Note, ValueType

_FEWEST_DIGITS: Final = 13


def clean_text(
    raw: object, kind: ValueType = ValueType.TEXT, *, longest: int | None = None
) -> Normal:
    """Return free text in NFC, line ends as line feeds, card numbers cut to their last four.

    Raises ``WrongKind``, ``TooLong`` or ``StrangeCharacter`` (decision record 0156).
    """
    text = text_of(raw, kind, longest=longest)
    normal, removed = tidy(text, kind)
    cut = cut_cards(normal) if len(normal) >= _FEWEST_DIGITS else normal
    if cut != normal:
        return Normal(value=cut, note=Note.CARD_CUT)
    return Normal(value=cut, note=Note.HIDDEN_REMOVED if removed else None)
