"""How a copy is laid out: sections of tables, each with its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self, TypeAlias

from amana.domain.words import Language, Words

Cell: TypeAlias = object
"""A value as JSON has it: text, number, yes or no, nothing, a list or an object of these."""


class Datatype(StrEnum):
    """What the values of a column are; the words are those of W3C's tabular metadata."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "double"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    BYTES = "base64Binary"
    JSON = "json"


class Reason(StrEnum):
    """Why a value is kept back from a copy."""

    OTHERS_DATA = "others_data"
    """It speaks of somebody else (GDPR article 15(4))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyColumn:
    """A column of a table in a copy."""

    name: str
    category: str | None = None
    """The policy's data category; ``None`` for what Amana itself notes."""
    title: Words | None = None
    datatype: Datatype = Datatype.STRING
    language: Language | None = None
    """Where a column holds words of one language: which."""
    portable: bool = True
    """Whether it is the person's to take along (GDPR article 20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTable:
    """A table in a copy."""

    id: str
    columns: tuple[CopyColumn, ...]
    title: Words | None = None
    rows: int = 0
    portable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A source that could not be read when a copy was made; the whole copy follows."""

    source: str
    since: datetime
    """When it was first asked in vain."""
    fault: str
    """The code of why, for staff."""

    def plain(self) -> dict[str, str]:
        """Return it as JSON has it."""
        return {"source": self.source, "since": self.since.isoformat(), "fault": self.fault}

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Self:
        """Return what :meth:`plain` wrote."""
        since = datetime.fromisoformat(said["since"])
        return cls(source=said["source"], since=since, fault=said["fault"])


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySection:
    """What one place holds: the policy, Amana's own records, or a source."""

    id: str
    tables: tuple[CopyTable, ...]
    source: bool = False
    """Whether it is a database of the organisation."""
    missing: Missing | None = None
    """Where it could not be read: then it has no tables here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A row in a copy."""

    table: str
    values: Mapping[str, Cell] = field(repr=False)
    withheld: tuple[str, ...] = ()
    """Columns that are kept back, wholly or in part, because they speak of somebody else."""
    portable: bool = True
