"""The types that a field of a record may have, and how long a value of each may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Plain: TypeAlias = str | int | bool
"""What a value is once it is normal: canonical JSON has a form for each of these."""


class ValueType(StrEnum):
    """How a field's value is read, brought to one form, and masked."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    IBAN = "iban"
    NATIONAL_ID = "national_id"
    IP = "ip"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    YES_NO = "yes_no"
    PLACE = "place"
    URL = "url"


LONGEST: Final[Mapping[ValueType, int]] = {
    ValueType.TEXT: 65_536,
    ValueType.EMAIL: 254,
    ValueType.PHONE: 64,
    ValueType.CARD: 64,
    ValueType.IBAN: 64,
    ValueType.NATIONAL_ID: 64,
    ValueType.IP: 64,
    ValueType.DATE: 32,
    ValueType.YEAR: 16,
    ValueType.NUMBER: 64,
    ValueType.YES_NO: 16,
    ValueType.PLACE: 1_000,
    ValueType.URL: 2_048,
}
"""The most characters that a value may have as it comes in. 254: RFC 5321 section 4.5.3.1.3."""


class Note(StrEnum):
    """What was done to a value beyond bringing it to its usual form."""

    CARD_CUT = "card_cut"
    """A card number in it was cut to its last four digits."""
    HIDDEN_REMOVED = "hidden_removed"
    """Characters that nobody sees were taken out."""
    UNCHECKED = "unchecked"
    """No rule for its country is known, so that only its form was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A value in the one form in which it is kept, compared and looked up."""

    value: Plain
    note: Note | None = None
    """The weightiest of what was done to it."""
