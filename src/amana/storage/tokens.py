"""Keys and tokens as they are stored: SHA-256 of 256 random bits, never the secret itself."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

_KEY_PREFIX: Final = "amana_"
_LONGEST_TOKEN: Final = 200
_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An API key as it is known afterwards: never the key itself."""

    id: UUID
    label: str
    created_at: datetime
    revoked_at: datetime | None


def fresh_key() -> str:
    """Return a new API key."""
    return _KEY_PREFIX + secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> bytes:
    """Return SHA-256 of the token; one that is far too long is cut, and matches nothing."""
    return hashlib.sha256(token[:_LONGEST_TOKEN].encode("utf-8", "replace")).digest()
