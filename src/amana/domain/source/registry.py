"""The sources of a service as it keeps them: what each is, and which of its maps is approved."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """By what a source is reached."""

    SQL = "sql"
    FILES = "files"
    HTTP = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source of a service. The way in is no part of it."""

    name: str
    """As its map calls it."""
    kind: SourceKind
    versions: int
    """How many maps it has had; the last one has this number."""
    approved: int | None
    """The version that is in force; until one is, the source is only read."""
    added_at: datetime
    """Since when it is reached as it is now; what was approved before counts no more."""
    approved_at: datetime | None
    approved_by: str | None
    """Who approved it, as an entry names them: no person's name."""
    removed_at: datetime | None
