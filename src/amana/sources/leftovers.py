"""What of a person is left in a source: identifiers in any mapped column of their type."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from amana.domain.source.outcome import Sought, TableCount
from amana.sources.asking import Asked, asked
from amana.sources.ground import Ground


def leftovers(
    connection: sa.Connection,
    tables: Mapping[str, Ground],
    persons: Sequence[Sought],
    batch: int,
) -> tuple[TableCount, ...]:
    """Return the tables in which an identifier still stands, with the number of such rows.

    A row that nothing leads to any more is found as well: an address in a comment whose author is
    gone. A table's own identifying columns are looked at by their kind. Values are compared as they
    are when rows are found.
    """
    folds = _folds(tables)
    found = (_of(connection, ground, persons, batch, folds) for ground in tables.values())
    return tuple(counted for counted in found if counted.found)


def left_of(
    connection: sa.Connection,
    tables: Mapping[str, Ground],
    persons: Sequence[Sought],
    batch: int,
) -> Mapping[str, Mapping[str, int]]:
    """Return by person and table the rows in which an identifier stands that was to go.

    What the map keeps for a reason stands rightly, in whoever's row. Each row is counted once a
    person.
    """
    folds = _folds(tables)
    found: dict[str, dict[str, int]] = {}
    for name, ground in tables.items():
        sides = [
            side
            for side, column in _sought(connection, ground, persons, batch, folds, "after")
            if not ground.table.stays(column)
        ]
        if not sides:
            continue
        keys = [ground.at.c[key].label(f"k{at}") for at, key in enumerate(ground.key)]
        rows = sa.union(*(_rows(ground, side, keys) for side in sides)).subquery()
        counted = sa.select(rows.c.person, sa.func.count()).group_by(rows.c.person)
        for number, count in connection.execute(counted):
            found.setdefault(persons[number].person, {})[name] = count
    return found


def _rows(ground: Ground, side: Asked, keys: Sequence[sa.ColumnElement[Any]]) -> sa.Select[Any]:
    """Return whose identifier stands in which row, by one column."""
    meets = side.table.join(ground.at, side.own == side.value)
    return sa.select(side.table.c.person, *keys).select_from(meets).distinct()


def _of(
    connection: sa.Connection,
    ground: Ground,
    persons: Sequence[Sought],
    batch: int,
    folds: Collection[str],
) -> TableCount:
    """Return how many rows of one table hold an identifier."""
    rows = 0
    for side, _ in _sought(connection, ground, persons, batch, folds, "left"):
        holds = side.own.in_(sa.select(side.value))
        statement = sa.select(sa.func.count()).select_from(ground.at).where(holds)
        rows += connection.execute(statement).scalar_one()
    return TableCount(table=ground.table.id, fate=ground.table.fate, found=rows, own=0)


def _sought(  # noqa: PLR0913, PLR0917 - one table, with all that it is asked for
    connection: sa.Connection,
    ground: Ground,
    persons: Sequence[Sought],
    batch: int,
    folds: Collection[str],
    word: str,
) -> Iterator[tuple[Asked, str]]:
    """Yield the identifiers that each column can hold, in a table of their own, and the column."""
    for number, (column, kind) in enumerate(identifying_columns(ground)):
        name = f"{ground.found.name}_{word}_{number}"
        side = asked(connection, ground, kind, column, persons, batch=batch, name=name, folds=folds)
        if side is not None:
            yield side, column


def _folds(tables: Mapping[str, Ground]) -> Collection[str]:
    """Return the kinds that some table of the map folds: then all are compared so."""
    return {kind for ground in tables.values() for kind in ground.table.fold}


def identifying_columns(ground: Ground) -> Sequence[tuple[str, str]]:
    """Return the columns in which an identifier can stand, with its kind."""
    identifying = [(name, kind) for kind, name in ground.table.identifying]
    named = {name for name, _ in identifying}
    data = [each for each in ground.table.columns if each.name not in named]
    return [*identifying, *((column.name, column.type.value) for column in data)]
