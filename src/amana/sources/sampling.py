"""A few values of a table, to see what its columns hold."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.sql import quoted_name

from amana.domain.source.structure import ColumnKind, StructureTable

LONGEST: Final = 200
"""Characters of a text, and bytes of what is none, that are read."""
_SMALL: Final = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.NUMBER,
        ColumnKind.BOOLEAN,
        ColumnKind.DATE,
        ColumnKind.TIME,
        ColumnKind.UUID,
    }
)
"""Kinds whose values are never long, where a database keeps to its types."""


def sample(
    connection: sa.Connection, table: StructureTable, columns: Sequence[str], limit: int
) -> Mapping[str, tuple[Any, ...]]:
    """Return values of each column, those of at most ``limit`` rows, null left out.

    The rows are the first that the database comes upon: no table is read through. The database
    itself cuts what can be long, so that a picture or a document never reaches us whole. Values
    are people's own, and nothing that is shown or logged.
    """
    schema = None if table.lies_in is None else quoted_name(table.lies_in, quote=True)
    named: list[sa.ColumnClause[Any]] = [
        sa.column(quoted_name(name, quote=True)) for name in columns
    ]
    at = sa.table(quoted_name(table.name, quote=True), *named, schema=schema)
    dialect = connection.dialect.name
    shown = [_cut(at.c[name], table.columns[name].kind, dialect) for name in columns]
    rows = connection.execute(sa.select(*shown).select_from(at).limit(limit)).all()
    return {
        name: tuple(row[number] for row in rows if row[number] is not None)
        for number, name in enumerate(columns)
    }


def _cut(column: sa.ColumnClause[Any], kind: ColumnKind, dialect: str) -> sa.ColumnElement[Any]:
    """Return the column, or its beginning where its values can be long."""
    if dialect == "sqlite":
        # Any column there holds anything, whatever its type says.
        long = sa.func.typeof(column).in_(["text", "blob"])
        return sa.case((long, sa.func.substr(column, 1, LONGEST)), else_=column)
    if kind in _SMALL:
        return column
    if dialect == "postgresql" and kind in {ColumnKind.JSON, ColumnKind.OTHER}:
        # Others make a text of it by themselves.
        return sa.func.substr(sa.cast(column, sa.Text), 1, LONGEST)
    return sa.func.substr(column, 1, LONGEST)
