"""Which rows are whose: the keys of each table's rows in a temporary table, for many persons.

Each table is gone through once for each way that leads to it, whatever the number of persons, and
no key ever leaves the database.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from amana.domain.source.model import ColumnFate, Link, Reference, RowFate
from amana.domain.source.outcome import Sought, TableCount
from amana.domain.source.structure import ColumnKind
from amana.sources.asking import asked, make
from amana.sources.folding import folded
from amana.sources.ground import Ground, folds_itself

DIRECT: Final = -1
"""The way of a row that holds an identifier itself."""


def find(
    connection: sa.Connection, tables: Mapping[str, Ground], persons: Sequence[Sought], batch: int
) -> Mapping[str, int]:
    """Fill the temporary table of each table, in an order in which links lead backwards.

    Return how many entries each has, by table; -1 where the database does not say so.
    """
    ends = {link.table for ground in tables.values() for link in ground.table.via}
    made: dict[str, int] = {}
    for name, ground in tables.items():
        ways = [
            way
            for number in range(len(ground.table.identifying))
            if (way := _by_identifier(connection, ground, number, persons, batch)) is not None
        ]
        ways += [
            by_link(ground, tables[link.table], number, link)
            for number, link in enumerate(ground.table.via)
        ]
        found = sa.union_all(*ways) if len(ways) > 1 else (*ways, nothing_found(ground))[0]
        made[name] = make(connection, ground.found.name, found)
        if name in ends:
            know(connection, [ground])
    know(connection, [ground for name, ground in tables.items() if name not in ends])
    return made


def know(connection: sa.Connection, some: Sequence[Ground]) -> None:
    """Have PostgreSQL look at temporary tables, which nothing else does, before it reads them."""
    if some and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"analyze {', '.join(ground.found.name for ground in some)}")


def count(connection: sa.Connection, tables: Mapping[str, Ground]) -> tuple[TableCount, ...]:
    """Return how many rows were found in each table."""
    return tuple(
        TableCount(
            table=ground.table.id,
            fate=ground.table.fate,
            found=_rows(connection, ground),
            own=_rows(connection, ground, ground.found.c.own == sa.literal_column("1")),
        )
        for ground in tables.values()
    )


def kept(connection: sa.Connection, ground: Ground) -> int:
    """Return how many rows of their own stay as they are."""
    if ground.table.fate is not RowFate.KEEP:
        return 0
    return _rows(connection, ground)


def kept_of(
    connection: sa.Connection, tables: Mapping[str, Ground], persons: Sequence[Sought]
) -> Mapping[str, Mapping[str, int]]:
    """Return, by person and table, the rows of their own that stay, or a column of which stays."""
    found: dict[str, dict[str, int]] = {}
    for name, ground in tables.items():
        if not _keeps(ground):
            continue
        keys = [ground.found.c[f"k{at}"] for at in range(len(ground.key))]
        own_row = ground.found.c.own == sa.literal_column("1")
        own = sa.select(ground.found.c.person, *keys).where(own_row).distinct()
        rows = own.subquery()
        counted = sa.select(rows.c.person, sa.func.count()).group_by(rows.c.person)
        for number, count_ in connection.execute(counted):
            found.setdefault(persons[number].person, {})[name] = count_
    return found


def _keeps(ground: Ground) -> bool:
    """Tell whether something stays of a table's rows, as the map says it for a reason."""
    fate = ground.table.fate
    columns = any(column.fate is ColumnFate.KEEP for column in ground.table.columns)
    return fate is RowFate.KEEP or (fate is RowFate.CHANGE and columns)


def _rows(connection: sa.Connection, ground: Ground, *own: sa.ColumnElement[bool]) -> int:
    """Return the number of rows in which anybody was found."""
    keys = [ground.found.c[f"k{at}"] for at in range(len(ground.key))]
    distinct = sa.select(*keys).where(*own).distinct().subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(distinct)).scalar_one()


def nothing_found(ground: Ground) -> sa.Select[Any]:
    """Return a query without rows, of the columns of the temporary table."""
    nil: sa.ColumnClause[Any] = sa.literal_column("0")
    return entries_of(ground, nil, nil, nil).where(sa.literal_column("1") == nil)


def entries_of(
    ground: Ground,
    person: sa.ColumnElement[Any],
    via: sa.ColumnElement[Any],
    own: sa.ColumnElement[Any],
) -> sa.Select[Any]:
    """Return a query of the columns of the temporary table."""
    keys = (ground.at.c[name].label(f"k{at}") for at, name in enumerate(ground.key))
    return sa.select(person.label("person"), via.label("via"), own.label("own"), *keys)


def _by_identifier(
    connection: sa.Connection,
    ground: Ground,
    number: int,
    persons: Sequence[Sought],
    batch: int,
) -> sa.Select[Any] | None:
    """Return the rows with an identifier in one column; ``None`` where it can have none."""
    kind, column = ground.table.identifying[number]
    name = f"{ground.found.name}_{number}"
    folds = ground.table.fold
    sought = asked(connection, ground, kind, column, persons, batch=batch, name=name, folds=folds)
    if sought is None:
        return None
    way: sa.ColumnClause[Any] = sa.literal_column(str(DIRECT))
    return (
        entries_of(ground, sought.table.c.person, way, sa.literal_column("1"))
        .select_from(sought.table.join(ground.at, sought.own == sought.value))
        .distinct()
    )


def by_link(ground: Ground, other: Ground, number: int, link: Link) -> sa.Select[Any]:
    """Return the rows that a link leads to from those already found."""
    own = other.found.c.own if link.owns else sa.literal_column("0")
    return (
        entries_of(ground, other.found.c.person, sa.literal_column(str(number)), own)
        .select_from(far_end(ground, other, link, ground.at))
        .distinct()
    )


def far_end(
    ground: Ground, other: Ground, reference: Reference, near: sa.FromClause
) -> sa.FromClause:
    """Return the table, by its name or alias ``near``, joined to the found rows it refers to.

    Where it refers to columns of the other's key, the other table itself is not read.
    """
    if set(reference.to) <= set(other.key):
        far = {name: other.found.c[f"k{other.key.index(name)}"] for name in reference.to}
        joined: sa.FromClause = other.found
    else:
        # An own name for the far table: a link may lead from a table to itself.
        there = other.at.alias(f"{other.found.name}_far")
        far = {name: there.c[name] for name in reference.to}
        same = sa.and_(
            *(
                there.c[name].is_not_distinct_from(other.found.c[f"k{at}"])
                if name in other.unsure
                else there.c[name] == other.found.c[f"k{at}"]
                for at, name in enumerate(other.key)
            )
        )
        joined = other.found.join(there, same)
    pairs = zip(reference.columns, reference.to, strict=True)
    on = (alike(ground, other, name, end, (near.c[name], far[end])) for name, end in pairs)
    return joined.join(near, sa.and_(*on))


def alike(
    ground: Ground,
    other: Ground,
    name: str,
    end: str,
    values: tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]],
) -> sa.ColumnElement[bool]:
    """Return the condition that two columns are the same, as identifiers where both tables' are."""
    left, right = values
    if folds_itself(ground.laid.columns[name]) and folds_itself(other.laid.columns[end]):
        return sa.func.lower(left) == sa.func.lower(right)
    folds = {*ground.table.fold, *other.table.fold}
    kinds = (kind for kind, column in ground.table.identifying if column == name)
    kind = next((each for each in kinds if end in other.table.person.get(each, ())), None)
    if kind in folds and ground.laid.columns[name].kind is ColumnKind.TEXT:
        return folded(kind, left) == folded(kind, right)
    return left == right
