"""Messages that come in, signed as Standard Webhooks has it."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from amana.channels.webhook import key_of
from amana.domain.errors import Refused

TOLERANCE: Final = timedelta(minutes=5)
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,100}", re.ASCII)
_SECONDS: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_MOST: Final = 10


class BadSignature(Refused):
    """The message is not signed with the secret that was agreed, or not within five minutes."""

    code = "mail.bad_signature"


def check_signed(headers: Mapping[str, str], body: bytes, *, secret: str, now: datetime) -> None:
    """Raise ``BadSignature`` unless the message is signed with the secret, a short while ago."""
    name, seconds = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not _ID.fullmatch(name) or not _SECONDS.fullmatch(seconds):
        raise BadSignature
    said = b".".join((name.encode(), seconds.encode(), body))
    mac = hmac.digest(key_of(secret), said, hashlib.sha256)
    wanted = b"v1," + base64.b64encode(mac)
    given = headers.get("webhook-signature", "").split(" ")[:_MOST]
    if not any(hmac.compare_digest(wanted, each.encode("utf-8")) for each in given):
        raise BadSignature
    if abs(now.timestamp() - int(seconds)) > TOLERANCE.total_seconds():
        raise BadSignature
