"""Webhooks as Standard Webhooks (version 1) says: signed, with an id that stays the same.

The signature is HMAC-SHA-256 over ``id.timestamp.body`` under the secret's bytes, which are what
follows ``whsec_`` in base64.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from amana.channels.errors import BadChannel
from amana.channels.posting import check_place, post

PREFIX: Final = "whsec_"
_SHORTEST_KEY: Final = 24
_LONGEST_KEY: Final = 64
"""Bytes of a secret (Standard Webhooks, *Signature scheme*)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that takes signed messages. Its repr shows neither address nor secret."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    private: bool = False
    """Whether it may lie in the own network; loopback counts as such."""

    def __post_init__(self) -> None:
        """Raise ``BadChannel`` where it could never be used."""
        check_place(self.url)
        key_of(self.secret)

    def send(self, body: bytes, *, message: str, at: datetime) -> None:
        """Post the message once. Raises ``NotReached``, ``NotTaken`` and ``PlaceForbidden``.

        A redirect is not followed: it would carry the message to a place that nobody chose.
        """
        headers = signed_headers(self.secret, body, message=message, at=at)
        headers["content-type"] = "application/json"
        post(self.url, body, headers=headers, private=self.private)


def signed_headers(secret: str, body: bytes, *, message: str, at: datetime) -> dict[str, str]:
    """Return the three headers of a message."""
    seconds = str(int(at.timestamp()))
    said = b".".join((message.encode(), seconds.encode(), body))
    mac = hmac.digest(key_of(secret), said, hashlib.sha256)
    return {
        "webhook-id": message,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode('ascii')}",
    }


def key_of(secret: str) -> bytes:
    """Return the bytes of a secret, or raise ``BadChannel``."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (ValueError, binascii.Error):
        raise BadChannel(what="secret") from None
    if not _SHORTEST_KEY <= len(key) <= _LONGEST_KEY:
        raise BadChannel(what="secret")
    return key
