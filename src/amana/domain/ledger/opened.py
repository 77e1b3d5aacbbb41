"""A person's own entry, opened: what is needed to find it in the ledger without asking anybody.

The public leaf shows a commitment only. Whoever holds the salt and the body can show that they
belong to the leaf at this position, and to no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.ledger import canonical
from amana.domain.ledger.encoding import SALT_BYTES, commitment, decode_header, leaf_bytes
from amana.domain.ledger.entry import Json
from amana.domain.ledger.errors import MalformedEntry, MalformedLeaf, MalformedReceipt
from amana.domain.ledger.note import decode_base64, encode_base64
from amana.domain.ledger.tree import LARGEST_SIZE

FORMAT: Final = "amana-entry-1"
LONGEST: Final = 2_097_152
"""Bytes."""
_PARTS: Final = frozenset({"format", "header", "salt", "body", "position"})
_OPTIONAL: Final = frozenset({"checkpoint"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedEntry:
    """An entry with its secret parts. ``header`` and ``body`` are canonical texts."""

    header: bytes
    salt: bytes
    body: bytes
    position: int
    """Its place in the log, from 0."""
    checkpoint: str | None = None
    """A signed checkpoint of the day on which the entry was handed out."""

    @property
    def leaf(self) -> bytes:
        """Return the leaf that must stand at the position."""
        return leaf_bytes(self.header, commitment(self.salt, self.body))


def write_opened(entry: OpenedEntry) -> bytes:
    """Return the entry as a JSON file to hand to the person."""
    parts: dict[str, Json] = {
        "format": FORMAT,
        "header": canonical.read(entry.header),
        "salt": encode_base64(entry.salt),
        "body": canonical.read(entry.body),
        "position": entry.position,
    }
    if entry.checkpoint is not None:
        parts["checkpoint"] = entry.checkpoint
    return canonical.write(parts) + b"\n"


def parse_opened(data: bytes) -> OpenedEntry:
    """Return the entry that a JSON file holds; ``MalformedReceipt`` for any other file.

    The file may be laid out anew; unknown and doubled keys are refused.
    """
    parts = _parts(data)
    try:
        entry = OpenedEntry(
            header=canonical.write(_object(parts, "header")),
            salt=_salt(parts["salt"]),
            body=canonical.write(_object(parts, "body")),
            position=_position(parts["position"]),
            checkpoint=_checkpoint(parts.get("checkpoint")),
        )
        decode_header(entry.header)
        _ = entry.leaf
    except (MalformedLeaf, MalformedEntry) as error:
        raise MalformedReceipt(part="header") from error
    return entry


def _parts(data: bytes) -> Mapping[str, Json]:
    if len(data) > LONGEST:
        raise MalformedReceipt(part="length")
    try:
        value = canonical.read_loosely(data)
    except ValueError as error:
        raise MalformedReceipt(part="json") from error
    if not isinstance(value, Mapping) or value.keys() - _OPTIONAL != _PARTS:
        raise MalformedReceipt(part="keys")
    if value["format"] != FORMAT:
        raise MalformedReceipt(part="format")
    return value


def _object(parts: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    value = parts[name]
    if isinstance(value, Mapping):
        return value
    raise MalformedReceipt(part=name)


def _salt(value: Json) -> bytes:
    salt = decode_base64(value) if isinstance(value, str) else None
    if salt is None or len(salt) != SALT_BYTES:
        raise MalformedReceipt(part="salt")
    return salt


def _position(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < LARGEST_SIZE:
        raise MalformedReceipt(part="position")
    return value


def _checkpoint(value: Json) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise MalformedReceipt(part="checkpoint")
