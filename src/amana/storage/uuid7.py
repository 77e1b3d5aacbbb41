"""Ids that sort by their instant (RFC 9562, section 5.7), made by the caller of the database."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

_ORDER_BITS: Final = 12
_RANDOM_BITS: Final = 62


def uuid7(at: datetime, *, order: int | None = None) -> UUID:
    """Return a new id of this instant.

    Ids of the same millisecond sort by ``order``, a number below 4096 (section 6.2, method 1);
    without one these bits are random too.
    """
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    second = secrets.randbits(_ORDER_BITS) if order is None else order & 0xFFF
    third = secrets.randbits(_RANDOM_BITS)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | second << 64 | 0b10 << 62 | third)


def uuid7_series(at: datetime, count: int) -> list[UUID]:
    """Return as many new ids of this instant, in their order up to 4096 of them."""
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    head = milliseconds << 80 | 0x7 << 76 | 0b10 << 62
    return [
        UUID(int=head | (order & 0xFFF) << 64 | secrets.randbits(_RANDOM_BITS))
        for order in range(count)
    ]


def instant_of(identity: UUID) -> datetime:
    """Return the instant with which an id begins; aware, UTC."""
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=identity.int >> 80)
