"""The identifiers that are looked for, in temporary tables like the columns they are looked for in.

So a value meets a column under the column's own type and collation, wherever it is compared.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.schema import CreateTableAs

from amana.domain.source.outcome import Sought
from amana.domain.source.structure import ColumnKind
from amana.domain.source.values import Bound, fitting
from amana.sources.folding import folded
from amana.sources.ground import Ground, folds_itself

_COUNTS: Final = frozenset({"postgresql", "mysql", "mariadb"})
"""Who says how many rows a table was made of; others say anything."""
_LISTS: Final[dict[type, sa.types.TypeEngine[Any]]] = {
    int: sa.ARRAY(sa.BigInteger),
    str: sa.ARRAY(sa.Text),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Identifiers in a temporary table, with the two sides that are compared."""

    table: sa.TableClause
    own: sa.ColumnElement[Any]
    """The column looked into, folded by the database where the map says so."""
    value: sa.ColumnElement[Any]


def asked(  # noqa: PLR0913 - one column, with all that it is asked for
    connection: sa.Connection,
    ground: Ground,
    kind: str,
    column: str,
    persons: Sequence[Sought],
    *,
    batch: int,
    name: str,
    folds: Collection[str],
) -> Asked | None:
    """Put the persons' identifiers of a kind into a table of this name, to be met by a column.

    Returns ``None``, and makes no table, where the column can hold none of them.
    """
    laid = ground.laid.columns[column]
    said = kind in folds and laid.kind is ColumnKind.TEXT
    fold = said or folds_itself(laid)
    values = list(dict.fromkeys(_values(ground, kind, column, persons, fold=fold)))
    if not values:
        return None
    table = sa.table(name, sa.column("person"), sa.column("value"))
    own = ground.at.c[column]
    nobody = sa.literal_column("1") == sa.literal_column("0")
    like = sa.select(sa.literal_column("0").label("person"), own.label("value")).where(nobody)
    make(connection, name, like)
    rows = ({"person": at, "value": value} for at, value in values)
    put(connection, table, rows, batch, lists=laid.kind in {ColumnKind.TEXT, ColumnKind.INTEGER})
    value = table.c.value
    if said:
        return Asked(table=table, own=folded(kind, own), value=folded(kind, value))
    if fold:
        return Asked(table=table, own=sa.func.lower(own), value=sa.func.lower(value))
    return Asked(table=table, own=own, value=value)


def make(connection: sa.Connection, name: str, rows: sa.SelectBase) -> int:
    """Make a temporary table of a query's rows, of the query's types and collations.

    Return how many there are, or -1 where the database does not say so.
    """
    made = connection.execute(CreateTableAs(rows, name, temporary=True)).rowcount
    return made if connection.dialect.name in _COUNTS else -1


def put(
    connection: sa.Connection,
    table: sa.TableClause,
    rows: Iterable[dict[str, Any]],
    batch: int,
    *,
    lists: bool,
) -> None:
    """Insert rows, some at a time.

    ``lists`` where they hold texts and whole numbers, in columns of such types: PostgreSQL takes
    them as one list a column.
    """
    left = iter(rows)
    while some := list(islice(left, batch)):
        if lists and connection.dialect.name == "postgresql":
            connection.execute(_from_lists(table, some))
        else:
            connection.execute(table.insert(), some)


def _from_lists(table: sa.TableClause, rows: Sequence[dict[str, Any]]) -> sa.Insert:
    """Return the statement that inserts rows out of one list a column: one value for each list."""
    names = list(rows[0])
    lists = (
        sa.func.unnest(sa.literal([row[name] for row in rows], _LISTS[type(rows[0][name])]))
        for name in names
    )
    return table.insert().from_select(names, sa.select(*lists))


def _values(
    ground: Ground, kind: str, column: str, persons: Sequence[Sought], *, fold: bool
) -> Iterator[tuple[int, Bound]]:
    """Yield the values to look for; one that the column cannot hold stands in no row.

    SQLite folds the letters of ASCII alone: what we fold ourselves is looked for as well.
    """
    laid = ground.laid.columns[column]
    for number, person in enumerate(persons):
        for text in person.identifiers.get(kind, ()):
            for written in (text, text.lower()) if fold else (text,):
                value = fitting(laid, written)
                if value is not None:
                    yield number, value
