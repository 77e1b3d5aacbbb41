"""Ids that sort by their instant (RFC 9562, section 5.7), made by the caller of the database."""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

_RANDOM_BITS: Final = 74


def uuid7(at: datetime) -> UUID:
    """Return a new id of this instant: 48 bits of milliseconds, 74 random ones."""
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    noise = secrets.randbits(_RANDOM_BITS)
    high, low = noise >> 62, noise & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
