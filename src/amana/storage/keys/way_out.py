"""Tokens by which one leaves a class of messages: opaque, of no one's making but the service's.

A token is the URL-safe base64 of AES-SIV (RFC 5297) under a key that follows from the ring's
look-up key by HKDF-SHA-256 (RFC 5869), over the bytes::

    01 | number of the person, 4 bytes, big-endian | language | class | channel | purpose

the last four as ASCII with zero bytes between. Associated data is the service. Without the ring
nobody makes one or learns anything from one; the same message always carries the same one. It
has no end: a person may leave by the oldest letter.
"""

import base64
import binascii
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amana.domain.vocabulary.messages import CHANNELS, CLASSES, Channel, MessageClass
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.storage.keys.sealing import Sealer

LONGEST: Final = 300
_VERSION: Final = b"\1"
_INFO: Final = b"amana-way-out-1"
_KEY_BYTES: Final = 64
_NUMBER_BYTES: Final = 4
_PARTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Who leaves what."""

    number: int = field(repr=False)
    """Of the person, in the service."""
    purpose: str
    message_class: MessageClass
    channel: Channel
    language: Language
    """Of the letter, and so of the page."""


def token_of(sealer: Sealer, leaving: Leaving) -> str:
    """Return the token of a letter's way out."""
    words = (leaving.language, leaving.message_class, leaving.channel, leaving.purpose)
    number = leaving.number.to_bytes(_NUMBER_BYTES, "big")
    plain = _VERSION + number + "\0".join(words).encode("ascii")
    sealed = _cipher(sealer.ring.lookup).encrypt(plain, [sealer.service.encode("ascii")])
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode("ascii")


def read_token(sealer: Sealer, token: str) -> Leaving | None:
    """Return who leaves what; ``None`` for anything that is no token of this service."""
    if not token.isascii() or not 0 < len(token) <= LONGEST:
        return None
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        plain = _cipher(sealer.ring.lookup).decrypt(sealed, [sealer.service.encode("ascii")])
        return _read(plain)
    except (InvalidTag, KeyError, ValueError, binascii.Error):
        return None


def _read(plain: bytes) -> Leaving | None:
    words = plain[1 + _NUMBER_BYTES :].decode("ascii").split("\0")
    if plain[:1] != _VERSION or len(words) != _PARTS or words[0] not in {ARABIC, ENGLISH}:
        return None
    return Leaving(
        number=int.from_bytes(plain[1 : 1 + _NUMBER_BYTES], "big"),
        language=ARABIC if words[0] == ARABIC else ENGLISH,
        message_class=CLASSES[words[1]],
        channel=CHANNELS[words[2]],
        purpose=words[3],
    )


@lru_cache(maxsize=256)
def _cipher(lookup: bytes) -> AESSIV:
    key = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=_INFO, info=b"key").derive(lookup)
    return AESSIV(key)
