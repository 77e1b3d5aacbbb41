"""A service's map as values: its record types with their fields, and the events that count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from amana.domain.period import Period
from amana.domain.record.types import ValueType
from amana.domain.record_map.tables import Table
from amana.domain.words import Words


class Keyed(StrEnum):
    """By what a service finds its records again."""

    NONE = "none"
    """By the record's id alone: each collection makes a new record."""
    OWN = "own"
    """By a key of the service's own, one record a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One field of a record type."""

    id: str
    category: str
    """The data category, which the policy declares."""
    type: ValueType
    name: Words | None = None
    """What people know it as; where it is left out, as its category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordType:
    """One type of record that the service holds about a person."""

    id: str
    fields: Mapping[str, RecordField]
    """At least one, in the order of the file."""
    keyed: Keyed = Keyed.NONE
    name: Words | None = None
    """What people know such a record as."""

    def categories(self, fields: Iterable[str]) -> frozenset[str]:
        """Return the data categories of these fields of the type."""
        return frozenset(self.fields[name].category for name in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMap:
    """A whole map. Ids are unique within their list."""

    service: str
    records: Mapping[str, RecordType] = field(default_factory=dict)
    events: Mapping[str, Period] = field(default_factory=dict)
    """The events that may be told about a person, and how long each counts."""
    tables: Mapping[str, Table] = field(default_factory=dict)
    """Tables of the organisation's own database, for grants there."""
