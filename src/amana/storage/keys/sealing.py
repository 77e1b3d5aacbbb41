"""Sealed entry bodies: AES-256-GCM, each bound to its service and entry.

Bytes of the sealed form, version 1::

    01 | length of key id, 1 byte | key id, ASCII | nonce, 12 bytes | ciphertext and tag

The key id is ``service.1``, the service's own key, for a body about nobody (and for bodies older
than persons' keys), or ``person.1``, the key of the person that the body is about.

Associated data are ``amana-body-1``, a zero byte, the sealed form up to the nonce, the service,
a zero byte, the entry's 16 bytes, and under ``person.1`` the 32 bytes of the person's keyed hash:
a body moved to another entry, person or service does not open.
Nonces are random; a key may seal 2**32 bodies (NIST SP 800-38D, section 8.3).
``spec/vectors/sealing.json`` pins the bytes.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.storage.errors import CannotOpen
from amana.storage.keys.keyring import Keyring

_VERSION: Final = 1
_NONCE_BYTES: Final = 12
_TAG: Final = b"amana-body-1\0"
_OF_SERVICE: Final = b"service.1"
_OF_PERSON: Final = b"person.1"


class KeysOfPersons(Protocol):
    """Whoever has the keys of persons."""

    def cached(self, service: str, person_key: bytes) -> AESGCM | None:
        """Return the person's key if it is at hand; nothing is asked."""
        ...

    def find(self, service: str, person_key: bytes) -> AESGCM:
        """Return the person's key, or raise ``KeyMissing``."""
        ...

    def obtain(self, service: str, person_key: bytes) -> AESGCM:
        """Return the person's key, made first where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens the bodies of one service, and names its persons' look-up keys."""

    ring: Keyring
    persons: KeysOfPersons

    @property
    def service(self) -> str:
        """The service whose bodies it seals."""
        return self.ring.service

    def person_key(self, person: str) -> bytes:
        """Return the 32 bytes under which rows about the person are found."""
        return hmac.digest(self.ring.lookup, person.encode("utf-8"), hashlib.sha256)

    def at_hand(self, person: bytes) -> bool:
        """Tell whether the key of the person of this look-up key was used here lately."""
        return self.persons.cached(self.service, person) is not None

    def seal(
        self,
        plain: bytes,
        *,
        entry: UUID,
        person: bytes | None = None,
        nonce: bytes | None = None,
    ) -> bytes:
        """Seal the plain bytes for this entry, under the person's key if it is about one.

        ``person`` is a look-up key. Only the vectors' test gives a nonce.
        """
        key_id = _OF_SERVICE if person is None else _OF_PERSON
        under = self.ring.body if person is None else self.persons.obtain(self.service, person)
        fresh = secrets.token_bytes(_NONCE_BYTES) if nonce is None else nonce
        head = bytes((_VERSION, len(key_id))) + key_id
        return head + fresh + under.encrypt(fresh, plain, self._bound(head, entry, person))

    def open(self, sealed: bytes, *, entry: UUID, person: bytes | None = None) -> bytes:
        """Return the plain bytes; any change, or another entry's, raises ``CannotOpen``.

        ``person`` is the look-up key of whom the entry is about; ``KeyMissing`` is raised where
        that person's key is not there.
        """
        head, nonce, cipher = _split(sealed)
        if head[2:] == _OF_PERSON and person is not None:
            under = self.persons.find(self.service, person)
        elif head[2:] == _OF_SERVICE:
            under, person = self.ring.body, None
        else:
            raise CannotOpen(entry=str(entry))
        try:
            return under.decrypt(nonce, cipher, self._bound(head, entry, person))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(entry=str(entry)) from error

    def _bound(self, head: bytes, entry: UUID, person: bytes | None) -> bytes:
        """Return the associated data."""
        return _TAG + head + self.service.encode("utf-8") + b"\0" + entry.bytes + (person or b"")


def _split(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    """Cut the sealed form in head, nonce and ciphertext; another version has none of them."""
    if len(sealed) < 2 or sealed[0] != _VERSION:  # noqa: PLR2004 - version and length, a byte each
        raise CannotOpen(entry="?")
    end = 2 + sealed[1]
    return sealed[:end], sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]
