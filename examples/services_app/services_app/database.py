"""The app's own database: one SQLite file, opened for each request and closed after it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

_SCHEMA = Path(__file__).with_name("schema.sql")
_FILE = "maeen.sqlite3"
_WAIT = 10.0
"""Seconds that a writer waits for another one."""


def prepare(folder: Path, *, schema: Path = _SCHEMA, file: str = _FILE) -> None:
    """Make the folder and the tables; only this user may read them."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / file
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, timeout=_WAIT)) as connection:
        _leave_earlier_form(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(schema.read_text(encoding="utf-8"))


def _leave_earlier_form(connection: sqlite3.Connection) -> None:
    """Empty a database that held people's values itself; its people were made up."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(account)")}
    if "email" not in columns:
        return
    connection.execute("PRAGMA foreign_keys = OFF")
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        connection.execute(f'DROP TABLE "{table}"')
    connection.commit()
    connection.execute("VACUUM")


@contextmanager
def opened(folder: Path, *, file: str = _FILE) -> Iterator[sqlite3.Connection]:
    """Give a connection; each statement commits by itself unless a transaction is begun."""
    with closing(connect(folder, file=file)) as connection:
        yield connection


def connect(folder: Path, *, file: str = _FILE) -> sqlite3.Connection:
    """Open a connection; whoever opens it closes it."""
    connection = sqlite3.connect(
        folder / file, timeout=_WAIT, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def now() -> str:
    """Return this instant as the database keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")  # noqa: TID251 - the app's own clock


def keep(folder: Path, name: str, made: bytes) -> bytes:
    """Keep a secret in a file of mode 0600, unless there is one already; return what is kept."""
    path = folder / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(made)
    return made


def secret(folder: Path, name: str, size: int) -> bytes:
    """Return a random secret of the app, made at its first use."""
    return keep(folder, name, os.urandom(size))
