"""The time that an NTP server tells (SNTP, RFC 4330): one question, one answer."""

import socket
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from amana.channels.errors import NotReached

_PORT: Final = 123
_SECONDS: Final = 3.0
_LENGTH: Final = 48
_ASK: Final = b"\x23" + bytes(_LENGTH - 1)
"""Version 4, mode 3: a client."""
_EPOCH: Final = datetime(1900, 1, 1, tzinfo=UTC)
_SERVER: Final = 4


def offset_of(host: str, clock: Callable[[], datetime], *, port: int = _PORT) -> timedelta:
    """Return how far this machine's clock is behind the server's. Raises ``NotReached``."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(_SECONDS)
            asking.connect((host, port))
            before = clock()
            asking.send(_ASK)
            answer = asking.recv(_LENGTH)
            after = clock()
    except OSError:
        raise NotReached(status=0) from None
    if len(answer) < _LENGTH or answer[0] & 7 != _SERVER or not answer[1]:
        raise NotReached(status=0)
    received, sent = (_instant(answer[at : at + 8]) for at in (32, 40))
    return ((received - before) + (sent - after)) / 2


def _instant(stamp: bytes) -> datetime:
    whole, part = struct.unpack("!II", stamp)
    return _EPOCH + timedelta(seconds=whole + part / (1 << 32))
