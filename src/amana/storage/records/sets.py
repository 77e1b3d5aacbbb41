"""Many records of one service at once, in one transaction, each by one statement.

A record past its time is as if it were not there, and of who was erased nothing is read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.keys.sealing import SealedRecord, Sealer
from amana.storage.records.row import Content, Provenance, content_of
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Which records are meant: one by its look, a purpose's (that a recipient gets), persons'."""

    look: bytes | None = field(default=None, repr=False)
    purpose: str | None = None
    recipient: str | None = None
    person_keys: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataChange:
    """What changes about records; what is ``None`` or empty stays."""

    expires_at: datetime | None = None
    automated: bool | None = None
    recipients: tuple[str, ...] = ()
    """Who gets them besides."""
    objected: tuple[str, ...] = ()
    """Purposes that the person objects to, of one record only."""


@dataclass(frozen=True, slots=True)
class Touched:
    """How many records an act was about, and whose, by the persons' numbers."""

    count: int
    persons: tuple[int, ...] = ()
    person_key: bytes | None = field(default=None, repr=False)
    """Of one record, whose it is."""


@dataclass(frozen=True, slots=True)
class UsableRecord:
    """A record of a set, opened."""

    id: UUID
    type: str
    content: Content
    provenance: Provenance
    number: int | None
    """The person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRecord:
    """What is known about a record, without what it holds."""

    id: UUID
    key: str | None = field(repr=False)
    person: str = field(repr=False)
    type: str
    occasion: str | None
    origin: str
    source: str | None
    automated: bool
    expires_at: datetime | None
    policy_version: int
    purposes: tuple[str, ...]
    objected: frozenset[str]
    recipients: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class RecordSets:
    """The sets of records of one service."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def for_purpose(self, purpose: str, *, automated: bool | None) -> tuple[UsableRecord, ...]:
        """Return what may be used for the purpose: in its time, and nobody objected."""
        rows = self.transaction.bytes_rows(
            "record_sets",
            "for_purpose",
            service=self.service,
            purpose=purpose,
            automated=automated,
        )
        came: dict[tuple[Any, ...], Provenance] = {}
        return tuple(
            UsableRecord(
                row["id"], row["type"], content_of(plain), _provenance(row, came), row["number"]
            )
            for row, plain in zip(rows, self._opened(rows), strict=True)
            if plain is not None
        )

    def delete(self, named: Named) -> Touched:
        """Delete the records; without a name, those past their time."""
        if named.look is not None:
            row = self.transaction.row(
                "record_sets", "delete_one", service=self.service, look=named.look
            )
            return _one(row)
        if named.purpose is not None:
            return self._touched("delete_purpose", purpose=named.purpose)
        return self._touched("delete_expired")

    def change(self, named: Named, change: MetadataChange) -> Touched:
        """Change what is known about the records, and say which they were."""
        given = {
            "expires_at": change.expires_at,
            "automated": change.automated,
            "recipients": list(change.recipients),
        }
        if named.look is not None:
            row = self.transaction.row(
                "record_sets",
                "change_one",
                service=self.service,
                look=named.look,
                objected=list(change.objected),
                **given,
            )
            return _one(row)
        return self._touched(
            "change_many",
            purpose=named.purpose,
            recipient=named.recipient,
            person_keys=list(named.person_keys),
            **given,
        )

    def known(self, named: Named) -> tuple[KnownRecord, ...]:
        """Return what is known about the records: of a look, or of persons."""
        rows = self.transaction.bytes_rows(
            "record_sets",
            "known",
            service=self.service,
            look=named.look,
            person_keys=list(named.person_keys),
        )
        return tuple(
            _known(row, content_of(plain))
            for row, plain in zip(rows, self._opened(rows), strict=True)
            if plain is not None
        )

    def gone(self, look: bytes) -> bool:
        """Tell whether there is no record of this look in its time."""
        row = self.transaction.row("record_sets", "gone", service=self.service, look=look)
        return row is not None and bool(row["gone"])

    def _opened(self, rows: Sequence[DictRow]) -> Iterable[bytes | None]:
        return self.sealer.open_records(
            [
                SealedRecord(row["sealed"], row["person_key"], row["id"], row["version"])
                for row in rows
            ]
        )

    def _touched(self, name: str, **values: Any) -> Touched:  # noqa: ANN401 - what the driver adapts
        (row,) = self.transaction.rows("record_sets", name, service=self.service, **values)
        return Touched(row["count"], tuple(row["persons"] or ()))


def _one(row: DictRow | None) -> Touched:
    return Touched(0) if row is None else Touched(1, person_key=row["person_key"])


def _provenance(row: DictRow, came: dict[tuple[Any, ...], Provenance]) -> Provenance:
    """Return how a value came in; of thousands few differ, and each is made once."""
    name = (row["policy_version"], row["occasion"], row["origin"], row["source"])
    found = came.get(name)
    if found is None:
        version, occasion, origin, source = name
        found = Provenance(policy_version=version, occasion=occasion, origin=origin, source=source)
        came[name] = found
    return found


def _known(row: DictRow, content: Content) -> KnownRecord:
    return KnownRecord(
        id=row["id"],
        key=content.key,
        person=content.person,
        type=row["type"],
        occasion=row["occasion"],
        origin=row["origin"],
        source=row["source"],
        automated=row["automated"],
        expires_at=row["expires_at"],
        policy_version=row["policy_version"],
        purposes=tuple(row["purposes"]),
        objected=frozenset(row["objected"]),
        recipients=tuple(row["recipients"]),
    )
