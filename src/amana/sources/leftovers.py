"""What of a person is left in a source: identifiers in any mapped column of their type."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from amana.domain.source.outcome import Sought, TableCount
from amana.sources.asking import asked
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
    folds = {kind for ground in tables.values() for kind in ground.table.fold}
    found = (_of(connection, ground, persons, batch, folds) for ground in tables.values())
    return tuple(counted for counted in found if counted.found)


def _of(
    connection: sa.Connection,
    ground: Ground,
    persons: Sequence[Sought],
    batch: int,
    folds: Collection[str],
) -> TableCount:
    """Return how many rows of one table hold an identifier."""
    rows = 0
    for number, (column, kind) in enumerate(identifying_columns(ground)):
        name = f"{ground.found.name}_left_{number}"
        sought = asked(
            connection, ground, kind, column, persons, batch=batch, name=name, folds=folds
        )
        if sought is not None:
            holds = sought.own.in_(sa.select(sought.value))
            statement = sa.select(sa.func.count()).select_from(ground.at).where(holds)
            rows += connection.execute(statement).scalar_one()
    return TableCount(table=ground.table.id, fate=ground.table.fate, found=rows, own=0)


def identifying_columns(ground: Ground) -> Sequence[tuple[str, str]]:
    """Return the columns in which an identifier can stand, with its kind."""
    identifying = [(name, kind) for kind, name in ground.table.person.items()]
    named = {name for name, _ in identifying}
    data = [each for each in ground.table.columns if each.name not in named]
    return [*identifying, *((column.name, column.type.value) for column in data)]
