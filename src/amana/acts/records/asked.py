"""What is asked of records, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from amana.domain.decision.question import Answer
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.collecting import Origin

Raw: TypeAlias = object
"""A value as it came in: whatever JSON may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """One record: by its type and the service's own key, or by its id."""

    type: str | None = None
    key: str | None = field(default=None, repr=False)
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How values come in."""

    origin: Origin = Origin.PERSON
    occasion: str | None = None
    source: str | None = None
    """Of third-party origin, the declared recipient from whom they come."""
    imported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """Values that are to be taken in as a new record."""

    person: str = field(repr=False)
    type: str
    key: str | None = field(default=None, repr=False)
    values: Mapping[str, Raw] = field(repr=False)
    purposes: frozenset[str]
    how: Circumstances = field(default_factory=Circumstances)
    recipients: frozenset[str] = frozenset()
    automated: bool = False
    """Whether decisions about the person are made from it by machine alone."""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Using:
    """A machine's question for values of a record, for a purpose."""

    which: Which
    purposes: frozenset[str]
    person: str | None = field(default=None, repr=False)
    """Where it is named, a record of anybody else is not there."""
    fields: frozenset[str] | None = None
    """``None``: all that the record holds."""
    display: bool = False
    """Whether the values are to be seen by people: then they come masked as for a reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Using):
    """A question of a member of staff, with the reason that they give."""

    staff: str
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """Values that are to take the place of what a record holds."""

    person: str = field(repr=False)
    which: Which
    seen: int
    """The version that the correction is made to."""
    values: Mapping[str, Raw] = field(repr=False)
    """By field; ``None`` takes a value away."""
    purposes: frozenset[str] = frozenset()
    """What corrected values are collected for; of none, the record's own purposes."""
    within: frozenset[str] | None = None
    """Purposes that the record's own have to be among; ``None``: whatever they are."""
    how: Circumstances = field(default_factory=Circumstances)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Whether values were taken in, and where."""

    answer: Answer
    policy_version: int
    entry: UUID
    record: UUID | None = None
    """``None`` where they were refused, and where nothing of them may be stored."""
    version: int | None = None
    left_out: tuple[str, ...] = ()
    """Fields whose values the policy promises not to store."""
    shortened: tuple[str, ...] = ()
    """Fields of which only a part is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Whether values may be used, and what they are then."""

    answer: Answer
    policy_version: int
    entry: UUID
    record: UUID
    version: int
    values: Mapping[str, Json] | None = field(default=None, repr=False)
    """``None`` where it was refused."""
    masked: tuple[str, ...] = ()
    """Fields of which only a part is shown."""
