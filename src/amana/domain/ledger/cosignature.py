"""Cosignatures: a witness says that it saw a checkpoint, and nothing that contradicts it.

C2SP tlog-cosignature: a line under the checkpoint with the time at which the witness signed. The
witness's own key is of another type than a log's, so that neither can be taken for the other.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from amana.domain.ledger.errors import MalformedKey
from amana.domain.ledger.note import (
    KEY_ID_BYTES,
    PUBLIC_KEY_BYTES,
    SignatureCheck,
    SignedNote,
    decode_base64,
    encode_base64,
)

_COSIGNATURE: Final = b"\x04"
_TIME_BYTES: Final = 8
_VALUE_BYTES: Final = _TIME_BYTES + 64
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999."""
_KEY: Final = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessKey:
    """A witness's Ed25519 public key and the name under which it cosigns."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Return the four bytes that name this key in a cosignature's line."""
        named = self.name.encode("utf-8") + b"\n" + _COSIGNATURE + self.public
        return hashlib.sha256(named).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        """Write it as ``name+hash+base64``."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(_COSIGNATURE + self.public)}"


def parse_witness_key(text: str) -> WitnessKey:
    """Return the witness's key that ``name+hash+base64`` stands for, or ``MalformedKey``."""
    match = _KEY.fullmatch(text)
    encoded = None if match is None else decode_base64(match[3])
    if match is None or encoded is None or encoded[:1] != _COSIGNATURE:
        raise MalformedKey(part="form")
    key = WitnessKey(name=match[1], public=encoded[1:])
    if len(key.public) != PUBLIC_KEY_BYTES or key.key_id.hex() != match[2]:
        raise MalformedKey(part="hash")
    return key


def cosigned_message(text: str, seconds: int) -> bytes:
    """Return what a witness signs: the checkpoint's text under a line with the time."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def cosigned_at(note: SignedNote, key: WitnessKey, check: SignatureCheck) -> datetime | None:
    """Return when the witness cosigned the checkpoint; ``None`` where it did not.

    One false line under its name and key is as good as none.
    """
    own = [s.value for s in note.signatures if (s.name, s.key_id) == (key.name, key.key_id)]
    times = [_time_of(value, note.text, key, check) for value in own]
    if not times or None in times:
        return None
    return max(time for time in times if time is not None)


def _time_of(value: bytes, text: str, key: WitnessKey, check: SignatureCheck) -> datetime | None:
    seconds = int.from_bytes(value[:_TIME_BYTES], "big")
    message = cosigned_message(text, seconds)
    fits = len(value) == _VALUE_BYTES and 0 < seconds <= _LATEST
    if not fits or not check(key.public, value[_TIME_BYTES:], message):
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)
