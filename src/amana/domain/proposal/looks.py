"""What single values look like, and how many values of a column look like what.

A tally holds counts alone: no value of a person leaves the place where it was looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Look(StrEnum):
    """What a value looks like; a value may look like several things."""

    EMAIL = "email"
    PHONE = "phone"
    NATIONAL_ID = "national_id"
    IBAN = "iban"
    CARD = "card"
    IP = "ip"
    PLACE = "coordinates"
    BIRTH = "birth"
    """A day on which somebody who lives may have been born, and who is no small child."""
    NAME = "name"
    """A name of a person, in Arabic or Latin letters, with a given name that is known."""
    LETTERS = "letters"
    """One to five words of letters alone, as names are written."""
    PASSWORD = "password"  # noqa: S105 - the name of a look
    """A password as frameworks keep it: scheme, salt and hash."""
    AGENT = "agent"
    """What a browser says of itself."""
    PROSE = "prose"
    """Sentences: several words, and long."""
    INSIDE = "inside"
    """A longer text with an address, number or account of somebody inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the sampled values of a column look."""

    looked: int = 0
    """Values that were there: neither null nor empty."""
    distinct: int = 0
    counts: Mapping[Look, int] = field(default_factory=dict)
    bare_phones: int = 0
    """Telephone numbers without their country: none of them is found by a person's own number."""

    def share(self, look: Look) -> float:
        """Return which part of the values looks so, 0 to 1."""
        return self.counts.get(look, 0) / self.looked if self.looked else 0.0
