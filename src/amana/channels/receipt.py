"""A signed receipt: who was asked says so under the secret that both know, of this question.

Signed as Standard Webhooks has it (HMAC-SHA-256 over ``id.timestamp.body``). Its id is that of the
question with ``receipt-`` before it, so that neither the question itself, sent back, nor a receipt
of another question passes for it.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from amana.channels.errors import ReceiptForged
from amana.channels.signed import TOLERANCE
from amana.channels.webhook import key_of, signed_headers

PREFIX: Final = "receipt-"
_SECONDS: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_MOST: Final = 10
"""Signatures that are looked at: secrets overlap while one takes another's place."""


class ReceiptCheck:
    """Takes an answer's bytes as they come, and says at the end whether they are signed."""

    def __init__(self, headers: Mapping[str, str], *, secret: str, message: str) -> None:
        """Keep what the headers say. Raises ``ReceiptForged`` where they speak of another."""
        name, self._seconds = PREFIX + message, headers.get("webhook-timestamp", "")
        if headers.get("webhook-id") != name or not _SECONDS.fullmatch(self._seconds):
            raise ReceiptForged
        self._given = headers.get("webhook-signature", "").split(" ")[:_MOST]
        said = f"{name}.{self._seconds}.".encode("ascii")
        self._mac = hmac.new(key_of(secret), said, hashlib.sha256)

    def take(self, part: bytes) -> None:
        """Take the next bytes."""
        self._mac.update(part)

    def check(self, now: datetime) -> None:
        """Raise ``ReceiptForged`` unless all is signed, a short while ago."""
        wanted = b"v1," + base64.b64encode(self._mac.digest())
        if not any(hmac.compare_digest(wanted, each.encode("utf-8")) for each in self._given):
            raise ReceiptForged
        if abs(now.timestamp() - int(self._seconds)) > TOLERANCE.total_seconds():
            raise ReceiptForged


def receipt_headers(secret: str, body: bytes, *, message: str, at: datetime) -> dict[str, str]:
    """Return the headers that sign an answer to the question ``message``."""
    return signed_headers(secret, body, message=PREFIX + message, at=at)
