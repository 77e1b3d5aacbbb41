"""Sealed entry bodies: AES-256-GCM, each bound to its service and entry.

Bytes of the sealed form, version 1::

    01 | length of key id, 1 byte | key id, ASCII | nonce, 12 bytes | ciphertext and tag

Associated data are ``amana-body-1``, a zero byte, the sealed form up to the nonce, the service,
a zero byte and the entry's 16 bytes: a body moved to another entry or service does not open.
Nonces are random; a key may seal 2**32 bodies (NIST SP 800-38D, section 8.3).
``spec/vectors/sealing.json`` pins the bytes.
"""

import hashlib
import hmac
import secrets
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.storage.errors import CannotOpen
from amana.storage.keys.root import Purpose, RootKey

_VERSION: Final = 1
_NONCE_BYTES: Final = 12
_TAG: Final = b"amana-body-1\0"
_SERVICE_KEY: Final = "service.1"
"""Id of the key derived for the whole service; keys of persons and epochs get ids of their own."""


class Sealer:
    """Seals and opens the bodies of one service, and names its persons' look-up keys."""

    __slots__ = ("_body", "_person", "_service")

    def __init__(self, root: RootKey, *, service: str) -> None:
        """Derive this service's keys."""
        self._service = service
        self._body = AESGCM(root.derive(Purpose.BODY, service=service))
        self._person = root.derive(Purpose.PERSON, service=service)

    def person_key(self, person: str) -> bytes:
        """Return the 32 bytes under which rows about the person are found."""
        return hmac.digest(self._person, person.encode("utf-8"), hashlib.sha256)

    def seal(self, plain: bytes, *, entry: UUID, nonce: bytes | None = None) -> bytes:
        """Seal the plain bytes for this entry. Only the vectors' test gives a nonce."""
        fresh = secrets.token_bytes(_NONCE_BYTES) if nonce is None else nonce
        head = bytes((_VERSION, len(_SERVICE_KEY))) + _SERVICE_KEY.encode("ascii")
        return head + fresh + self._body.encrypt(fresh, plain, self._bound(head, entry))

    def open(self, sealed: bytes, *, entry: UUID) -> bytes:
        """Return the plain bytes; any change, or another entry's, raises ``CannotOpen``."""
        head, nonce, cipher = _split(sealed)
        if head[2:] != _SERVICE_KEY.encode("ascii"):
            raise CannotOpen(entry=str(entry))
        try:
            return self._body.decrypt(nonce, cipher, self._bound(head, entry))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(entry=str(entry)) from error

    def _bound(self, head: bytes, entry: UUID) -> bytes:
        """Return the associated data."""
        return _TAG + head + self._service.encode("utf-8") + b"\0" + entry.bytes


def _split(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    """Cut the sealed form in head, nonce and ciphertext; another version has none of them."""
    if len(sealed) < 2 or sealed[0] != _VERSION:  # noqa: PLR2004 - version and length, a byte each
        raise CannotOpen(entry="?")
    end = 2 + sealed[1]
    return sealed[:end], sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]
