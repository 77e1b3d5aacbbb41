"""The records of one service, in one transaction: added, found, listed, corrected.

A record past its time is as if it were not there. The statement that finds a record finds the
tombstone of its person too.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.entry_rows import EntryRow
from amana.storage.errors import KeyMissing, PersonErased, RecordSealBroken
from amana.storage.glance import Glance
from amana.storage.keys.sealing import Sealer
from amana.storage.people import People
from amana.storage.records.row import (
    Content,
    NewRecord,
    Provenance,
    StoredRecord,
    Version,
    content_of,
)
from amana.storage.transaction import Transaction


@dataclass(slots=True, kw_only=True)
class Records:
    """The records of one service."""

    transaction: Transaction
    service: str
    sealer: Sealer
    people: People
    seen: Glance | None = None
    """What the transaction began with."""

    def look(self, type_: str, key: str) -> bytes:
        """Return the 32 bytes under which the record of this type and key is found."""
        return self.sealer.record_look(type_, key)

    def add(self, new: NewRecord, *, entry: UUID) -> bool:
        """Add the record; its entry is written elsewhere. ``False`` where its key is taken.

        One whose person was erased raises ``PersonErased``.
        """
        return self._added("put", new, {"entry": entry})

    def add_noted(self, new: NewRecord, *, noted: EntryRow) -> bool:
        """Add the record with the entry that says so; where its key is taken, neither."""
        return self._added("put_noted", new, _entry_of(noted))

    def find(self, *, type_: str, key: str) -> StoredRecord | None:
        """Return the record of this type and key, or ``None`` where there is none in its time.

        One whose person was erased raises ``PersonErased``.
        """
        look, seen = self.look(type_, key), self.seen
        if seen is not None and seen.look == look:
            found = self._opened(seen.row)
        else:
            found = self._find("by_look", look=look)
        return found if found is not None and found.type == type_ else None

    def by_id(self, record: UUID) -> StoredRecord | None:
        """Return the record of this id; the same as :meth:`find`."""
        if self.seen is not None and self.seen.record == record:
            return self._opened(self.seen.row)
        return self._find("by_id", id=record)

    def page(
        self, person_keys: Sequence[bytes], *, after: UUID | None, limit: int
    ) -> tuple[StoredRecord, ...]:
        """Return the persons' records by their ids, with all their versions, after one of them.

        One who was erased raises ``PersonErased``.
        """
        rows = self._rows("page", person_keys=list(person_keys), after=after, limit=limit)
        if rows and rows[0]["erased"]:
            raise PersonErased
        return self._with_past([self._stored(row) for row in rows if row["id"] is not None])

    def readable(
        self, person_keys: Sequence[bytes], *, after: UUID | None, limit: int
    ) -> tuple[tuple[StoredRecord, ...], UUID | None]:
        """Return such a page without the records that do not open, and where to go on.

        What cannot be read any more keeps nobody from being erased. ``None``: there is no more.
        """
        rows = self._rows("page", person_keys=list(person_keys), after=after, limit=limit)
        if rows and rows[0]["erased"]:
            raise PersonErased
        found = [row for row in rows if row["id"] is not None]
        opened = tuple(each for row in found for each in self._if_it_opens(row))
        return opened, found[-1]["id"] if len(rows) == limit and found else None

    def _if_it_opens(self, row: DictRow) -> tuple[StoredRecord, ...]:
        with suppress(KeyMissing, RecordSealBroken):
            return self._with_past([self._stored(row)])
        return ()

    def correct(
        self, record: StoredRecord, content: Content, provenance: Provenance, *, noted: EntryRow
    ) -> bool:
        """Put a new version in place of the record as it was found, which is kept, with its entry.

        ``False`` where another version was there first, or the record or its person is gone;
        then there is no entry either.
        """
        self.seen, number = None, record.current.number + 1
        sealed = self.sealer.seal_record(
            content.text(), person=record.person_key, record=record.id, version=number
        )
        changed = self._change(
            "correct",
            id=record.id,
            seen=record.current.number,
            sealed=sealed,
            policy_version=provenance.policy_version,
            occasion=provenance.occasion,
            origin=provenance.origin,
            source=provenance.source,
            **_entry_of(noted),
        )
        return changed == 1

    def _added(self, name: str, new: NewRecord, entry: dict[str, Any]) -> bool:
        row = self._row(new) | entry
        told = self._rows(name, **row)[0]
        if told["made"]:
            return True
        # What one statement does not settle is one transaction all the same.
        with self.transaction.together():
            if not told["alive"]:
                # Not met yet, or erased: only the tombstone refuses.
                self.people.meet(new.person_key)
                if self._rows(name, **row)[0]["made"]:
                    return True
            return bool(
                self._change("drop_expired", look=row["look"])
                and self._rows(name, **row)[0]["made"]
            )

    def _row(self, new: NewRecord) -> dict[str, Any]:
        said = new.provenance
        return {
            "id": new.id,
            "look": new.look(self.sealer),
            "person_key": new.person_key,
            "type": new.type,
            "sealed": self.sealer.seal_record(
                new.content.text(), person=new.person_key, record=new.id, version=1
            ),
            "policy_version": said.policy_version,
            "occasion": said.occasion,
            "origin": said.origin,
            "source": said.source,
            "imported": said.imported,
            "automated": new.automated,
            "expires_at": new.expires_at,
            "purposes": sorted(new.purposes),
            "recipients": sorted(new.recipients),
        }

    def _find(self, name: str, **values: Any) -> StoredRecord | None:  # noqa: ANN401 - what the driver adapts
        # In binary: sealed bytes, instants and lists are read far faster so.
        rows = self.transaction.bytes_rows("records", name, service=self.service, **values)
        return self._opened(rows[0]) if rows else None

    def _opened(self, row: DictRow) -> StoredRecord | None:
        if row["erased"]:
            raise PersonErased
        if row["id"] is None:
            return None
        found = self._stored(row)
        return self._with_past([found])[0] if found.current.content.since else found

    def _with_past(self, found: Sequence[StoredRecord]) -> tuple[StoredRecord, ...]:
        past = self._past(found)
        return tuple(replace(record, past=past.get(record.id, ())) for record in found)

    def _past(self, records: Iterable[StoredRecord]) -> dict[UUID, tuple[Version, ...]]:
        """Return the versions before of each record that has any."""
        corrected = {record.id: record for record in records if record.current.number > 1}
        if not corrected:
            return {}
        found: dict[UUID, list[Version]] = {}
        for row in self._rows("past", records=list(corrected)):
            record = corrected[row["record"]]
            # Where statements see the database one after the other, one may have come since.
            if row["version"] < record.current.number:
                version = self._version(row, record=record.id, person=record.person_key)
                found.setdefault(record.id, []).append(version)
        return {record: tuple(versions) for record, versions in found.items()}

    def _stored(self, row: DictRow) -> StoredRecord:
        return StoredRecord(
            id=row["id"],
            person_key=row["person_key"],
            type=row["type"],
            current=self._version(row, record=row["id"], person=row["person_key"]),
            purposes=tuple(row["purposes"]),
            objected=frozenset(row["objected"]),
            recipients=tuple(row["recipients"]),
            automated=row["automated"],
            expires_at=row["expires_at"],
        )

    def _version(self, row: DictRow, *, record: UUID, person: bytes) -> Version:
        text = self.sealer.open_record(
            row["sealed"], person=person, record=record, version=row["version"]
        )
        return Version(
            number=row["version"],
            content=content_of(text),
            provenance=Provenance(
                policy_version=row["policy_version"],
                occasion=row["occasion"],
                origin=row["origin"],
                source=row["source"],
                imported=row["imported"],
            ),
            at=row["at"],
            entry=row["entry"],
        )

    def _rows(self, name: str, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        return self.transaction.rows("records", name, service=self.service, **values)

    def _change(self, name: str, **values: Any) -> int:  # noqa: ANN401 - what the driver adapts
        return self.transaction.change("records", name, service=self.service, **values)


def _entry_of(noted: EntryRow) -> dict[str, Any]:
    """Return the values of an entry beside those of a record."""
    return {
        "entry": noted.entry,
        "header": noted.header,
        "commitment": noted.commitment,
        "sealed_body": noted.sealed,
        "about": noted.person_key,
        "promises": noted.promises,
        "act": noted.act,
        "outcome": noted.outcome,
        "entry_version": noted.policy_version,
    }
