"""Many records that come in alike, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.acts.records.asked import Circumstances, Raw
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Json
from amana.domain.person.identifiers import IdentifierKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for all records of a chunk."""

    type: str
    purposes: frozenset[str]
    how: Circumstances = field(default_factory=Circumstances)
    recipients: frozenset[str] = frozenset()
    automated: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One record as it came in."""

    number: int
    """Its line, or its place in the stream: what an outcome is known by."""
    person: str = field(repr=False)
    key: str | None = field(default=None, repr=False)
    values: Mapping[str, Raw] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one record: its id, or why it was left out."""

    number: int
    record: UUID | None = None
    error: AmanaError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A record whose values are in the form in which they are kept."""

    number: int
    person: str = field(repr=False)
    person_key: bytes = field(repr=False)
    key: str | None = field(repr=False)
    values: Mapping[str, Json] = field(repr=False)
    fields: frozenset[str]
    """The fields that came in, whatever of them is kept."""
    addresses: tuple[tuple[IdentifierKind, str], ...] = field(default=(), repr=False)
    """Kind and value of the e-mail addresses and telephone numbers among the values."""
