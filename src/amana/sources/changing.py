"""The statements that change a source, each for all persons at once."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from amana.domain.source.fit import clearable
from amana.domain.source.model import ColumnFate, Link, Reference, RowFate, SourceColumn
from amana.domain.source.values import fitting
from amana.sources.finding import far_end
from amana.sources.ground import Ground

_ONE: Final[sa.ColumnClause[int]] = sa.literal_column("1")
_NIL: Final[sa.ColumnClause[int]] = sa.literal_column("0")
_JOINS_TO_DELETE: Final = frozenset({"mysql", "mariadb"})
"""Who else goes through the whole table, looking each row up among the keys."""


def own(ground: Ground) -> sa.ColumnElement[bool]:
    """Return the condition that a found row is the person's own."""
    return ground.found.c.own == _ONE


def by_way(ground: Ground, link: Link) -> sa.ColumnElement[bool]:
    """Return the condition that a row was found by this link, and stays."""
    number = [each.id for each in ground.table.via].index(link.id)
    way = ground.found.c.via == sa.literal_column(str(number))
    return (
        way if ground.table.fate is not RowFate.DELETE else sa.and_(way, ground.found.c.own == _NIL)
    )


def changed_columns(ground: Ground) -> Mapping[str | None, Sequence[SourceColumn]]:
    """Return the columns that change in a row that stays, by the link of which they speak."""
    groups: dict[str | None, list[SourceColumn]] = {}
    for column in ground.table.columns:
        if column.fate not in {None, ColumnFate.KEEP} and stays(ground, column.of):
            groups.setdefault(column.of, []).append(column)
    return groups


def stays(ground: Ground, of: str | None) -> bool:
    """Tell whether a row can stay and change for a column that speaks of this link.

    A row that is deleted where it is somebody's own stays where it hangs on what they share: by
    a link that does not own, or by one that owns from a row that was itself reached so.
    """
    if ground.table.fate is RowFate.DELETE:
        return any(link.id == of for link in ground.table.via)
    return ground.table.fate is RowFate.CHANGE


def found_by(ground: Ground, of: str | None) -> sa.ColumnElement[bool]:
    """Return which found rows a column changes in that speaks of this link."""
    link = next((each for each in ground.table.via if each.id == of), None)
    return own(ground) if link is None else by_way(ground, link)


def cleared_links(ground: Ground) -> tuple[Link, ...]:
    """Return the links whose own columns become null in rows that stay."""
    return tuple(
        link for link in ground.table.via if link.clear and ground.table.fate is not RowFate.KEEP
    )


def constant(ground: Ground, name: str, value: str) -> sa.BindParameter[Any]:
    """Return a constant as the column needs it.

    It has no type of its own: PostgreSQL, told that it were a text, puts none into a date.
    """
    return sa.bindparam(None, fitting(ground.laid.columns[name], value), type_=sa.types.NullType())


def change(
    connection: sa.Connection,
    ground: Ground,
    values: Mapping[str, Any],
    where: sa.ColumnElement[bool],
) -> int:
    """Set columns in the found rows that meet the condition; return how many rows there were."""
    keys = _keys(ground).where(where).distinct().subquery()
    statement = sa.update(ground.at).where(ground.same_row(keys)).values(dict(values))
    return connection.execute(statement).rowcount


def change_all(connection: sa.Connection, ground: Ground) -> int:
    """Make of the rows that stay what they are to be; return how many there were.

    One statement for all that changes in a row, whichever ways lead to it: a row that is written
    twice costs twice.
    """
    columns = changed_columns(ground)
    links = cleared_links(ground)
    ways = dict.fromkeys([*columns, *(link.id for link in links)])
    if not ways:
        return 0
    marks = _marks(ground, columns, tuple(ways))
    alone = len(ways) == 1
    # By column, what it becomes by each way; a link that is cleared comes first.
    values: dict[str, list[tuple[int, Any]]] = {}
    for at, way in enumerate(ways):
        for column in columns.get(way, ()):
            becomes = _new_value(ground, column, marks.c.get(f"p{at}"))
            values.setdefault(column.name, []).append((at, becomes))
    for link in links:
        for name in clearable(link, ground.table, ground.laid):
            values.setdefault(name, []).insert(0, (list(ways).index(link.id), sa.null()))
    statement = sa.update(ground.at).where(ground.same_row(marks))
    return connection.execute(
        statement.values(
            {
                name: cases[0][1]
                if alone
                else sa.case(
                    *((marks.c[f"m{at}"] == _ONE, becomes) for at, becomes in cases),
                    else_=ground.at.c[name],
                )
                for name, cases in values.items()
            }
        )
    ).rowcount


def _marks(
    ground: Ground,
    columns: Mapping[str | None, Sequence[SourceColumn]],
    ways: Sequence[str | None],
) -> sa.Subquery:
    """Return each row that changes once: its key, by which ways, and the word of each way."""
    conditions = [found_by(ground, way) for way in ways]
    named = [
        any(column.fate is ColumnFate.PSEUDONYM for column in columns.get(way, ())) for way in ways
    ]
    rows: sa.FromClause = ground.found
    if any(named):
        rows = rows.join(ground.persons, ground.persons.c.person == ground.found.c.person)
    words = (
        sa.func.min(sa.case((condition, ground.persons.c.pseudonym))).label(f"p{at}")
        for at, (condition, with_word) in enumerate(zip(conditions, named, strict=True))
        if with_word
    )
    by = (
        sa.func.max(sa.case((condition, _ONE), else_=_NIL)).label(f"m{at}")
        for at, condition in enumerate(conditions)
    )
    keys = _keys(ground)
    return (
        keys.add_columns(*by, *words)
        .select_from(rows)
        .where(sa.or_(*conditions))
        .group_by(*keys.selected_columns)
        .subquery()
    )


def _new_value(ground: Ground, column: SourceColumn, word: Any) -> Any:  # noqa: ANN401 - of any column
    """Return what the column becomes."""
    if column.fate is ColumnFate.CLEAR:
        return sa.null()
    if column.value is not None:
        return constant(ground, column.name, column.value)
    return word


def delete(connection: sa.Connection, ground: Ground) -> int:
    """Delete the rows that are the persons' own; return how many there were."""
    keys = _keys(ground).where(own(ground))
    if connection.dialect.name in _JOINS_TO_DELETE:
        among = ground.same_row(keys.distinct().subquery())
    else:
        among = _in(ground, keys)
    return connection.execute(sa.delete(ground.at).where(among)).rowcount


def unlink(connection: sa.Connection, ground: Ground, other: Ground, reference: Reference) -> int:
    """Set a reference to null in every row that leads to one that is to be deleted."""
    cleared = clearable(reference, ground.table, ground.laid)
    if not cleared or other.table.fate is not RowFate.DELETE:
        return 0
    near = ground.at.alias(f"{ground.found.name}_near")
    keys = [near.c[name].label(f"k{at}") for at, name in enumerate(ground.key)]
    leading = (
        sa.select(*keys).select_from(far_end(ground, other, reference, near)).where(own(other))
    )
    # In a table of its own: MySQL does not read the table that it changes.
    apart = leading.distinct().subquery()
    statement = (
        sa.update(ground.at)
        .where(ground.same_row(apart, anybody=True))
        .values(dict.fromkeys(cleared))
    )
    return connection.execute(statement).rowcount


def stranded(connection: sa.Connection, ground: Ground, other: Ground, reference: Reference) -> int:
    """Return how many rows lead to one that is to be deleted, cannot be unlinked, and stay."""
    if clearable(reference, ground.table, ground.laid) or other.table.fate is not RowFate.DELETE:
        return 0
    statement = (
        sa.select(sa.func.count())
        .select_from(far_end(ground, other, reference, ground.at))
        .where(own(other))
    )
    if ground.table.fate is RowFate.DELETE:
        gone = ground.found.alias(f"{ground.found.name}_gone")
        statement = statement.where(
            ~sa.exists(
                sa.select(_ONE).select_from(gone).where(gone.c.own == _ONE, ground.same_row(gone))
            )
        )
    return connection.execute(statement).scalar_one()


def _keys(ground: Ground) -> sa.Select[Any]:
    """Return the keys of the found rows."""
    return sa.select(*(ground.found.c[f"k{at}"] for at in range(len(ground.key))))


def _in(ground: Ground, keys: sa.Select[Any]) -> sa.ColumnElement[bool]:
    """Return the condition that a row's key is among the keys. Null equals null."""
    names = [ground.at.c[name] for name in ground.key]
    if ground.unsure:
        listed = keys.subquery()
        return sa.exists(sa.select(_ONE).select_from(listed).where(ground.same_row(listed)))
    if len(names) == 1:
        return names[0].in_(keys)
    return sa.tuple_(*names).in_(keys)
