"""What the storage of records takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.storage.errors import Inconsistent


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is sealed of a record: whose it is, its key, its values."""

    person: str = field(repr=False)
    """The service's own id of the person, under which the record came in."""
    key: str | None = field(default=None, repr=False)
    """The service's own key of the record; ``None`` where the type has none."""
    values: Mapping[str, Json] = field(repr=False)
    """The values by field."""

    def text(self) -> bytes:
        """Return the one text of it."""
        held: dict[str, Json] = {"person": self.person, "values": self.values}
        return canonical.write(held if self.key is None else held | {"key": self.key})


def content_of(text: bytes) -> Content:
    """Return the content of a text that was sealed; raises ``Inconsistent`` for any other."""
    held = canonical.read_loosely(text)
    values = held.get("values") if isinstance(held, Mapping) else None
    if not isinstance(held, Mapping) or not isinstance(values, Mapping):
        raise Inconsistent(constraint="record_sealed")
    key, person = held.get("key"), held.get("person")
    return Content(
        person=str(person), key=None if key is None else str(key), values=values
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a version of a record came in."""

    policy_version: int
    """The version of the policy in force then: the notice under which it was given."""
    origin: str
    """``person``, ``automatic`` or ``third-party``."""
    occasion: str | None = None
    source: str | None = None
    """Of third-party origin, from whom."""
    imported: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a record, opened."""

    number: int
    content: Content
    provenance: Provenance
    at: datetime
    entry: UUID


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
    past: tuple[Version, ...] = ()
    """The versions before, oldest first; only where they were asked for."""
