"""By what a person is known besides the service's own id."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from amana.domain.errors import Malformed

OWN_ID: Final = "own"
"""What stands for the kind beside these where the service's own id is meant."""


class IdentifierKind(StrEnum):
    """What kind of identifier it is."""

    EMAIL = "email"
    PHONE = "phone"
    DEVICE = "device"
    """A device's or a browser's id."""


TERMS: Final[Mapping[IdentifierKind, frozenset[str]]] = MappingProxyType(
    {
        IdentifierKind.EMAIL: frozenset({"pd:EmailAddress"}),
        IdentifierKind.PHONE: frozenset({"pd:TelephoneNumber"}),
        IdentifierKind.DEVICE: frozenset({"pd:DeviceBased", "pd:UID"}),
    }
)
"""The terms of data by which a policy declares that it holds such identifiers."""

LONGEST_DEVICE: Final = 200


class BadIdentifier(Malformed):
    """The value is none of its kind. It is not repeated here."""

    code = "persons.bad_identifier"


def check_device(value: str) -> str:
    """Return a device's id as it is; raises ``BadIdentifier`` where it is no plain token."""
    fits = 0 < len(value) <= LONGEST_DEVICE and value.isascii() and value.isprintable()
    if not fits or " " in value:
        raise BadIdentifier(kind=IdentifierKind.DEVICE.value)
    return value


def matched(kind: IdentifierKind, value: str) -> str:
    """Return the form in which a normalised value is compared: mail knows no large letters.

    RFC 5321, section 2.4, leaves large letters before the at sign to the receiver; no receiver
    worth the name tells people apart by them.
    """
    return value.casefold() if kind is IdentifierKind.EMAIL else value


class Why(StrEnum):
    """Why an address stays out."""

    ERASED = "erased"
    """Its person was erased."""
    OPTED_OUT = "opted_out"
    """Its person wants no messages there."""
    ASKED = "asked"
    """Somebody whom the service does not know asked to be left alone."""
