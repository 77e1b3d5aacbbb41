"""In which order a request goes through the tables of a map."""

from collections.abc import Iterable, Mapping

from amana.domain.source.model import RowFate, SourceMap, SourceTable


def find_order(tables: Mapping[str, SourceTable]) -> tuple[SourceTable, ...]:
    """Return the tables so that each follows those that its links lead to.

    INVARIANT: links lead to tables of the map and make no circle, which ``check`` has seen to.
    """
    names = ordered({table.id: {link.table for link in table.via} for table in tables.values()})
    return tuple(tables[name] for name in names)


def deletion_order(mapping: SourceMap, held: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the ids of the tables whose rows are deleted, those that refer to others first.

    ``held`` are the references, by table, that the database keeps and that no step clears before.
    Where these make a circle, the links alone give the order: only a database that looks at its
    keys when the transaction ends can delete such rows.
    """
    deleted = {table.id for table in mapping.tables.values() if table.fate is RowFate.DELETE}
    links = {
        table.id: {link.table for link in table.via} & deleted
        for table in mapping.tables.values()
        if table.id in deleted
    }
    both = {name: links[name] | (set(held.get(name, ())) & deleted) - {name} for name in links}
    order = ordered(both)
    return tuple(reversed(order if len(order) == len(links) else ordered(links)))


def ordered(after: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the names so that each follows those that it comes after.

    Names in a circle, and those that come after one, are left out.
    """
    waiting = {name: set(before) for name, before in after.items()}
    order: list[str] = []
    while ready := [name for name, before in waiting.items() if before <= set(order)]:
        order.extend(ready)
        waiting = {name: before for name, before in waiting.items() if name not in order}
    return tuple(order)
