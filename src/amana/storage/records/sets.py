"""Many records of one service at once, in one transaction, each by one statement.

A record past its time is as if it were not there, and of who was erased nothing is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

import orjson
from psycopg.rows import DictRow

from amana.domain.ledger.entry import Json
from amana.storage.entry_rows import EntryRow
from amana.storage.keys.sealing import Sealer
from amana.storage.records.bound import check_purposes, check_terms, sealed_of, terms_key
from amana.storage.records.row import Content, content_of
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Which records are meant: one by its look, a purpose's (that a recipient gets), persons'."""

    look: bytes | None = field(default=None, repr=False)
    purpose: str | None = None
    recipient: str | None = None
    person_keys: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of a list: those after this record, so many at most; ``None`` is the whole."""

    after: UUID | None = None
    limit: int | None = None


WHOLE: Final = Part()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataChange:
    """What changes about records; what is ``None`` or empty stays."""

    expires_at: datetime | None = None
    automated: bool | None = None
    recipients: tuple[str, ...] = ()
    """Who gets them besides."""
    objected: tuple[str, ...] = ()
    """Purposes that the person objects to, of one record only."""


class Came(NamedTuple):
    """How some values of a record came in. A tuple: thousands are compared."""

    policy_version: int
    occasion: str | None
    origin: str
    source: str | None
    fields: tuple[str, ...]


class Kind(NamedTuple):
    """What records have in common that are decided alike."""

    type: str
    parts: tuple[Came, ...]
    """Several where a record was corrected; none where that is not known any more."""


_How: TypeAlias = tuple[int, str | None, str, str | None]
"""How values came in: policy version, occasion, origin, source."""
_Past: TypeAlias = Mapping[tuple[UUID, int], _How]
"""How earlier versions of records came in."""


class UsableRecord(NamedTuple):
    """A record of a set, opened."""

    id: UUID
    person: str
    """The service's own id of the person, under which the record came in."""
    key: str | None
    values: Mapping[str, Json]
    type: str
    came: _How
    """Of the latest version."""
    corrected: tuple[Came, ...] | None
    """The parts of a record that was corrected."""
    number: int | None
    """The person's."""
    person_key: bytes

    @property
    def kind(self) -> Kind:
        """What it has in common with those that are decided alike."""
        if self.corrected is not None:
            return Kind(self.type, self.corrected)
        return Kind(self.type, (Came(*self.came, tuple(self.values)),))


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

    def for_purpose(
        self,
        purpose: str,
        *,
        automated: bool | None,
        stopped: bool = False,
        part: Part | None = None,
    ) -> list[UsableRecord]:
        """Return what may be used for the purpose: in its time, and nobody objected.

        ``stopped`` says that Global Privacy Control stops it for those who signal that. The whole
        comes in no order, a part in that of the ids.
        """
        asked = {"purpose": purpose, "automated": automated, "stopped": stopped}
        if part is None:
            rows = self._read("for_purpose", **asked)
        else:
            rows = self._read("for_purpose_page", after=part.after, limit=part.limit, **asked)
        opened = self._opened(rows)
        # Written by us and authenticated; thousands are read at a time.
        held = [
            (row, orjson.loads(plain))
            for row, plain in zip(rows, opened, strict=True)
            if plain is not None
        ]
        wanted = (purpose,)
        for row, content in held:
            check_purposes(row["id"], wanted, content.get("for"))
        past = self._past([row["id"] for row, content in held if content.get("since")])
        return [_usable(row, content, past) for row, content in held]

    def _past(self, corrected: list[UUID]) -> _Past:
        """Return how the earlier versions of corrected records came in; they never change."""
        if not corrected:
            return {}
        return {
            (row["record"], row["version"]): (
                row["policy_version"],
                row["occasion"],
                row["origin"],
                row["source"],
            )
            for row in self._read("brought", records=corrected)
        }

    def delete(self, named: Named, *, noted: EntryRow) -> int:
        """Delete the records; without a name, those past their time. Return how many.

        The entry that says so is written by the same statement.
        """
        if named.look is not None:
            return self._noted("delete_one", noted, look=named.look)
        if named.purpose is not None:
            return self._noted("delete_purpose", noted, purpose=named.purpose)
        return self._noted("delete_expired", noted)

    def change(self, named: Named, change: MetadataChange, *, noted: EntryRow) -> int:
        """Change what is known about the records, with the entry; return how many there are."""
        given = {
            "expires_at": change.expires_at,
            "automated": change.automated,
            "recipients": list(change.recipients),
            "terms_key": terms_key(self.sealer),
        }
        if named.look is not None:
            return self._noted(
                "change_one", noted, look=named.look, objected=list(change.objected), **given
            )
        if named.purpose is None:
            return self._noted(
                "change_persons", noted, person_keys=list(named.person_keys), **given
            )
        if named.recipient is None:
            return self._noted("change_purpose", noted, purpose=named.purpose, **given)
        return self._noted(
            "change_recipient", noted, purpose=named.purpose, recipient=named.recipient, **given
        )

    def known(self, named: Named, part: Part = WHOLE) -> tuple[KnownRecord, ...]:
        """Return what is known about the records: of a look, or of persons, oldest first."""
        if named.look is not None:
            rows = self._read("known_by_look", look=named.look)
        else:
            rows = self._read(
                "known_of_persons",
                person_keys=list(named.person_keys),
                after=part.after,
                limit=part.limit,
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
        key = terms_key(self.sealer)
        for row in rows:
            check_terms(key, row)
        return self.sealer.open_records([sealed_of(row) for row in rows])

    def _read(self, name: str, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        return self.transaction.bytes_rows("record_sets", name, service=self.service, **values)

    def _noted(self, name: str, noted: EntryRow, **values: Any) -> int:  # noqa: ANN401 - what the driver adapts
        """Run the statement with the parts of its entry, and return how many records it met."""
        (row,) = self.transaction.rows(
            "record_sets",
            name,
            service=self.service,
            entry=noted.entry,
            header=noted.header,
            commitment=noted.commitment,
            sealed=noted.sealed,
            act=noted.act,
            outcome=noted.outcome,
            policy_version=noted.policy_version,
            promises=noted.promises,
            **values,
        )
        return int(row["count"])


def _usable(row: DictRow, held: Mapping[str, Any], past: _Past) -> UsableRecord:
    values = held["values"]
    came = (row["policy_version"], row["occasion"], row["origin"], row["source"])
    since = held.get("since")
    return UsableRecord(
        row["id"],
        held["person"],
        held.get("key"),
        values,
        row["type"],
        came,
        _parts(row["id"], values, came, since, past) if since else None,
        row["number"],
        row["person_key"],
    )


def _parts(
    record: UUID,
    names: Iterable[str],
    came: _How,
    since: Mapping[str, int],
    past: _Past,
) -> tuple[Came, ...]:
    """Return the fields by how each came in; none where a version of the past is gone."""
    found: dict[_How, tuple[str, ...]] = {}
    for name in names:
        brought = past.get((record, since[name])) if name in since else came
        if brought is None:
            return ()
        found[brought] = (*found.get(brought, ()), name)
    return tuple(Came(*brought, fields) for brought, fields in found.items())


def _known(row: DictRow, content: Content) -> KnownRecord:
    check_purposes(row["id"], row["purposes"], content.purposes)
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
