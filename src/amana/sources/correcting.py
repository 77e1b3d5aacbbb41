"""Columns that a person has corrected, and rows that may only be kept."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import sqlalchemy as sa

from amana.domain.source.outcome import Correction
from amana.domain.source.structure import ColumnKind
from amana.domain.source.values import fitting
from amana.sources.changing import change, found_by, own
from amana.sources.errors import CannotRestrict, ColumnNotMapped, NotMarked, ValueUnfit
from amana.sources.finding import count
from amana.sources.ground import Ground

Mark: TypeAlias = Callable[[Ground, str, bool], Any]
"""Given a table, its column of marks and whether rows are marked, what the column becomes."""


def correct_column(
    connection: sa.Connection, tables: Mapping[str, Ground], correction: Correction
) -> int:
    """Set one column in all rows that are the person's own; return how many changes there were.

    Raises ``ColumnNotMapped`` and ``ValueUnfit``.
    """
    ground = tables.get(correction.table)
    column = None if ground is None else ground.table.column(correction.column)
    if ground is None or column is None:
        raise ColumnNotMapped(table=correction.table, name=correction.column)
    laid = ground.laid.columns[column.name]
    value = None if correction.value is None else fitting(laid, correction.value)
    if value is None and not (correction.value is None and laid.nullable):
        raise ValueUnfit(table=correction.table, name=column.name, kind=laid.kind.value)
    return change(connection, ground, {column.name: value}, found_by(ground, column.of))


def plain_mark(ground: Ground, flag: str, on: bool) -> int | bool:  # noqa: FBT001 - it is the value
    """Return the mark as a column of its kind holds it."""
    return int(on) if ground.laid.columns[flag].kind is ColumnKind.INTEGER else on


def mark_restricted(
    connection: sa.Connection, tables: Mapping[str, Ground], *, on: bool, mark: Mark = plain_mark
) -> int:
    """Mark the persons' own rows, or take the mark off; return how many. Raises ``CannotRestrict``.

    A table with such rows and without a column for it refuses for all; no mark is taken off there.
    """
    for counted in count(connection, tables) if on else ():
        if counted.own and tables[counted.table].table.restrict is None:
            raise CannotRestrict(table=counted.table)
    done = 0
    for ground in tables.values():
        flag = ground.table.restrict
        if flag is not None:
            done += change(connection, ground, {flag: mark(ground, flag, on)}, own(ground))
    return done


def look_at_marks(
    connection: sa.Connection, tables: Mapping[str, Ground], *, on: bool, mark: Mark = plain_mark
) -> int:
    """Return at how many tables' marks was looked, all as they are to be. Raises ``NotMarked``.

    The rows that were found are looked for by their keys; who is gone since bears no mark.
    """
    looks = 0
    for ground in tables.values():
        flag = ground.table.restrict
        if flag is None:
            continue
        said = ground.at.c[flag]
        keys = [ground.found.c[f"k{at}"] for at in range(len(ground.key))]
        wrong = (
            sa.select(*keys)
            .select_from(ground.found.join(ground.at, ground.same_row(ground.found)))
            .where(own(ground), sa.or_(said.is_(None), said != mark(ground, flag, on)))
            .distinct()
            .subquery()
        )
        left = connection.execute(sa.select(sa.func.count()).select_from(wrong)).scalar_one()
        if left:
            raise NotMarked(table=ground.table.name, count=left)
        looks += 1
    return looks
