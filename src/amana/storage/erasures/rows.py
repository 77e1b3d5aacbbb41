"""The rows of an erasure: the tombstone, what hangs on the person, and how far it came."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.storage.errors import Inconsistent, NotErased
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

_COUNTED: Final = ("bodies", "links", "acceptances", "records", "rest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many rows an erasure deleted."""

    bodies: int
    """Sealed bodies of ledger entries, with the salts of their commitments."""
    links: int
    """Rows that said whom an entry is about."""
    acceptances: int
    records: int
    rest: int
    """Whatever else hung on the person: events, choices, identifiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """An erasure as far as it came."""

    id: UUID
    person_key: bytes = field(repr=False)
    begun_at: datetime
    epoch: int | None
    """The epoch under which the person's key was wrapped; ``None`` where they had no key."""
    intended: UUID | None
    """Ledger entry; ``None`` where a restore replayed the erasure."""
    done: UUID | None
    """Ledger entry, once nothing was left."""
    closed_at: datetime | None
    forgotten: Forgotten | None


class Erasures:
    """The erasures of one service, in one transaction."""

    __slots__ = ("_now", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, now: datetime) -> None:
        """Work in the transaction, whose instant is ``now``."""
        self._transaction = transaction
        self._service = service
        self._now = now

    def of(self, person_key: bytes) -> Erasure | None:
        """Return the person's erasure, if one was begun."""
        row = self._transaction.row("erasures", "of", service=self._service, person_key=person_key)
        return None if row is None else _erasure(row)

    def open(self, *, limit: int = 100) -> tuple[bytes, ...]:
        """Return the look-up keys of those whose erasure was begun and is not done."""
        rows = self._transaction.rows("erasures", "open", service=self._service, limit=limit)
        return tuple(row["person_key"] for row in rows)

    def begin(self, person_key: bytes, *, intended: UUID, epoch: int | None) -> UUID | None:
        """Set the tombstone and return the new erasure's id; ``None`` where there is one already.

        Waits for acts about the person that are under way: whatever commits after this
        transaction finds the tombstone.
        """
        here = {"service": self._service, "person_key": person_key}
        self._transaction.change("people", "meet", **here)
        if not self._transaction.change("erasures", "tombstone", **here):
            return None
        identity = uuid7(self._now)
        self._transaction.change(
            "erasures", "begin", id=identity, intended=intended, epoch=epoch, **here
        )
        return identity

    def begin_again(self, erasure: UUID, person_key: bytes) -> None:
        """Set the tombstone of an erasure that a restored backup does not know. Twice is once."""
        here = {"service": self._service, "person_key": person_key}
        self._transaction.change("people", "meet", **here)
        self._transaction.change("erasures", "tombstone", **here)
        self._transaction.change("erasures", "begin", id=erasure, intended=None, epoch=None, **here)

    def hold(self, person_key: bytes) -> Erasure:
        """Return the person's erasure and let nobody else go on with it meanwhile."""
        row = self._transaction.row(
            "erasures", "hold", service=self._service, person_key=person_key
        )
        if row is None:
            raise Inconsistent(constraint="erasure")
        return _erasure(row)

    def forget(self, person_key: bytes) -> Forgotten:
        """Delete what hangs on the person, read back, and say what was deleted.

        Only after the tombstone: else the database refuses. Anything left raises ``NotErased``.
        """
        row = self._transaction.row("erasures", "forget", person_key=person_key)
        left = self._transaction.row(
            "erasures", "left", service=self._service, person_key=person_key
        )
        if row is None or left is None or left["count"]:
            raise NotErased(service=self._service)
        return Forgotten(**row)

    def close(self, erasure: UUID, forgotten: Forgotten, *, done: UUID) -> None:
        """Note that nothing is left, under the entry that says so."""
        self._transaction.change(
            "erasures",
            "close",
            service=self._service,
            id=erasure,
            done=done,
            bodies=forgotten.bodies,
            links=forgotten.links,
            acceptances=forgotten.acceptances,
            records=forgotten.records,
            rest=forgotten.rest,
        )


def _erasure(row: dict[str, object]) -> Erasure:
    # An erasure of an older release counted no records: there were none.
    counts = {name: row.pop(name) or 0 for name in _COUNTED}
    closed = row["closed_at"] is not None
    return Erasure(
        **row,  # type: ignore[arg-type]  # the statement's columns are the fields
        forgotten=Forgotten(**counts) if closed else None,  # type: ignore[arg-type]  # as above
    )
