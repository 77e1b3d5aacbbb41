"""What can be seen of a source's map without its database."""

from collections.abc import Mapping
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amana.domain.policy.notes import Notes
from amana.domain.policy.yaml_nodes import Scalar
from amana.domain.promises.retain import Moment
from amana.domain.source.errors import (
    ColumnTwice,
    ConstantMisplaced,
    FateMissing,
    LinksInACircle,
    NobodysTable,
    ReasonMissing,
    TableTwice,
    UnknownFold,
    UnknownLink,
    UnknownMoment,
    UnknownTable,
    UnknownZone,
    WouldDangle,
)
from amana.domain.source.model import (
    ColumnFate,
    RowFate,
    SourceColumn,
    SourceTable,
)
from amana.domain.source.plan import ordered


def check(tables: Mapping[str, SourceTable], places: Mapping[str, Scalar], notes: Notes) -> None:
    """Note all that is wrong, each at the id of its table."""
    for table in tables.values():
        place = places[table.id]
        _references(table, tables, place, notes)
        _named_once(table, place, notes)
        _fates(table, place, notes)
        _times(table, place, notes)
    _tables_once(tables, places, notes)
    if not notes.problems:
        _reached(tables, places, notes)


def _references(
    table: SourceTable, tables: Mapping[str, SourceTable], place: Scalar, notes: Notes
) -> None:
    """Note references that lead nowhere, or to a row that is gone."""
    for reference in table.references:
        if reference.table not in tables:
            notes.note(UnknownTable, place, reference=reference.id, table=reference.table)
    for link in table.via:
        other = tables.get(link.table)
        stays = table.fate is not RowFate.DELETE or not link.owns
        gone = other is not None and other.fate is RowFate.DELETE
        cleared = link.clear and table.fate is not RowFate.KEEP
        if stays and gone and not cleared:
            notes.note(WouldDangle, place, table=table.id, other=link.table, link=link.id)
    for kind in table.fold:
        if kind not in table.person:
            notes.note(UnknownFold, place, kind=kind)


def _named_once(table: SourceTable, place: Scalar, notes: Notes) -> None:
    """Note columns that hold data and are said to hold none, and links that are none."""
    data = {column.name for column in table.columns}
    flags = (table.restrict,) if table.restrict else ()
    for name in chain(table.plain, flags):
        if name in data:
            notes.note(ColumnTwice, place, table=table.id, name=name)
    links = {link.id for link in table.via}
    for column in table.columns:
        if column.of is not None and column.of not in links:
            notes.note(UnknownLink, place, name=column.name, link=column.of)


def _fates(table: SourceTable, place: Scalar, notes: Notes) -> None:
    """Note what is to stay or to change without a word on why or to what."""
    if table.fate is RowFate.KEEP and table.reason is None:
        notes.note(ReasonMissing, place, what=table.id)
    for column in table.columns:
        if column.fate is None and _needs_fate(table, column):
            notes.note(FateMissing, place, table=table.id, name=column.name)
        if column.fate is ColumnFate.KEEP and column.reason is None:
            notes.note(ReasonMissing, place, what=f"{table.id}.{column.name}")
        if (column.fate is ColumnFate.CONSTANT) != (column.value is not None):
            notes.note(ConstantMisplaced, place, table=table.id, name=column.name)


def _times(table: SourceTable, place: Scalar, notes: Notes) -> None:
    """Note moments that no promise knows, and a zone that nobody knows."""
    for moment in table.times:
        if moment not in set(Moment):
            notes.note(UnknownMoment, place, moment=moment)
    try:
        ZoneInfo(table.zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        notes.note(UnknownZone, place, zone=table.zone)


def _needs_fate(table: SourceTable, column: SourceColumn) -> bool:
    """Tell whether the column can stand in a row that stays and is not kept as a whole."""
    if table.fate is RowFate.KEEP:
        return False
    shared = any(link.id == column.of and not link.owns for link in table.via)
    return table.fate is RowFate.CHANGE or shared


def _tables_once(
    tables: Mapping[str, SourceTable], places: Mapping[str, Scalar], notes: Notes
) -> None:
    """Note a table that two entries describe."""
    seen: dict[tuple[str | None, str], str] = {}
    for table in tables.values():
        other = seen.setdefault((table.schema, table.name), table.id)
        if other != table.id:
            notes.note(TableTwice, places[table.id], table=table.name, other=other)


def _reached(tables: Mapping[str, SourceTable], places: Mapping[str, Scalar], notes: Notes) -> None:
    """Note links in a circle, and tables that nothing leads to."""
    order = ordered({table.id: {link.table for link in table.via} for table in tables.values()})
    circle = _circle({name: table for name, table in tables.items() if name not in order})
    if circle:
        notes.note(LinksInACircle, places[circle[0]], tables=", ".join(circle))
    found: set[str] = set()
    for name in order:
        table = tables[name]
        if table.person or any(link.table in found for link in table.via):
            found.add(name)
        else:
            notes.note(NobodysTable, places[name], table=name)


def _circle(left: Mapping[str, SourceTable]) -> tuple[str, ...]:
    """Return the tables of a circle among those that follow one; none where nothing is left."""
    walked: list[str] = []
    at = next(iter(left), None)
    while at is not None and at not in walked:
        walked.append(at)
        at = next(link.table for link in left[at].via if link.table in left)
    return tuple(walked[walked.index(at) :]) if at is not None else ()
