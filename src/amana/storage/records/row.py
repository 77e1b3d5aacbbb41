"""What the storage of records takes and gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

import orjson

from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.storage.errors import Conflict, Inconsistent
from amana.storage.keys.sealing import PlainRecord, Sealer
from amana.storage.records.bound import came, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a value came in."""

    policy_version: int
    """The version of the policy in force then: the notice under which it was given."""
    origin: str
    """``person``, ``automatic`` or ``third-party``."""
    occasion: str | None = None
    source: str | None = None
    """Of third-party origin, from whom."""
    imported: bool = False


_NOWHERE_ELSE: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is sealed of a record: whose it is, its key, its values."""

    person: str = field(repr=False)
    """The service's own id of the person, under which the record came in."""
    key: str | None = field(default=None, repr=False)
    """The service's own key of the record; ``None`` where the type has none."""
    values: Mapping[str, Json] = field(repr=False)
    """The values by field."""
    since: Mapping[str, int] = field(default_factory=lambda: _NOWHERE_ELSE)
    """Of each value that an earlier version brought, that version's number."""
    purposes: tuple[str, ...] | None = None
    """What the record came in for; ``None`` in records that are older than this."""

    def text(self, purposes: Sequence[str] | None = None) -> bytes:
        """Return the one text of it; raises ``ValueError`` for values that have none.

        ``purposes`` are what the record comes in for, where they are not here already.
        """
        held: dict[str, Json] = {"person": self.person, "values": self.values}
        serves = self.purposes if purposes is None else purposes
        if serves is not None:
            held["for"] = tuple(serves)
        if self.key is not None:
            held["key"] = self.key
        if self.since:
            held["since"] = self.since
        return canonical.write(held)


def content_of(text: bytes) -> Content:
    """Return the content of a text that was sealed; raises ``Inconsistent`` for any other."""
    # It was written by us and is authenticated: what another reader would check holds.
    held = orjson.loads(text)
    if not isinstance(held, Mapping):
        raise Inconsistent(constraint="record_sealed")
    values, since = held.get("values"), held.get("since", {})
    if not isinstance(values, Mapping) or not isinstance(since, Mapping):
        raise Inconsistent(constraint="record_sealed")
    key, serves = held.get("key"), held.get("for")
    return Content(
        person=str(held.get("person")),
        key=None if key is None else str(key),
        values=values,
        since={name: number for name, number in since.items() if isinstance(number, int)},
        purposes=None if serves is None else tuple(map(str, serves)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record to be added."""

    id: UUID
    person_key: bytes = field(repr=False)
    type: str
    content: Content
    provenance: Provenance
    purposes: frozenset[str]
    recipients: frozenset[str] = frozenset()
    automated: bool = False
    expires_at: datetime | None = None

    def plain(self, entry: UUID) -> PlainRecord:
        """Return what is sealed of it, bound to the entry that it comes in with."""
        said = self.provenance
        how = came(
            self.type,
            said.policy_version,
            said.occasion,
            said.origin,
            said.source,
            said.imported,
        )
        text = self.content.text(sorted(self.purposes))
        return PlainRecord(text, self.person_key, self.id, 1, how + entry.bytes)

    def terms(self, key: bytes) -> bytes:
        """Return the mark of its expiry and automation under the service's key of marks."""
        return terms(key, self.id, self.expires_at, automated=self.automated)

    def look(self, sealer: Sealer) -> bytes:
        """Return the 32 bytes that no other record of the service has.

        Nobody looks for one without a key: it is named by its id, which grows, so that the index
        grows at its end, where a hash would touch another page of it for each record.
        """
        if self.content.key is None:
            return self.id.bytes * 2
        return sealer.record_look(self.type, self.content.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a record, opened."""

    number: int
    content: Content
    provenance: Provenance
    """Of what this version brought."""
    at: datetime
    entry: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundVersion:
    """One version of somebody's record, opened, without how it came in."""

    person_key: bytes = field(repr=False)
    type: str
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """A record as it stands, opened."""

    id: UUID
    person_key: bytes = field(repr=False)
    type: str
    current: Version
    purposes: tuple[str, ...]
    objected: frozenset[str]
    """Those of the purposes that the person objected to for this record."""
    recipients: tuple[str, ...]
    automated: bool
    expires_at: datetime | None
    bound: bool = True
    """Whether its seal is bound to how it came in; in older records it is not."""
    past: tuple[Version, ...] = ()
    """The versions before, oldest first, where the record has any and they were asked for."""

    def brought(self, name: str) -> Version:
        """Return the version that brought the value of this field.

        Raises ``Conflict`` where the past of a corrected record is not at hand: it went meanwhile.
        """
        number = self.current.content.since.get(name)
        if number is None:
            return self.current
        found = next((each for each in self.past if each.number == number), None)
        if found is None:
            raise Conflict
        return found
