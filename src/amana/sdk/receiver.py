"""What an application does with a message of Amana: check who signed it, and take it once.

Messages are signed as Standard Webhooks has it: HMAC-SHA-256 over id, instant and body. Amana
sends a message again until it is taken, always under the same id; and a choice must not be
overtaken by an older one: ids and instants tell.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from amana.sdk.errors import ForgedMessage

TOLERANCE: Final = timedelta(minutes=5)
LARGEST_MESSAGE: Final = 256 * 1024
_PREFIX: Final = "whsec_"
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,100}", re.ASCII)
_SECONDS: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_MOST_SIGNATURES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One message whose signature holds."""

    id: str
    """The same however often it comes."""
    kind: str
    """Such as ``choice.changed``."""
    at: datetime
    """When it happened; of two about one person the later counts."""
    data: Mapping[str, Any] = field(repr=False)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - an application's own clock: it has no act


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Checks messages by the secret of the service; while one is replaced there are two."""

    secrets: tuple[str, ...] = field(repr=False)
    clock: Callable[[], datetime] = _now

    def read(self, headers: Mapping[str, str], body: bytes) -> Told:
        """Return what is told. Raises ``ForgedMessage`` where it is not Amana's, or too old."""
        given = {name.lower(): value for name, value in headers.items()}
        name, seconds = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
        signatures = given.get("webhook-signature", "").split(" ")[:_MOST_SIGNATURES]
        if not _ID.fullmatch(name) or not _SECONDS.fullmatch(seconds):
            raise ForgedMessage(what="headers")
        if len(body) > LARGEST_MESSAGE:
            raise ForgedMessage(what="size")
        said = b".".join((name.encode(), seconds.encode(), body))
        if not any(self._signed(said, each) for each in signatures):
            raise ForgedMessage(what="signature")
        if abs(self.clock().timestamp() - int(seconds)) > TOLERANCE.total_seconds():
            raise ForgedMessage(what="timestamp")
        return _told(name, body)

    def _signed(self, said: bytes, signature: str) -> bool:
        """Tell whether one of the secrets made this signature."""
        version, _, given = signature.partition(",")
        macs = (
            base64.b64encode(hmac.digest(_key(secret), said, hashlib.sha256)).decode()
            for secret in self.secrets
        )
        return version == "v1" and any(
            hmac.compare_digest(mac.encode(), given.encode()) for mac in macs
        )


def take_once(
    receiver: Receiver,
    headers: Mapping[str, str],
    body: bytes,
    *,
    remember: Callable[[str], bool],
    do: Callable[[Told], None],
) -> bool:
    """Check a message and do what it asks, once; tell whether it was done now.

    ``remember`` writes the id down and tells whether it is new: in the transaction in which
    ``do`` writes, so that both hold or neither. Raises ``ForgedMessage``.
    """
    told = receiver.read(headers, body)
    if not remember(told.id):
        return False
    do(told)
    return True


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (ValueError, binascii.Error):
        raise ForgedMessage(what="secret") from None


def _told(name: str, body: bytes) -> Told:
    try:
        said = json.loads(body)
        at = datetime.fromisoformat(said["timestamp"])
        kind, data = said["type"], said["data"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ForgedMessage(what="body") from None
    if not isinstance(kind, str) or not isinstance(data, dict) or at.tzinfo is None:
        raise ForgedMessage(what="body")
    return Told(id=name, kind=kind, at=at, data=data)
