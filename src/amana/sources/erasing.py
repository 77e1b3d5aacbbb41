"""An erasure in a source: references first, then what stays, then what goes."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from amana.domain.source.fit import clearable
from amana.domain.source.model import ColumnFate, RowFate, SourceMap
from amana.domain.source.outcome import Sought, TableErased
from amana.domain.source.plan import deletion_order
from amana.domain.source.structure import full_name
from amana.sources.asking import make, put
from amana.sources.changing import (
    change_all,
    delete,
    stranded,
    unlink,
)
from amana.sources.errors import RowsStranded
from amana.sources.finding import kept
from amana.sources.ground import Ground


def check_stranded(connection: sa.Connection, tables: Mapping[str, Ground]) -> None:
    """Refuse where rows would stay that lead to deleted ones. Raises ``RowsStranded``."""
    for ground in tables.values():
        for reference in ground.table.unlink:
            other = tables[reference.table]
            left = stranded(connection, ground, other, reference)
            if left:
                raise RowsStranded(table=ground.table.name, other=other.table.name, count=left)


def erase(
    connection: sa.Connection,
    tables: Mapping[str, Ground],
    mapping: SourceMap,
    persons: Sequence[Sought],
    batch: int,
) -> tuple[TableErased, ...]:
    """Change and delete what was found; return what was done to each table."""
    _wait_with_keys(connection)
    named = next((each for each in tables.values() if _pseudonyms(each)), None)
    if named is not None:
        _put_pseudonyms(connection, named.persons, persons, batch)
    unlinked = {name: _unlink(connection, ground, tables) for name, ground in tables.items()}
    changed = {name: change_all(connection, ground) for name, ground in tables.items()}
    held = {name: _held(ground, mapping) for name, ground in tables.items()}
    deleted = {name: delete(connection, tables[name]) for name in deletion_order(mapping, held)}
    return tuple(
        TableErased(
            table=name,
            deleted=deleted.get(name, 0),
            changed=changed[name],
            unlinked=unlinked[name],
            kept=kept(connection, ground),
            reason=ground.table.reason,
            until=ground.table.until,
        )
        for name, ground in tables.items()
    )


def _wait_with_keys(connection: sa.Connection) -> None:
    """Let keys be looked at when the transaction ends, where the database can."""
    told = {
        "postgresql": "set constraints all deferred",
        "sqlite": "pragma defer_foreign_keys = on",
    }
    statement = told.get(connection.dialect.name)
    if statement is not None:
        connection.exec_driver_sql(statement)


def _pseudonyms(ground: Ground) -> bool:
    """Tell whether a column of the table becomes a pseudonym."""
    return any(column.fate is ColumnFate.PSEUDONYM for column in ground.table.columns)


def _put_pseudonyms(
    connection: sa.Connection, table: sa.TableClause, persons: Sequence[Sought], batch: int
) -> None:
    """Put each person's pseudonym where statements find it."""
    word: sa.ColumnElement[Any] = sa.cast(sa.literal_column("''"), sa.String(64))
    nobody = sa.literal_column("1") == sa.literal_column("0")
    like = sa.select(sa.literal_column("0").label("person"), word.label("pseudonym")).where(nobody)
    make(connection, table.name, like)
    rows = (
        {"person": number, "pseudonym": person.pseudonym} for number, person in enumerate(persons)
    )
    put(connection, table, rows, batch, lists=True)


def _unlink(connection: sa.Connection, ground: Ground, tables: Mapping[str, Ground]) -> int:
    """Clear the references of anybody's rows to those that go."""
    return sum(
        unlink(connection, ground, tables[reference.table], reference)
        for reference in ground.table.unlink
    )


def _held(ground: Ground, mapping: SourceMap) -> tuple[str, ...]:
    """Return the tables that rows of this one still lead to when they are deleted."""
    by_name = {full_name(each.schema, each.name): each.id for each in mapping.tables.values()}
    freed = {
        reference.columns
        for reference in ground.table.unlink
        if clearable(reference, ground.table, ground.laid)
    }
    return tuple(
        by_name[key.table]
        for key in ground.laid.foreign_keys
        if key.table in by_name
        and key.columns not in freed
        and mapping.tables[by_name[key.table]].fate is RowFate.DELETE
    )
