"""The rows of an erasure: the tombstone, what hangs on the person, and how far it came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.storage.errors import Inconsistent, NotErased, PersonErased
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
    together: UUID | None
    """The erasure of the id that was asked for; ``None`` where a restore replayed it."""
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

    def of(self, person_key: bytes) -> tuple[Erasure, ...]:
        """Return the erasures of all ids of a person; none where none was begun.

        That of the id which was asked for when it began stands first.
        """
        rows = self._transaction.rows(
            "erasures", "of", service=self._service, person_key=person_key
        )
        return tuple(_erasure(row) for row in rows)

    def open(self, *, limit: int = 100) -> tuple[bytes, ...]:
        """Return the look-up keys of those whose erasure was begun and is not done."""
        rows = self._transaction.rows("erasures", "open", service=self._service, limit=limit)
        return tuple(row["person_key"] for row in rows)

    def together(self, erasure: UUID) -> tuple[Erasure, ...]:
        """Return the erasures of all ids that were erased with this one, its own first."""
        rows = self._transaction.rows("erasures", "together", service=self._service, id=erasure)
        return tuple(_erasure(row) for row in rows)

    def begin(self, epochs: Mapping[bytes, int | None], *, intended: UUID) -> Mapping[bytes, UUID]:
        """Set the tombstones of all ids of a person and return their erasures.

        ``epochs`` are the ids in their order, that which was asked for first, with the epochs of
        their keys. Waits for acts about the person that are under way: whatever commits after
        this transaction finds the tombstones. Only after ``Persons.hold``, so that nobody joins
        an id meanwhile. Raises ``PersonErased`` where one of them was erased already.
        """
        begun = {key: uuid7(self._now) for key in epochs}
        together = next(iter(begun.values()))
        for key in sorted(epochs):
            if self._close_off(key, begun[key], together, epochs[key], intended):
                continue
            # Nobody has met them yet, or they were erased: only then nothing changes again.
            self._transaction.change("people", "meet", service=self._service, person_key=key)
            if not self._close_off(key, begun[key], together, epochs[key], intended):
                raise PersonErased
        return begun

    def _close_off(
        self, person_key: bytes, erasure: UUID, together: UUID, epoch: int | None, intended: UUID
    ) -> int:
        """Set the tombstone and note the erasure; return 0 where there is nobody to close off."""
        return self._transaction.change(
            "erasures",
            "close_off",
            service=self._service,
            person_key=person_key,
            id=erasure,
            together=together,
            epoch=epoch,
            intended=intended,
        )

    def begin_again(self, erasure: UUID, person_key: bytes) -> None:
        """Set the tombstone of an erasure that a restored backup does not know. Twice is once."""
        here = {"service": self._service, "person_key": person_key}
        self._transaction.change("people", "meet", **here)
        self._transaction.change("erasures", "tombstone", **here)
        more = {"id": erasure, "intended": None, "epoch": None, "together": None}
        self._transaction.change("erasures", "begin", **more, **here)

    def hold(self, members: Iterable[bytes]) -> tuple[Erasure, ...]:
        """Return the erasures of these ids and let nobody else go on with them meanwhile."""
        rows = self._transaction.rows(
            "erasures", "hold", service=self._service, members=list(members)
        )
        if not rows:
            raise Inconsistent(constraint="erasure")
        return tuple(_erasure(row) for row in rows)

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


def summed(parts: Iterable[Forgotten]) -> Forgotten:
    """Return how many rows all of them deleted."""
    counts = dict.fromkeys(_COUNTED, 0)
    for each in parts:
        counts = {name: counts[name] + getattr(each, name) for name in _COUNTED}
    return Forgotten(**counts)


def _erasure(row: dict[str, object]) -> Erasure:
    # An erasure of an older release counted no records: there were none.
    counts = {name: row.pop(name) or 0 for name in _COUNTED}
    closed = row["closed_at"] is not None
    return Erasure(
        **row,  # type: ignore[arg-type]  # the statement's columns are the fields
        forgotten=Forgotten(**counts) if closed else None,  # type: ignore[arg-type]  # as above
    )
