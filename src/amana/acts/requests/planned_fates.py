"""What a plan says becomes of rows: an erasure's fate, or what another kind of request does."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amana.domain.source.holding import HeldScope
from amana.domain.source.model import ColumnFate, RowFate, SourceTable
from amana.domain.source.outcome import TableCount
from amana.domain.vocabulary.requests import RequestKind

ERASING: Final = frozenset({RequestKind.ERASURE, RequestKind.PART_ERASURE})
_RESTRICTING: Final = frozenset(
    {RequestKind.RESTRICTION, RequestKind.OBJECTION, RequestKind.WITHDRAWAL}
)


class PlannedFate(StrEnum):
    """What becomes of rows by a request."""

    DELETE = RowFate.DELETE.value
    CHANGE = RowFate.CHANGE.value
    KEEP = RowFate.KEEP.value
    RESTRICT = "restrict"
    """They are marked as only to be kept."""
    CORRECT = "correct"
    """A column of theirs is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a request asks of one source."""

    kind: RequestKind
    corrects: Collection[str] = ()
    """The tables of which it sets a column."""
    by_itself: bool = False
    """Whether the source is a service, which knows itself which rows it marks."""
    in_part: tuple[Collection[str], Collection[HeldScope]] | None = None
    """The categories of an erasure in part, and what is held."""


def planned_fate(asking: Asking, table: SourceTable, count: TableCount) -> PlannedFate:
    """Return what becomes of the counted rows of a table.

    A legal hold that the map was opened with goes before what a service says of itself.
    """
    if asking.kind in ERASING:
        return PlannedFate((RowFate.KEEP if table.fate is RowFate.KEEP else count.fate).value)
    if asking.kind in _RESTRICTING and count.own and (table.restrict or asking.by_itself):
        return PlannedFate.RESTRICT
    if count.own and table.id in asking.corrects:
        return PlannedFate.CORRECT
    return PlannedFate.KEEP


def kept_reason(table: SourceTable) -> tuple[str | None, str | None]:
    """Return why and how long a table's rows, or something in them, stay; ``None`` where not."""
    if table.fate is RowFate.KEEP:
        return table.reason, None if table.until is None else str(table.until)
    if table.fate is RowFate.CHANGE:
        for column in table.columns:
            if column.fate is ColumnFate.KEEP:
                return column.reason, None if column.until is None else str(column.until)
    return None, None
