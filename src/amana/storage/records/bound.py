"""What of a record's row holds only with its keys: how it came in, what for, until when.

How a version came in (type, notice, occasion, origin, source, entry) is bound into its seal as
associated data, the purposes stand within. Expiry and automation change for whole sets by one
statement; a mark stands beside them: the first 16 bytes of SHA-256 over a key of the service, the
record's id, the expiry in microseconds since 1970 (8 bytes, big-endian; -1 for none) and one byte.
The key is 32 bytes and everything after it of one length, so that no mark leads to another.
Records sealed in the form before (1) have neither.
"""

import hashlib
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.errors import RecordSealBroken
from amana.storage.keys.sealing import BOUND_FORM, SealedRecord, Sealer, mark_under

_NOTHING: Final = b"\xff"
"""Stands for what is not there: no text in UTF-8 has this byte."""
_MARK_BYTES: Final = 16
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_NEVER: Final = -1


@lru_cache(maxsize=4096)
def came(  # noqa: PLR0913, PLR0917 - the columns, which thousands of rows share
    type_: str,
    policy_version: int,
    occasion: str | None,
    origin: str,
    source: str | None,
    imported: bool,  # noqa: FBT001 - a column
) -> bytes:
    """Return the bytes of how a version came in, without its entry. No column holds a zero byte."""
    texts = (type_, origin, occasion, source)
    told = b"\0".join(_NOTHING if each is None else each.encode("utf-8") for each in texts)
    return policy_version.to_bytes(4, "big") + bytes((imported,)) + told + b"\0"


def came_of(row: DictRow, type_: str) -> bytes:
    """Return what the seal of the version in this row is bound to besides its place."""
    entry: UUID = row["entry"]
    how = came(
        type_,
        row["policy_version"],
        row["occasion"],
        row["origin"],
        row["source"],
        row["imported"],
    )
    return how + entry.bytes


def sealed_of(row: DictRow) -> SealedRecord:
    """Return the sealed value of a row of ``record``, with where it was found."""
    return SealedRecord(
        row["sealed"], row["person_key"], row["id"], row["version"], came_of(row, row["type"])
    )


def terms_key(sealer: Sealer) -> bytes:
    """Return the 32 bytes that marks of this service's records take."""
    return _terms_key(sealer.ring.lookup)


@lru_cache(maxsize=256)
def _terms_key(lookup: bytes) -> bytes:
    return mark_under(lookup, "terms", b"")


def terms(key: bytes, record: UUID, expires_at: datetime | None, *, automated: bool) -> bytes:
    """Return the mark of a record's expiry and automation."""
    tail = _tail(expires_at, automated)
    return hashlib.sha256(key + record.bytes + tail).digest()[:_MARK_BYTES]


def check_terms(key: bytes, row: DictRow) -> None:
    """Raise ``RecordSealBroken`` where expiry or automation are not what an act wrote."""
    if row["sealed"][:1] != BOUND_FORM:
        return
    # Nobody learns from the time of this how much of a guess was right: they do not see it.
    if row["terms"] != terms(key, row["id"], row["expires_at"], automated=row["automated"]):
        raise RecordSealBroken(record=str(row["id"]))


def check_purposes(record: UUID, held: Collection[str], sealed: Collection[str] | None) -> None:
    """Raise ``RecordSealBroken`` where a purpose is none for which the record came in."""
    if sealed is not None and not all(each in sealed for each in held):
        raise RecordSealBroken(record=str(record))


@lru_cache(maxsize=4096)
def _tail(expires_at: datetime | None, automated: bool) -> bytes:  # noqa: FBT001 - a column
    instant = _NEVER if expires_at is None else (expires_at - _EPOCH) // _MICROSECOND
    return instant.to_bytes(8, "big", signed=True) + bytes((automated,))
