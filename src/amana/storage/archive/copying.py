"""Rows of tables, out of a snapshot and back: PostgreSQL's own text form, table by table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Final, LiteralString

from psycopg.errors import DataError, UndefinedColumn, UndefinedTable

from amana.storage.archive.errors import Damaged, FromLater, Unfit
from amana.storage.archive.manifest import Head, Manifest, Ran, Table
from amana.storage.archive.streams import plain_blocks, writing
from amana.storage.migrate import Migration
from amana.storage.query import queries
from amana.storage.transaction import Connection

Tell = Callable[[str, int], None]
"""Hears the table or file that is being copied, and how many of its plain bytes are through."""

_AREA: Final = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What one snapshot of a database gave."""

    at: datetime
    migrations: tuple[Ran, ...]
    tables: tuple[Table, ...]
    sequences: Mapping[str, int]
    heads: tuple[Head, ...]


def copy_out(connection: Connection, folder: Path, tell: Tell) -> Copied:
    """Write every table below the folder, all of the instant of the connection's snapshot."""
    at = instant_of(connection)
    ran = connection.execute(queries("setup")["journal"]).fetchall()
    heads = _rows(connection, "heads") if _rows(connection, "has_ledger")[0]["found"] else []
    return Copied(
        at=at,
        migrations=tuple(Ran(**row) for row in ran),
        tables=tuple(
            _table_out(connection, folder, name, columns, tell)
            for name, columns in _in_order(connection)
        ),
        sequences={row["name"]: row["last_value"] for row in _rows(connection, "sequences")},
        heads=tuple(Head(**row) for row in heads),
    )


def instant_of(connection: Connection) -> datetime:
    """Return the instant of the connection's transaction by the database's clock; UTC."""
    instant: datetime = _rows(connection, "instant")[0]["now"]
    return instant.astimezone(UTC)


def copy_in(connection: Connection, folder: Path, manifest: Manifest, tell: Tell) -> None:
    """Put the rows into tables that the manifest's migrations have just made, laid bare.

    Raises ``Unfit`` where a table is another than the backup's, ``Damaged`` where a file is not
    what was written. The caller's transaction holds all of it, and takes it back then.
    """
    run_written(connection, "empty_tables")
    for table in manifest.tables:
        _table_in(connection, folder, table, tell)
    for name, value in manifest.sequences.items():
        connection.execute(queries(_AREA)["set_sequence"], {"name": name, "value": value})
    if _rows(connection, "has_ledger")[0]["found"]:
        connection.execute(queries(_AREA)["rewind_versions"])
    run_written(connection, "rewind_events")


@contextmanager
def laid_bare(connection: Connection) -> Iterator[None]:
    """Let the owner put rows back as they were: no triggers, no row policies, in this transaction.

    ``COPY`` is refused under row policies, and triggers keep published rows from being written
    late.
    """
    run_written(connection, "laid_bare")
    yield
    run_written(connection, "guarded_again")


def due_before(manifest: Manifest, known: Iterable[Migration]) -> tuple[Migration, ...]:
    """Return the migrations that had run, as this release has them, or raise ``FromLater``."""
    ours = {migration.number: migration for migration in known}
    for ran in manifest.migrations:
        if ran.number not in ours or ours[ran.number].checksum != ran.checksum:
            raise FromLater(found=manifest.release)
    return tuple(ours[ran.number] for ran in manifest.migrations)


def _table_out(
    connection: Connection, folder: Path, name: str, columns: list[str], tell: Tell
) -> Table:
    statement = _written(connection, "copy_out", table=name, columns=columns)
    through = 0
    with writing(folder, f"{name}.copy.gz") as target, connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for block in copy:
                target.plain.write(block)
                through += len(block)
                tell(name, through)
        rows = cursor.rowcount
    return Table(name=name, columns=tuple(columns), rows=rows, file=target.written)


def _table_in(connection: Connection, folder: Path, table: Table, tell: Tell) -> None:
    columns = list(table.columns)
    through = 0
    try:
        statement = _written(connection, "copy_in", table=table.name, columns=columns)
        with connection.cursor() as cursor:
            with cursor.copy(statement) as copy:
                for block in plain_blocks(folder, table.file):
                    copy.write(block)
                    through += len(block)
                    tell(table.name, through)
            rows = cursor.rowcount
    except (UndefinedTable, UndefinedColumn):
        raise Unfit(table=table.name) from None
    except DataError:
        # The driver's own words repeat the row.
        raise Damaged(file=table.file.path) from None
    if rows != table.rows:
        raise Damaged(file=table.file.path)


def _in_order(connection: Connection) -> list[tuple[str, list[str]]]:
    """Return the tables with their columns: those that others refer to come first."""
    columns = {row["name"]: row["columns"] for row in _rows(connection, "tables")}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(columns, ()))
    for row in _rows(connection, "references"):
        order.add(row["name"], row["refers_to"])
    try:
        return [(name, columns[name]) for name in order.static_order()]
    except CycleError as error:
        raise Unfit(table=str(error.args[1][0])) from error


def _rows(connection: Connection, name: str) -> list[dict[str, Any]]:
    return connection.execute(queries(_AREA)[name]).fetchall()


def _written(connection: Connection, name: str, **parts: object) -> LiteralString:
    """Have the server write a statement, each name quoted by itself."""
    row = connection.execute(queries(_AREA)[name], parts).fetchone()
    if row is None:
        raise Unfit(table="?")
    statement: LiteralString = row["statement"]
    return statement


def written_row(connection: Connection, name: str, **parts: object) -> dict[str, Any] | None:
    """Run the one statement that the server writes, and return its first row."""
    return connection.execute(_written(connection, name, **parts)).fetchone()


def run_written(connection: Connection, name: str, **parts: object) -> None:
    """Run each statement that the server writes."""
    for row in connection.execute(queries(_AREA)[name], parts).fetchall():
        if row["statement"] is not None:
            connection.execute(row["statement"])
