"""Identifiers as they are compared: one form for one address."""

from collections.abc import Mapping
from typing import Final

from amana.domain.person.identifiers import IdentifierKind, check_device
from amana.values import ValueType, normal

_TYPES: Final[Mapping[IdentifierKind, ValueType]] = {
    IdentifierKind.EMAIL: ValueType.EMAIL,
    IdentifierKind.PHONE: ValueType.PHONE,
}


def normal_identifier(kind: IdentifierKind, raw: str, *, country: str | None = None) -> str:
    """Return an identifier's one form, or raise what its kind refuses; the value never shows.

    ``country`` is where a phone number without its country's number was dialled.
    """
    if kind is IdentifierKind.DEVICE:
        return check_device(raw)
    return str(normal(_TYPES[kind], raw, country=country).value)
