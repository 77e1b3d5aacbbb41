"""What a legal hold leaves of an erasure: what is held is kept, by the hold's id, and no more.

A table that a held row leads to is kept as well: what is kept for a dispute has to stay whole.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from amana.domain.source.model import ColumnFate, RowFate, SourceColumn, SourceMap, SourceTable


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldScope:
    """What a hold covers; a part that is not named covers all."""

    category: str | None = None
    source: str | None = None
    table: str | None = None
    """A table's id in the map of the source."""
    again_on: date
    """The day on which it is looked at again."""
    hold: str | None = None
    """Its id, once it is put: by it answers and certificates name it."""
    reason: str = field(default="", repr=False)
    """Free words, which may speak of persons: they go no further than the list of holds."""

    def covers(self, source: str, table: str) -> bool:
        """Tell whether it speaks of a table."""
        return self.source in {None, source} and self.table in {None, table}


def under_holds(mapping: SourceMap, scopes: Collection[HeldScope]) -> SourceMap:
    """Return the map by which an erasure goes as far as the holds allow."""
    held = {table.id: _held(mapping.source, table, scopes) for table in mapping.tables.values()}
    kept = {name for name, table in held.items() if _newly_kept(table, mapping.tables[name])}
    first = {name: str(held[name].reason) for name in kept}
    for name, reason in _led_to(held, first).items():
        if held[name].fate is not RowFate.KEEP:
            held[name] = _kept_whole(held[name], reason)
    return replace(mapping, tables=held)


def _newly_kept(table: SourceTable, before: SourceTable) -> bool:
    return table.fate is RowFate.KEEP and table != before


def _held(source: str, table: SourceTable, scopes: Iterable[HeldScope]) -> SourceTable:
    for scope in scopes:
        if table.fate is not RowFate.KEEP and scope.covers(source, table.id):
            table = _under(table, scope)
    return table


def _under(table: SourceTable, scope: HeldScope) -> SourceTable:
    """Return the table as one hold leaves it."""
    reason = reason_text(scope)
    if scope.category is None:
        return _kept_whole(table, reason)
    if all(column.category != scope.category for column in table.columns):
        return table
    if table.fate is RowFate.DELETE:
        return _kept_whole(table, reason)
    columns = tuple(
        _kept_column(column, reason) if column.category == scope.category else column
        for column in table.columns
    )
    return replace(table, columns=columns)


def reason_text(scope: HeldScope) -> str:
    """Return the hold as answers and certificates name it: its id, and the day to look again."""
    return f"legal-hold {scope.hold} ({scope.again_on.isoformat()})"


def _kept_whole(table: SourceTable, reason: str) -> SourceTable:
    return replace(table, fate=RowFate.KEEP, reason=reason, until=None)


def _kept_column(column: SourceColumn, reason: str) -> SourceColumn:
    return replace(column, fate=ColumnFate.KEEP, value=None, reason=reason, until=None)


def _led_to(tables: Mapping[str, SourceTable], first: Mapping[str, str]) -> Mapping[str, str]:
    """Return every table that a held one leads to, over any number of steps, with its reason."""
    found = dict(first)
    waiting = list(first)
    while waiting:
        table = tables[waiting.pop()]
        for reference in table.references:
            if reference.table not in found:
                found[reference.table] = found[table.id]
                waiting.append(reference.table)
    return found
