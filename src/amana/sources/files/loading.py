"""Files as tables of a database that has no name: what is asked and changed there as in any other.

SQLite keeps it in memory as far as it is small, and else in a file that is unlinked while it is
open: killed anywhere, nothing of it is left.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from amana.domain.source.model import SourceMap, SourceTable
from amana.domain.source.structure import ColumnKind, StructureColumn, StructureTable
from amana.sources.files.csv_form import CsvForm
from amana.sources.files.folder import OpenFile
from amana.sources.files.form import Form, Record
from amana.sources.files.json_form import JsonForm
from amana.sources.files.lines import FileLimits, Lines, encoding_of

RECORD: Final = "amana record"
"""The column that numbers a file's records: by it rows are told apart, whatever is in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How the files of one source are read."""

    limits: FileLimits
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One file, and what the map says of its table."""

    file: OpenFile
    table: SourceTable
    names: tuple[str, ...]
    """The columns that the map names, which alone are loaded."""
    form: Form
    laid: StructureTable


@contextmanager
def database() -> Iterator[sa.Connection]:
    """Give an empty database that goes with its connection."""
    engine = sa.create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(""), poolclass=NullPool, hide_parameters=True
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("pragma journal_mode = off")
        yield connection


def load(  # noqa: PLR0913, PLR0917 - one step of a pass, with all that it goes by
    connection: sa.Connection, file: OpenFile, mapping: SourceMap, id_: str, how: Read, batch: int
) -> Loaded:
    """Put the columns that the map names into a table. Raises ``FileUnfit``."""
    table, names = mapping.tables[id_], _names(mapping, id_)
    form = form_of(file, table, names, how.limits)
    _make(connection, table.name, names)
    at = _at(table.name, names)
    seen: dict[str, None] = {}
    with closing(lines_of(file, form, how)) as lines:
        rows = _rows(form.records(lines), names, seen)
        while some := list(islice(rows, batch)):
            connection.execute(at.insert(), some)
    # Where nothing is declared, and no record there, nothing says that a column is not.
    laid = _laid(table, form.declared or tuple(seen) or names)
    return Loaded(file=file, table=table, names=names, form=form, laid=laid)


def _names(mapping: SourceMap, id_: str) -> tuple[str, ...]:
    """Return the columns of a table that the map names, there or where others lead to it."""
    ends = (
        name
        for table in mapping.tables.values()
        for reference in table.references
        for name in reference.to
        if reference.table == id_
    )
    return tuple(dict.fromkeys((*mapping.tables[id_].named, *ends)))


def form_of(file: OpenFile, table: SourceTable, names: Collection[str], limits: FileLimits) -> Form:
    """Return the form that the file's name says."""
    flags = (table.restrict,) if table.restrict else ()
    return CsvForm(names, limits) if file.name.endswith(".csv") else JsonForm(flags, limits)


def lines_of(file: OpenFile, form: Form, how: Read) -> Lines:
    """Return the file's lines from the beginning."""
    return Lines(
        file.descriptor,
        table=file.table,
        encoding=encoding_of(file.descriptor, how.encoding),
        limits=how.limits,
        newline=form.newline,
    )


def wanted(connection: sa.Connection, loaded: Loaded, batch: int) -> Iterator[sa.RowMapping]:
    """Yield the rows as they are to be, in the order of the file."""
    at = _at(loaded.table.name, loaded.names)
    statement = sa.select(at).order_by(at.c[RECORD])
    streamed = connection.execution_options(yield_per=batch)
    with streamed.execute(statement) as result:
        yield from result.mappings()


def _rows(
    records: Iterable[Record], names: tuple[str, ...], seen: dict[str, None]
) -> Iterator[dict[str, Any]]:
    """Yield the records as rows; ``seen`` takes the columns that any of them has."""
    number = 0
    for record in records:
        if record.values is not None:
            seen.update(dict.fromkeys(record.values))
            yield {RECORD: number} | {name: record.values.get(name) for name in names}
            number += 1


def _make(connection: sa.Connection, name: str, names: tuple[str, ...]) -> None:
    """Make a table whose columns take values as they are."""
    columns = [sa.Column(each, sa.Text, quote=True) for each in names]
    key = sa.Column(RECORD, sa.Integer, primary_key=True)
    sa.Table(name, sa.MetaData(), key, *columns, quote=True).create(connection)


def _at(name: str, names: tuple[str, ...]) -> sa.TableClause:
    """Return the table as statements name it."""
    columns: list[sa.ColumnClause[Any]] = [
        sa.column(sa.quoted_name(each, quote=True)) for each in (RECORD, *names)
    ]
    return sa.table(sa.quoted_name(name, quote=True), *columns)


def _laid(table: SourceTable, columns: Iterable[str]) -> StructureTable:
    """Return how the table is laid out: every value a text that may be missing."""
    kinds: Mapping[str | None, ColumnKind] = {table.restrict: ColumnKind.BOOLEAN}
    laid = {
        name: StructureColumn(name=name, kind=kinds.get(name, ColumnKind.TEXT), type="TEXT")
        for name in columns
    }
    key = StructureColumn(name=RECORD, kind=ColumnKind.INTEGER, type="INTEGER", nullable=False)
    return StructureTable(
        name=table.name,
        schema=table.schema,
        columns=laid | {RECORD: key},
        primary_key=(RECORD,),
    )
