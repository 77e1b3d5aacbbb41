"""What a single act needs to know, found by the one statement that its work begins with.

Instant, service, policy and map in force, and beside them the record that the act is about, the
ids of its person, their last words and the events told about them. All of it is of one instant;
whoever decides under lock forgets it and asks again (:meth:`Choices.hold`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.errors import UnknownService
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an act is about: a record by its id or by type and key, else a person."""

    record: UUID | None = None
    type: str = ""
    key: str | None = field(default=None, repr=False)
    person: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The row that the statement found, and by what it looked."""

    row: DictRow
    record: UUID | None = None
    look: bytes | None = field(default=None, repr=False)
    person_key: bytes | None = field(default=None, repr=False)
    """Whose words, ids and events stand in the row: the record's person, or who was named."""

    def group(self) -> tuple[bytes, ...] | None:
        """Return the ids of the person, their own first; ``None`` where there is none to speak of.

        One who was erased has none here: who asks for them learns it from the tombstone.
        """
        own = self.person_key
        if own is None or self.row["erased"]:
            return None
        return (own, *(key for key in self.row["members"] or () if key != own))

    def met(self, person_key: bytes) -> bool | None:
        """Tell whether the person was met; ``None`` where this row says nothing of it."""
        if self.person_key != person_key or self.row["erased"]:
            return None
        return self.row["members"] is not None

    def words(self) -> Iterator[DictRow]:
        """Yield the last words of the group, a row for each id and purpose."""
        told = (self.row[f"word_{name}"] or () for name in _WORD)
        for each in zip(*told, strict=True):
            yield dict(zip(_WORD, each, strict=True))

    def told(self) -> dict[str, Any]:
        """Return when each event was last told about the group."""
        return dict(zip(self.row["events"] or (), self.row["event_at"] or (), strict=True))


_WORD = (
    "person_key",
    "purpose",
    "state",
    "policy_version",
    "promise",
    "wording",
    "at",
    "implied",
)


def glance(transaction: Transaction, sealer: Sealer, about: About | None) -> Glance:
    """Begin a work by one statement. Raises ``UnknownService``."""
    if about is None:
        row = transaction.row("entries", "instant", service=sealer.service)
        found = None if row is None else Glance(row=row)
    else:
        found = _looked(transaction, sealer, about)
    if found is None:
        raise UnknownService(service=sealer.service)
    return found


def _looked(transaction: Transaction, sealer: Sealer, about: About) -> Glance | None:
    look, own = None, None
    values: dict[str, Any] = {"service": sealer.service}
    if about.record is not None:
        name, values["id"] = "by_id", about.record
    elif about.key is not None:
        look = sealer.record_look(about.type, about.key)
        name, values["look"] = "by_look", look
    else:
        own = sealer.person_key(about.person or "")
        name, values["person_key"] = "by_person", own
    rows = transaction.bytes_rows("glances", name, **values)
    if not rows:
        return None
    row = rows[0]
    return Glance(
        row=row,
        record=about.record,
        look=look,
        person_key=row["person_key"] if own is None else own,
    )
