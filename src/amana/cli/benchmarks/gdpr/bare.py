"""The floor: plain tables with the same indexes, no sealing, no checks, no log."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from amana.cli.benchmarks.gdpr.model import Answer, Meta
from amana.cli.benchmarks.gdpr.operations import (
    By,
    Correct,
    Create,
    Delete,
    Operation,
    Persona,
    ReadData,
    ReadLog,
    ReadMetadata,
    Update,
    VerifyDeletion,
)
from amana.cli.benchmarks.gdpr.records import Record
from amana.storage.floor import Floor

_AT_ONCE: Final = 2_000


def instant(seconds: float) -> datetime:
    """Return an instant of the records as the database takes it."""
    return datetime.fromtimestamp(seconds, UTC)


class Bare:
    """Does the operations on plain tables."""

    def __init__(self, floor: Floor) -> None:
        """Work in this database."""
        self._floor = floor

    def load(self, records: Sequence[Record]) -> None:
        """Make the tables and fill them."""
        self._floor.script("bare_tables")
        for first in range(0, len(records), _AT_ONCE):
            self._floor.change("bare_load", **_columns(records[first : first + _AT_ONCE]))
        self._floor.script("settle")

    def settle(self) -> None:
        """Clean up and gather statistics."""
        self._floor.script("settle")

    def bytes(self) -> int:
        """Return what the database takes."""
        return int(self._floor.rows("size")[0]["bytes"])

    def setting(self, name: str) -> str:
        """Return a setting of the server."""
        return str(self._floor.rows("setting", name=name)[0]["value"])

    def do(self, _persona: Persona, operation: Operation) -> Answer:
        """Do one operation; who does it is not asked."""
        return _DO[type(operation)](self, operation)

    def create(self, operation: Create) -> Answer:
        """Put a record."""
        record = operation.record
        self._floor.change(
            "bare_create",
            key=record.key,
            person=record.user,
            type=record.category,
            data=record.data,
            occasion=record.access,
            source=record.source,
            automated=record.decision,
            expires_at=instant(record.expires_at),
            purposes=list(record.purposes),
            objected=[purpose in record.objections for purpose in record.purposes],
            recipients=list(record.recipients),
        )
        return 1

    def delete(self, operation: Delete) -> Answer:
        """Delete rows."""
        if operation.by is By.EXPIRY:
            return self._floor.change("bare_delete_expiry")
        return self._floor.change(f"bare_delete_{operation.by}", name=operation.name)

    def update(self, operation: Update) -> Answer:
        """Change rows."""
        change, named = operation.change, {"name": operation.name}
        if operation.by is By.RECIPIENT:
            named["recipient"] = operation.recipient
        if change.objection:
            return self._floor.change("bare_object", **named)
        if change.recipient is not None:
            return self._floor.change(f"bare_share_{operation.by}", added=change.recipient, **named)
        expires = None if change.expires_at is None else instant(change.expires_at)
        return self._floor.change(
            f"bare_update_{operation.by}", expires_at=expires, decision=change.decision, **named
        )

    def correct(self, operation: Correct) -> Answer:
        """Put other data in a row."""
        return self._floor.change("bare_correct", key=operation.key, data=operation.data)

    def read_data(self, operation: ReadData) -> Answer:
        """Read data."""
        rows = self._floor.rows(f"bare_data_{operation.by}", name=operation.name)
        return frozenset((row["key"], row["data"]) for row in rows)

    def read_metadata(self, operation: ReadMetadata) -> Answer:
        """Read metadata."""
        rows = self._floor.rows(f"bare_metadata_{operation.by}", name=operation.name)
        return frozenset(map(_meta, rows))

    def read_log(self, operation: ReadLog) -> Answer:
        """Read lines of a log."""
        return len(self._floor.rows("bare_log", lines=operation.lines))

    def verify(self, operation: VerifyDeletion) -> Answer:
        """Tell whether a row is gone."""
        return bool(self._floor.rows("bare_gone", key=operation.key)[0]["gone"])


def _meta(row: Mapping[str, Any]) -> Meta:
    return (
        row["key"],
        row["person"],
        frozenset(row["purposes"] or ()),
        frozenset(row["objections"] or ()),
        round(row["expires_at"].timestamp(), 3),
        row["automated"],
        row["occasion"],
        frozenset(row["recipients"] or ()),
        row["source"],
        row["type"],
    )


def _columns(records: Sequence[Record]) -> dict[str, list[Any]]:
    return {
        "keys": [record.key for record in records],
        "persons": [record.user for record in records],
        "types": [record.category for record in records],
        "data": [record.data for record in records],
        "occasions": [record.access for record in records],
        "sources": [record.source for record in records],
        "automated": [record.decision for record in records],
        "expires": [instant(record.expires_at) for record in records],
        "lists": [
            json.dumps(
                {
                    "purposes": {p: p in record.objections for p in record.purposes},
                    "recipients": sorted(record.recipients),
                }
            )
            for record in records
        ],
    }


_DO: Final[Mapping[type, Callable[..., Answer]]] = {
    Create: Bare.create,
    Delete: Bare.delete,
    Update: Bare.update,
    Correct: Bare.correct,
    ReadData: Bare.read_data,
    ReadMetadata: Bare.read_metadata,
    ReadLog: Bare.read_log,
    VerifyDeletion: Bare.verify,
}
