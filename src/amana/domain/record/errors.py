"""Why a value cannot be taken. The value never stands in an error; its field's name does.

UnfitValue
├── WrongKind            a number where a text has to be, and the like
├── TooLong
├── StrangeCharacter     half a character, NUL, an override in an address
├── Unreadable           not an e-mail address, not a date …
└── CardNumberRefused    a full card number where cutting would leave nothing of use
"""

from typing import Self

from amana.domain.errors import Field, Malformed
from amana.domain.record.types import ValueType


class UnfitValue(Malformed):
    """A value does not fit its field. ``field`` names the field, ``type`` its type."""

    code = "value.unfit"

    def __init__(self, *, type: ValueType, field: str = "", **more: Field) -> None:  # noqa: A002 - the word that a map of fields uses
        """Keep what is safe to show; who knows the field's name adds it by ``of``."""
        super().__init__(type=type.value, field=field, **more)

    def of(self, field: str) -> Self:
        """Return the error itself, which names the field from now on."""
        self.fields["field"] = field
        return self


class WrongKind(UnfitValue):
    """The value is not of a kind that the type reads, such as a list where a text has to be."""

    code = "value.kind"


class TooLong(UnfitValue):
    """The value is longer than ``most`` characters."""

    code = "value.too_long"


class StrangeCharacter(UnfitValue):
    """The value holds a character that it may not: ``character`` is its code, as ``U+202E``."""

    code = "value.character"


class Unreadable(UnfitValue):
    """The value is not what its type says: not an address, not a number, not a day."""

    code = "value.unreadable"


class CardNumberRefused(UnfitValue):
    """The value holds a full card number, in a field that cannot hold its last four instead."""

    code = "value.card_number"
