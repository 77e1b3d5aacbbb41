"""Tokens by which one answers an announced sharing: opaque, of no one's making but the service's.

A token is the URL-safe base64 of AES-SIV (RFC 5297) under a key that follows from the ring's
look-up key by HKDF-SHA-256 (RFC 5869), over the bytes::

    01 | the announcement's id, 16 bytes | look-up key of the person, 32 bytes | language, 2 bytes

Associated data is the service. It has no end: a person may say no by the oldest letter.
"""

import base64
import binascii
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amana.domain.words import ARABIC, ENGLISH, Language
from amana.storage.keys.sealing import Sealer

LONGEST: Final = 100
_VERSION: Final = b"\1"
_INFO: Final = b"amana-answer-link-1"
_KEY_BYTES: Final = 64
_ID_END: Final = 17
_PERSON_END: Final = 49
_BYTES: Final = 51


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Who answers which announcement, in which language they were told."""

    announcement: UUID
    person: bytes = field(repr=False)
    language: Language


def answer_token(sealer: Sealer, given: Answering) -> str:
    """Return the token of a letter's link."""
    plain = _VERSION + given.announcement.bytes + given.person + given.language.encode("ascii")
    sealed = _cipher(sealer.ring.lookup).encrypt(plain, [sealer.service.encode("ascii")])
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode("ascii")


def read_answer_token(sealer: Sealer, token: str) -> Answering | None:
    """Return who answers what; ``None`` for anything that is no token of this service."""
    if not token.isascii() or not 0 < len(token) <= LONGEST:
        return None
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        plain = _cipher(sealer.ring.lookup).decrypt(sealed, [sealer.service.encode("ascii")])
    except (InvalidTag, ValueError, binascii.Error):
        return None
    if len(plain) != _BYTES or plain[:1] != _VERSION:
        return None
    return Answering(
        announcement=UUID(bytes=plain[1:_ID_END]),
        person=plain[_ID_END:_PERSON_END],
        language=ENGLISH if plain[_PERSON_END:] == ENGLISH.encode("ascii") else ARABIC,
    )


@lru_cache(maxsize=256)
def _cipher(lookup: bytes) -> AESSIV:
    key = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=_INFO, info=b"key").derive(lookup)
    return AESSIV(key)
