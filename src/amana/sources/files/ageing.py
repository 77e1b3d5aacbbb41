"""End records of files by their age: their times read as instants, and laid beside the records.

A file says its times as texts of ISO 8601, with an offset or without. Each is read once, and the
latest instant that it can mean stands in a column of our own, which is never written to the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from amana.domain.source.model import SourceMap, SourceTable
from amana.domain.source.structure import ColumnKind, Structure, StructureColumn
from amana.sources.ageing import instant_of
from amana.sources.errors import ClockUnfit
from amana.sources.files.loading import RECORD, Loaded

_CLOCK: Final = "amana time {}"
_TYPE: Final = "TIMESTAMP WITH TIME ZONE"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?", re.ASCII
)
"""Whatever else ISO 8601 writes (weeks, days in one number, hours alone) ends nothing too early."""
_MINUTE: Final = timedelta(seconds=59)
_TICK: Final = timedelta(microseconds=999_999)


def clocked(mapping: SourceMap, structure: Structure) -> tuple[SourceMap, Structure]:
    """Return the map and the structure with each time of a table in a column of our own."""
    tables = {
        name: replace(
            table,
            times={moment: _CLOCK.format(each) for moment, each in table.times.items()},
            zone="UTC",
        )
        for name, table in mapping.tables.items()
    }
    ours = {
        table.name: {
            name: StructureColumn(name=name, kind=ColumnKind.TIME, type=_TYPE)
            for name in table.times.values()
        }
        for table in tables.values()
    }
    laid = {
        name: replace(each, columns={**each.columns, **ours.get(each.name, {})})
        for name, each in structure.tables.items()
    }
    return replace(mapping, tables=tables), replace(structure, tables=laid)


def lay_clocks(connection: sa.Connection, loaded: Loaded, batch: int) -> None:
    """Read the times of a file into columns of our own. Raises ``ClockUnfit`` for what is none."""
    for name in dict.fromkeys(loaded.table.times.values()):
        own = _CLOCK.format(name)
        at = _at(loaded.table.name, name, own)
        quoted = connection.dialect.identifier_preparer.quote_identifier
        connection.exec_driver_sql(
            f"alter table {quoted(loaded.table.name)} add column {quoted(own)} text"
        )
        statement = (
            sa.update(at)
            .where(at.c[RECORD] == sa.bindparam("record"))
            .values({at.c[own]: sa.bindparam("instant")})
        )
        found = connection.execute(sa.select(at.c[RECORD], at.c[name]))
        read = list(_read(loaded.table, name, ((row[0], row[1]) for row in found)))
        for start in range(0, len(read), batch):
            connection.execute(statement, read[start : start + batch])


def _read(
    table: SourceTable, name: str, rows: Iterable[tuple[int, str | None]]
) -> Iterator[Mapping[str, object]]:
    zone = ZoneInfo(table.zone)
    for record, text in rows:
        if text is not None and text.strip():
            yield {"record": record, "instant": _instant(table, name, text.strip(), zone)}


def _instant(table: SourceTable, name: str, text: str, zone: ZoneInfo) -> str:
    """Return the latest instant that a text can mean, in UTC and to the next whole second."""
    try:
        value = _written(text)
        at = instant_of(value, zone)
        late = None if at is None else (at + _TICK).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        late = None
    if late is None:
        raise ClockUnfit(table=table.name, name=name)
    return late.isoformat(sep=" ")


def _written(text: str) -> date | datetime:
    """Return a date, or a time of at least minutes. Raises ``ValueError`` for any other text.

    A time without seconds can mean any instant of its minute, so the last of them is meant.
    """
    if _DATE.fullmatch(text):
        return date.fromisoformat(text)
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError
    value = datetime.fromisoformat(text)
    return value if found[1] else value + _MINUTE


def _at(table: str, name: str, own: str) -> sa.TableClause:
    columns: list[sa.ColumnClause[object]] = [
        sa.column(sa.quoted_name(each, quote=True)) for each in (RECORD, name, own)
    ]
    return sa.table(sa.quoted_name(table, quote=True), *columns)
