"""The records of one service, in one transaction: added, found, listed, corrected.

A record past its time is as if it were not there. The statement that finds a record finds the
tombstone of its person too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.entry_rows import EntryRow
from amana.storage.errors import KeyMissing, PersonErased, RecordSealBroken
from amana.storage.glance import Glance
from amana.storage.keys.sealing import BOUND_FORM, Sealer
from amana.storage.people import People
from amana.storage.records.bound import came, came_of, check_purposes, check_terms, terms_key
from amana.storage.records.row import (
    Content,
    FoundVersion,
    NewRecord,
    Provenance,
    StoredRecord,
    Version,
    content_of,
)
from amana.storage.transaction import Transaction

_RECORDS_AT_A_TIME: Final = 500


class Put(Enum):
    """What came of adding a record."""

    MADE = "made"
    TAKEN = "taken"
    """Another record has its key."""
    BARRED = "barred"
    """An address stays out."""


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
        return self._added("put", new, {"entry": entry}) is Put.MADE

    def add_noted(
        self,
        new: NewRecord,
        *,
        noted: EntryRow,
        unless: Sequence[tuple[str, bytes]] = (),
        meets: bool = False,
    ) -> Put:
        """Add the record with the entry that says so, or neither.

        ``unless`` are kinds and looks of addresses, none of which may stay out. ``meets`` notes
        its person too, whom nobody has met: with the record, or not at all.
        """
        barring = {"kinds": [kind for kind, _ in unless], "looks": [look for _, look in unless]}
        return self._added("put_noted", new, _entry_of(noted) | barring | {"meets": meets})

    def find(self, *, type_: str, key: str) -> StoredRecord | None:
        """Return the record of this type and key, or ``None`` where there is none in its time.

        One whose person was erased raises ``PersonErased``.
        """
        look, seen = self.look(type_, key), self.seen
        if seen is not None and seen.look == look:
            found = self._opened(seen.row)
        else:
            found = self._find("by_look", look=look)
        if found is not None and (found.type, found.current.content.key) != (type_, key):
            # Its look leads to another record than the one that is sealed there.
            raise RecordSealBroken(record=str(found.id))
        return found

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
        rows = self._read("page", person_keys=list(person_keys), after=after, limit=limit)
        if rows and rows[0]["erased"]:
            raise PersonErased
        return self._with_past([self._stored(row) for row in rows if row["id"] is not None])

    def count(self, person_keys: Iterable[bytes]) -> int:
        """Return how many records there are about these ids."""
        return int(self._rows("count", person_keys=list(person_keys))[0]["count"])

    def every_version(self, person_keys: Iterable[bytes]) -> Iterator[FoundVersion]:
        """Yield all versions of the persons' records, a few records at a time.

        Those past their time too; what does not open is left out.
        """
        keys, after = list(person_keys), None
        while rows := self._rows(
            "every_version", person_keys=keys, after=after, limit=_RECORDS_AT_A_TIME
        ):
            for row in rows:
                if (content := self._readable(row)) is not None:
                    yield FoundVersion(
                        person_key=bytes(row["person_key"]), type=row["type"], content=content
                    )
            after = rows[-1]["id"]

    def _readable(self, row: DictRow) -> Content | None:
        """Return the content of a sealed version; nothing where it does not open."""
        person, sealed = bytes(row["person_key"]), bytes(row["sealed"])
        try:
            text = self.sealer.open_record(
                sealed,
                person=person,
                record=row["id"],
                version=row["version"],
                came=came_of(row, row["type"]),
            )
        except (KeyMissing, RecordSealBroken):
            return None
        return content_of(text)

    def correct(
        self, record: StoredRecord, content: Content, provenance: Provenance, *, noted: EntryRow
    ) -> bool:
        """Put a new version in place of the record as it was found, which is kept, with its entry.

        ``False`` where another version was there first, or the record or its person is gone;
        then there is no entry either.
        """
        self.seen, number = None, record.current.number + 1
        how = came(
            record.type,
            provenance.policy_version,
            provenance.occasion,
            provenance.origin,
            provenance.source,
            False,  # noqa: FBT003 - a correction is no import
        )
        sealed = self.sealer.seal_record(
            content.text(record.purposes),
            person=record.person_key,
            record=record.id,
            version=number,
            came=how + noted.entry.bytes,
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
            bound=record.bound,
            terms_key=terms_key(self.sealer),
            **_entry_of(noted),
        )
        return changed == 1

    def _added(self, name: str, new: NewRecord, entry: dict[str, Any]) -> Put:
        row = self._row(new, entry["entry"]) | entry
        told = self._rows(name, **row)[0]
        if told["made"] or told["barred"]:
            return Put.MADE if told["made"] else Put.BARRED
        if told["taken"] and (told["alive"] or row.get("meets")):
            # Then nobody is noted either.
            return Put.TAKEN
        # What one statement does not settle is one transaction all the same.
        with self.transaction.together():
            if not told["alive"]:
                # Not met yet, or erased: only the tombstone refuses.
                self.people.meet(new.person_key)
                if self._rows(name, **row)[0]["made"]:
                    return Put.MADE
            again = (
                self._change("drop_expired", look=row["look"])
                and self._rows(name, **row)[0]["made"]
            )
            return Put.MADE if again else Put.TAKEN

    def _row(self, new: NewRecord, entry: UUID) -> dict[str, Any]:
        said, plain = new.provenance, new.plain(entry)
        return {
            "id": new.id,
            "look": new.look(self.sealer),
            "person_key": new.person_key,
            "type": new.type,
            "sealed": self.sealer.seal_record(
                plain.plain, person=plain.person, record=plain.record, version=1, came=plain.came
            ),
            "policy_version": said.policy_version,
            "occasion": said.occasion,
            "origin": said.origin,
            "source": said.source,
            "imported": said.imported,
            "automated": new.automated,
            "expires_at": new.expires_at,
            "terms": new.terms(terms_key(self.sealer)),
            "purposes": sorted(new.purposes),
            "recipients": sorted(new.recipients),
        }

    def _find(self, name: str, **values: Any) -> StoredRecord | None:  # noqa: ANN401 - what the driver adapts
        rows = self._read(name, **values)
        return self._opened(rows[0]) if rows else None

    def _read(self, name: str, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        # In binary: sealed bytes, instants and lists are read far faster so.
        return self.transaction.bytes_rows("records", name, service=self.service, **values)

    def _opened(self, row: DictRow) -> StoredRecord | None:
        if row["erased"]:
            raise PersonErased
        if row["id"] is None:
            return None
        found = self._stored(row)
        return self._with_past([found])[0] if found.current.content.since else found

    def _with_past(self, found: Sequence[StoredRecord]) -> tuple[StoredRecord, ...]:
        past = self._past(found)
        return tuple(
            replace(record, past=past[record.id]) if record.id in past else record
            for record in found
        )

    def _past(self, records: Iterable[StoredRecord]) -> dict[UUID, tuple[Version, ...]]:
        """Return the versions before of each record that has any."""
        corrected = {record.id: record for record in records if record.current.number > 1}
        if not corrected:
            return {}
        found: dict[UUID, list[Version]] = {}
        for row in self._read("past", records=list(corrected)):
            record = corrected[row["record"]]
            # Where statements see the database one after the other, one may have come since.
            if row["version"] < record.current.number:
                version = self._version(
                    row, record=record.id, person=record.person_key, type_=record.type
                )
                found.setdefault(record.id, []).append(version)
        return {record: tuple(versions) for record, versions in found.items()}

    def _stored(self, row: DictRow) -> StoredRecord:
        current = self._version(row, record=row["id"], person=row["person_key"], type_=row["type"])
        check_terms(terms_key(self.sealer), row)
        check_purposes(row["id"], row["purposes"], current.content.purposes)
        return StoredRecord(
            id=row["id"],
            person_key=row["person_key"],
            type=row["type"],
            current=current,
            bound=row["sealed"][:1] == BOUND_FORM,
            purposes=tuple(row["purposes"]),
            objected=frozenset(row["objected"]),
            recipients=tuple(row["recipients"]),
            automated=row["automated"],
            expires_at=row["expires_at"],
        )

    def _version(self, row: DictRow, *, record: UUID, person: bytes, type_: str) -> Version:
        text = self.sealer.open_record(
            row["sealed"],
            person=person,
            record=record,
            version=row["version"],
            came=came_of(row, type_),
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
