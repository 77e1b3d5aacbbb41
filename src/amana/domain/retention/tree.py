"""Which tables of a source end by their age, each with what hangs on it.

A row goes with all that is its own, as in an erasure: so it is due once all of that is. Whether it
is, the row's own times alone say: where what goes with it has times of its own, nothing ends.
"""

from collections.abc import Iterator

from amana.domain.retention.due import Bearing
from amana.domain.retention.overdue import OWN_CLOCK
from amana.domain.retention.place import Place
from amana.domain.source.model import RowFate, SourceMap
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
            fault=OWN_CLOCK if _clocked(mapping, tables[1:]) else None,
        )
        for name in mapping.tables
        if only in {None, name}
        for tables in (_tree(mapping, name),)
        for categories in (_categories(mapping, tables),)
        if _ends(mapping, name) and bearing.promises_of(_categories(mapping, (name,)))
    )


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


def _tree(mapping: SourceMap, root: str) -> tuple[str, ...]:
    """Return a table and all whose rows are owned by its rows, over any number of links."""
    found = [root]
    for table in find_order(mapping.tables):
        owned = any(link.owns and link.table in found for link in table.via)
        if table.id != root and owned and table.fate is not RowFate.KEEP:
            found.append(table.id)
    return tuple(found)


def _categories(mapping: SourceMap, tables: tuple[str, ...]) -> frozenset[str]:
    def every() -> Iterator[str]:
        for name in tables:
            for column in mapping.tables[name].columns:
                yield column.category

    return frozenset(every())
