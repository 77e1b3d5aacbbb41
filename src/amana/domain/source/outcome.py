"""Whom a request asks for in a source, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amana.domain.period import Period
from amana.domain.source.model import RowFate


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A person to be found in a source."""

    person: str
    """What the caller knows the person by; it never reaches the source."""
    identifiers: Mapping[str, tuple[str, ...]]
    """Values by kind of identifier."""
    pseudonym: str = ""
    """The word that takes their place, ``PSEUDONYM_LENGTH`` letters; for an erasure alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """The rows of one table that are somebody's among those who are sought."""

    table: str
    """Its id in the map."""
    fate: RowFate
    found: int
    own: int
    """Those of them that are the persons' own; the rest is shared with others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableErased:
    """What an erasure did to one table."""

    table: str
    deleted: int = 0
    changed: int = 0
    """Rows that stay and were changed, each once, whatever ways lead to it."""
    unlinked: int = 0
    """Rows of anybody that led to a deleted one, and now lead nowhere."""
    kept: int = 0
    reason: str | None = None
    until: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure did to a source; what is not read back yet is only foreseen."""

    tables: tuple[TableErased, ...]
    read_back: int
    """Rows and columns that were looked for again after the transaction, by count of looks."""
    kept_of: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By ``Sought.person`` and table, the rows of theirs that stay, or a column of which stays.

    Only what there is: no person and no table with none."""
    left_of: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By ``Sought.person`` and table, the rows that still bear an identifier of theirs after it was
    committed, whoever's they are, in a column of its kind that the map does not keep for a reason.

    Only what there is. Where there is any, the person is not erased from the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What marking rows as only to be kept, or taking the marks off, did to a source."""

    rows: int
    read_back: int = 0
    """Tables and files whose marks were looked at again, by count of looks; none of a service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedRow:
    """A row about a person: of shared content only what speaks of everybody or of them."""

    person: str
    table: str
    values: Mapping[str, Any]
    """By column, as the driver gives them."""
    shared: bool = False
    """Whether the person only takes part in it, and it is not their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A new value of a column, in all rows that are the person's own."""

    table: str
    column: str
    value: str | None
