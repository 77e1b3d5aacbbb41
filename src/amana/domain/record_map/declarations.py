"""What a map file holds, as forms: its header, a record type, a field, an event."""

from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from amana.domain.period import Period
from amana.domain.policy.declarations import LanguageVersion, Slug
from amana.domain.policy.values import Pattern
from amana.domain.promises.kind import DataId, item
from amana.domain.record.types import ValueType
from amana.domain.record_map.model import Keyed
from amana.domain.words import Words

FIELD: Final = Pattern(expression=r"[a-z][a-z0-9_]{0,62}", example="delivery_address")
"""Ids of record types, fields and events."""
EventId: TypeAlias = Annotated[str, FIELD]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapHeader:
    """All of the file but its lists."""

    amana: LanguageVersion = item("The version of this language: 1")
    service: Slug = item("The service whose records these are, as its policy names it")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """A type of record, beside its fields."""

    key: Keyed = item(
        "What the service finds a record by: a key of its own, or none", default=Keyed.NONE
    )
    name: Words | None = item("What people know such a record as", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldForm:
    """A field of a record."""

    is_: DataId = item("The data category that the policy declares")
    type: ValueType = item("The type of its values")
    name: Words | None = item(
        "What people know the field as; where it is left out, as its data category", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventForm:
    """An event that comes first."""

    within: Period = item("How long after the event it still counts")
