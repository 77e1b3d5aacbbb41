"""Webhooks as Standard Webhooks (version 1) says: signed, with an id that stays the same.

The signature is HMAC-SHA-256 over ``id.timestamp.body`` under the secret's bytes, which are what
follows ``whsec_`` in base64.
"""

import base64
import binascii
import hashlib
import hmac
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import httpx

from amana.channels.errors import BadChannel, NotReached, NotTaken
from amana.channels.places import open_address
from amana.domain.hosts import is_loopback

PREFIX: Final = "whsec_"
_SHORTEST_KEY: Final = 24
_LONGEST_KEY: Final = 64
"""Bytes of a secret (Standard Webhooks, *Signature scheme*)."""
_SECONDS: Final = 10.0
_HTTPS: Final = 443


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that takes signed messages. Its repr shows neither address nor secret."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    private: bool = False
    """Whether it may lie in the own network; loopback counts as such."""

    def __post_init__(self) -> None:
        """Raise ``BadChannel`` where it could never be used."""
        parts = urlsplit(self.url)
        plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
        if not parts.hostname or not (parts.scheme == "https" or plain) or parts.fragment:
            raise BadChannel(what="url")
        key_of(self.secret)

    def send(self, body: bytes, *, message: str, at: datetime) -> None:
        """Post the message once. Raises ``NotReached``, ``NotTaken`` and ``PlaceForbidden``.

        A redirect is not followed: it would carry the message to a place that nobody chose.
        """
        parts = urlsplit(self.url)
        host, port = str(parts.hostname), parts.port or _HTTPS
        address = open_address(host, port, private=self.private)
        numeric = f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004 - IPv6
        target = httpx.URL(self.url).copy_with(host=numeric)
        headers = {
            **signed_headers(self.secret, body, message=message, at=at),
            "host": parts.netloc.rpartition("@")[2],
            "content-type": "application/json",
            "user-agent": "amana",
        }
        # Proxies of the environment are not asked: they would look the name up again.
        with httpx.Client(
            timeout=_SECONDS,
            follow_redirects=False,
            trust_env=False,
            verify=ssl.create_default_context(),
        ) as client:
            try:
                with client.stream(
                    "POST",
                    target,
                    content=body,
                    headers=headers,
                    extensions={"sni_hostname": host},
                ) as answer:
                    status = answer.status_code
            except httpx.HTTPError:
                # The cause names the address.
                raise NotReached(status=0) from None
        if not httpx.codes.is_success(status):
            raise NotTaken(status=status)


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
