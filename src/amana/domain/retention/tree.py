"""Which tables of a source end by their age, each with what hangs on it.

A row goes with all that is its own, as in an erasure: so it is due once all of that is. Whether it
is, the row's own times alone say: where what goes with it has times of its own, nothing ends. A row
with times of its own whose link can be cleared stays behind and ends by these: an order, where an
account goes. What an erasure keeps until a reason is over ends by its own times as a whole.
"""

from collections.abc import Iterator

from amana.domain.retention.due import Bearing
from amana.domain.retention.overdue import OWN_CLOCK, STAYS
from amana.domain.retention.place import Place
from amana.domain.source.model import ColumnFate, Link, RowFate, SourceMap, SourceTable
from amana.domain.source.plan import find_order


def trees_of(mapping: SourceMap, bearing: Bearing, *, only: str | None = None) -> tuple[Place, ...]:
    """Return the tables of which a promise says how long they are kept, in the order of the map.

    A table without a time of its own that hangs on one with a time goes with that one.
    """
    return tuple(
        Place(
            place=mapping.source,
            item=name,
            categories=categories,
            promises=bearing.promises_of(categories),
            tables=tables,
            fault=_fault(mapping, tables),
        )
        for name in mapping.tables
        if only in {None, name}
        for tables in (going_with(mapping, name),)
        for categories in (categories_in(mapping, tables),)
        if _ends(mapping, name) and bearing.promises_of(categories_in(mapping, (name,)))
    )


def _fault(mapping: SourceMap, tables: tuple[str, ...]) -> str | None:
    if _clocked(mapping, tables[1:]):
        return OWN_CLOCK
    root = mapping.tables[tables[0]]
    return STAYS if _unchanged(root) and not ends_whole(root) else None


def _unchanged(table: SourceTable) -> bool:
    """Tell whether an erasure leaves a row with nothing cleared or made the same for everybody."""
    done = {column.fate for column in table.columns}
    return table.fate is RowFate.CHANGE and not done & {ColumnFate.CLEAR, ColumnFate.CONSTANT}


def _clocked(mapping: SourceMap, tables: tuple[str, ...]) -> bool:
    """Tell whether any of some tables has a time of its own."""
    return any(mapping.tables[name].times for name in tables)


def _ends(mapping: SourceMap, name: str) -> bool:
    """Tell whether rows of a table end by themselves: by a time of theirs, or of nobody else's."""
    table = mapping.tables[name]
    if table.fate is RowFate.KEEP:
        return False
    above = (link.table for link in table.via if link.owns)
    return bool(table.times) or not any(_timed(mapping, other) for other in above)


def _timed(mapping: SourceMap, name: str) -> bool:
    table = mapping.tables[name]
    above = (link.table for link in table.via if link.owns)
    return bool(table.times) or any(_timed(mapping, other) for other in above)


def going_with(mapping: SourceMap, root: str) -> tuple[str, ...]:
    """Return a table and all whose rows go with its rows, over any number of links that own."""
    found = [root]
    for table in find_order(mapping.tables):
        owned = any(
            link.owns and link.table in found and not stays_behind(table, link)
            for link in table.via
        )
        if table.id != root and owned and table.fate is not RowFate.KEEP:
            found.append(table.id)
    return tuple(found)


def stays_behind(table: SourceTable, link: Link) -> bool:
    """Tell whether a row stays, and its link is cleared, where the row that it leads to ends."""
    return link.clear and table.fate is RowFate.CHANGE and bool(table.times)


def ends_whole(table: SourceTable) -> bool:
    """Tell whether an erasure keeps all of a row for reasons that end: by its age it goes."""
    kept = all(column.fate is ColumnFate.KEEP and column.until for column in table.columns)
    return table.fate is RowFate.CHANGE and bool(table.columns) and kept


def categories_in(mapping: SourceMap, tables: tuple[str, ...]) -> frozenset[str]:
    """Return the categories of all that lies in some tables."""

    def every() -> Iterator[str]:
        for name in tables:
            for column in mapping.tables[name].columns:
                yield column.category

    return frozenset(every())
