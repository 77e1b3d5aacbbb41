"""The keyed hashes of what erased persons were known by, and what of it came back.

The key is the service's own for this alone, derived from the ring's look-up key by HKDF-SHA-256
(RFC 5869). It follows no epoch: nobody has the values to hash them anew. Whoever holds the ring and
the database can try values against the hashes, and nobody else (decision 0271).
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeAlias
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from psycopg.rows import DictRow

from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

_INFO: Final = b"amana-erased-1"
_KEY_BYTES: Final = 32
_PHONE: Final = "phone"
_BETWEEN: Final = str.maketrans(dict.fromkeys(" \u00a0-()./"))
"""What stands between the digits of a telephone number."""
Look: TypeAlias = tuple[str, bytes]
"""A kind of identifier, and the keyed hash of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """An identifier of somebody erased that stands in a source again. It shows no value."""

    id: UUID
    source: str
    place: str
    """The table, as the source's map calls it."""
    look: bytes = field(repr=False)
    first_at: datetime
    last_at: datetime
    judged: str | None
    """``anew`` or ``erased``; ``None`` until a person has judged."""
    judged_at: datetime | None


@dataclass(slots=True, kw_only=True)
class ErasedLooks:
    """What one service keeps of those who were erased, in one transaction."""

    transaction: Transaction
    service: str
    now: datetime
    sealer: Sealer

    def look(self, kind: str, value: str) -> bytes:
        """Return the 32 bytes under which an identifier is known again, however it is written."""
        named = kind.encode("ascii") + b"\0" + _plain(kind, value).encode("utf-8")
        return hmac.digest(_key(self.sealer.ring.lookup), named, hashlib.sha256)

    def put(self, erasure: UUID, looks: Iterable[Look]) -> None:
        """Keep the hashes of what somebody was known by."""
        given = sorted(set(looks))
        if given:
            self._change(
                "put",
                erasure=erasure,
                kinds=[kind for kind, _ in given],
                looks=[look for _, look in given],
            )

    def known(self, source: str, looks: Collection[bytes]) -> Mapping[bytes, tuple[UUID, ...]]:
        """Return which of these hashes are of somebody erased, each with the requests for it.

        By one statement. Who is still to be erased from the source, or was given up there, is not.
        """
        rows = self._rows("known", source=source, looks=list(looks))
        return {bytes(row["look"]): tuple(row["requests"]) for row in rows}

    def any(self) -> bool:
        """Tell whether anybody's hashes are kept."""
        (row,) = self._rows("any")
        return bool(row["any"])

    def found(
        self, back: Sequence[tuple[str, str, bytes]], *, most: int
    ) -> frozenset[tuple[str, str]]:
        """Note what came back, by source, place and hash; return the places of what counts.

        What was judged to have come anew does not count; of the rest ``most`` are noted.
        """
        rows = self._rows(
            "found",
            sources=[source for source, _, _ in back],
            places=[place for _, place, _ in back],
            looks=[look for _, _, look in back],
            ids=[uuid7(self.now) for _ in back],
            most=most,
        )
        return frozenset((row["source"], row["place"]) for row in rows)

    def back(self, *, every: bool = False, limit: int = 1000) -> tuple[CameBack, ...]:
        """Return what came back and nobody judged yet, or all."""
        return tuple(CameBack(**row) for row in self._rows("back", every=every, limit=limit))

    def one(self, identity: UUID) -> CameBack:
        """Return one thing that came back, held, or raise ``NotFound``."""
        rows = self._rows("one", id=identity)
        if not rows:
            raise NotFound(what="came_back")
        return CameBack(**rows[0])

    def judge(self, identity: UUID, judged: str, *, entry: UUID) -> bool:
        """Note what a person judged; tell whether nobody had before."""
        return bool(self._change("judge", id=identity, judged=judged, entry=entry))

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("erased_looks", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("erased_looks", name, service=self.service, **values)


@lru_cache(maxsize=256)
def _key(lookup: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=_INFO, info=b"key").derive(lookup)


def _plain(kind: str, value: str) -> str:
    """Return an identifier without what people write it with otherwise."""
    plain = value.strip().casefold()
    if kind != _PHONE:
        return plain
    digits = plain.translate(_BETWEEN)
    return f"+{digits[2:]}" if digits.startswith("00") else digits
