"""A key sealed under another key: AES-256-GCM, bound to what it is for.

Bytes of the wrapped form, version 1::

    01 | nonce, 12 bytes | ciphertext and tag

Nonces are random; a key may wrap 2**32 others (NIST SP 800-38D, section 8.3). GCM and not AES-KW
(RFC 3394), which has no place for what the key is bound to: a wrapped key that was moved to
another person, service or epoch must not open (decision 0105).
"""

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.storage.errors import CannotUnwrap

_VERSION: Final = b"\1"
_NONCE_BYTES: Final = 12
_BEGINS: Final = len(_VERSION) + _NONCE_BYTES


def wrap(under: AESGCM, key: bytes, *, bound: bytes, nonce: bytes | None = None) -> bytes:
    """Return the key, wrapped and bound. Only the vectors' test gives a nonce."""
    fresh = secrets.token_bytes(_NONCE_BYTES) if nonce is None else nonce
    return _VERSION + fresh + under.encrypt(fresh, key, bound)


def unwrap(under: AESGCM, wrapped: bytes, *, bound: bytes) -> bytes:
    """Return the key; any change, or another binding, raises ``CannotUnwrap``."""
    if wrapped[:1] != _VERSION:
        raise CannotUnwrap
    try:
        return under.decrypt(wrapped[1:_BEGINS], wrapped[_BEGINS:], bound)
    except (InvalidTag, ValueError):
        raise CannotUnwrap from None
