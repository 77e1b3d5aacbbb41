"""Secrets that are handed out once: 256 random bits, of which only SHA-256 is stored.

Who reads the table cannot come in. No stretching is needed for that many random bits, and no
comparison can be timed: what is looked up is the hash, of which nobody chooses the bytes.
"""

import hashlib
import secrets
from typing import Final

_BYTES: Final = 32
_LONGEST: Final = 200


def new_token() -> str:
    """Return a fresh secret."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> bytes:
    """Return SHA-256 of the token; one that is far too long is cut, and matches nothing."""
    return hashlib.sha256(token[:_LONGEST].encode("utf-8", "replace")).digest()
