"""Which tables of a source end by their age, each with what hangs on it.

A row goes with all that is its own, as in an erasure: so it is due once all of that is. Whether it
is, the row's own times alone say. A row with times of its own whose link can be cleared stays
behind and ends by these: an order, where an account goes. Where the link cannot be cleared the
other waits until such rows are gone by their own times. Where times lie deeper, nothing ends. What
an erasure keeps until a reason is over ends by its own times as a whole.
"""

from collections.abc import Iterator, Mapping

from amana.domain.retention.due import Bearing
from amana.domain.retention.overdue import OWN_CLOCK, STAYS
from amana.domain.retention.place import Place
from amana.domain.source.model import ColumnFate, Link, RowFate, SourceMap, SourceTable
from amana.domain.source.plan import find_order


def trees_of(mapping: SourceMap, bearing: Bearing, *, only: str | None = None) -> tuple[Place, ...]:
    """Return the tables of which a promise says how long they are kept, in the order of the map.

    A table without a time of its own that hangs on one with a time goes with that one.
    """
    known: dict[str, Place] = {}
    return tuple(
        _place(mapping, bearing, name, known)
        for name in mapping.tables
        if only in {None, name}
        if _ends(mapping, name) and bearing.promises_of(categories_in(mapping, (name,)))
    )


def _place(mapping: SourceMap, bearing: Bearing, name: str, known: dict[str, Place]) -> Place:
    """Return a table with what goes with it and, without an end, what it waits for.

    Each is worked out once: several may wait for the same.
    """
    if name in known:
        return known[name]
    tables = going_with(mapping, name)
    categories = categories_in(mapping, tables)
    waits = tuple(
        _place(mapping, bearing, each, known) for each in waited_for(mapping.tables, name)
    )
    unseen = any(_unseen(mapping, bearing, each) for each in waits)
    known[name] = Place(
        place=mapping.source,
        item=name,
        categories=categories,
        promises=bearing.promises_of(categories),
        tables=tables,
        waits=waits,
        fault=OWN_CLOCK if unseen else _fault(mapping, tables),
    )
    return known[name]


def _unseen(mapping: SourceMap, bearing: Bearing, at: Place) -> bool:
    """Tell whether no promise ends a table's own rows, or by a moment that no time of it says."""
    known = mapping.tables[at.item].times.keys()
    ends = ({it.moment for it in bearing.terms if each in it.data} for each in at.categories)
    longer = {each.moment for each in bearing.longest if each.category in at.categories}
    unsaid = any(moments and not moments & known for moments in ends) or not known >= longer
    return unsaid or not bearing.promises_of(categories_in(mapping, (at.item,)))


def waited_for(tables: Mapping[str, SourceTable], root: str) -> tuple[str, ...]:
    """Return the tables whose rows lead straight to a table's, and go before it by their times."""
    return tuple(
        table.id
        for table in tables.values()
        if table.id != root and table.times and table.fate is RowFate.DELETE
        if any(link.owns and link.table == root for link in table.via)
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
    found, apart = [root], waited_for(mapping.tables, root)
    for table in find_order(mapping.tables):
        if table.id in apart:
            continue
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
