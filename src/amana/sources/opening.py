"""A way into a database: its address, the limits that each statement keeps, its sessions."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from amana.sources.errors import DriverMissing, SourceUnreachable, UrlUnfit

_OURS: Final = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
    "sqlcipher": "sqlite+pysqlcipher",
}
"""The driver of a dialect, where the address names none."""
WRITES: Final = "amana_writes"
"""The option of a connection whose transactions change something."""
DEFAULT_SCHEMA: Final = "amana_default_schema"
"""Where a PostgreSQL connection keeps the name of its role's own first schema, or ``None``."""
_ANSWER_SECONDS: Final = 5
"""How much longer than a statement may take its answer is waited for."""
_STEPS: Final = 10_000
"""Steps of SQLite's machine between two looks at the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a source may take, and how much is held at once."""

    connect_seconds: int = 10
    statement_seconds: int = 600
    lock_seconds: int = 10
    rows_at_once: int = 1000


def engine_of(url: str, limits: Limits, *, read_only: bool = False) -> sa.Engine:
    """Return the way into the database at the address; each use has a session of its own.

    Raises ``UrlUnfit``, ``DriverMissing``, and ``SourceUnreachable`` where SQLite's file is not
    there: opening it would make an empty one.
    """
    address = _address(url)
    dialect = address.get_backend_name()
    if dialect == "sqlite":
        _check_file(address.database)
        address = _unwritten(address) if read_only else address
    engine = _made(address, limits)
    if dialect == "postgresql":
        # Many rows a statement; the driver by itself sends one statement a row.
        spoken: Any = engine.dialect
        spoken.use_insertmanyvalues_wo_returning = True
    # Before SQLAlchemy's own questions; SQLCipher's key has to come before anything of ours.
    first = dialect == "postgresql"
    session = _session(dialect, limits, read_only=read_only)
    sa.event.listen(engine, "connect", session, insert=first)
    sa.event.listen(engine, "do_connect", _connected)
    if dialect == "sqlite":
        sa.event.listen(engine, "begin", _begin)
        sa.event.listen(engine, "before_cursor_execute", _watch(limits))
    return engine


def _made(address: sa.URL, limits: Limits) -> sa.Engine:
    """Return the engine; an option that no driver understands makes the address unfit."""
    try:
        return sa.create_engine(
            address,
            poolclass=NullPool,
            hide_parameters=True,
            connect_args=_arguments(address.drivername, limits),
        )
    except (ImportError, sa.exc.NoSuchModuleError):
        raise DriverMissing(dialect=address.get_backend_name()) from None
    except (sa.exc.ArgumentError, TypeError, ValueError, OSError):
        raise UrlUnfit from None  # the cause quotes the address


def _connected(
    dialect: Any,  # noqa: ANN401 - any driver's
    _record: object,
    given: list[Any],
    named: dict[str, Any],
) -> Any:  # noqa: ANN401 - any driver's
    """Connect; what the driver cannot take or read of the address's options makes it unfit."""
    try:
        return dialect.connect(*given, **named)
    except (TypeError, ValueError, OSError):
        raise UrlUnfit from None


def _address(url: str) -> sa.URL:
    """Return the address with our driver."""
    with contextlib.suppress(sa.exc.ArgumentError, ValueError):
        address = sa.make_url(url)
        return address.set(drivername=_OURS.get(address.drivername, address.drivername))
    raise UrlUnfit from None


def _check_file(path: str | None) -> None:
    """Refuse a file that is not there."""
    if not path or not Path(path).is_file():
        raise SourceUnreachable


def _unwritten(address: sa.URL) -> sa.URL:
    """Return the address by which SQLite writes nothing: neither the file nor its log."""
    path = quote(str(Path(address.database or "").absolute()))
    kept = address.set(database=f"file:{path}")
    return kept.update_query_dict({"mode": "ro", "uri": "true"})


def _arguments(driver: str, limits: Limits) -> dict[str, Any]:
    """Return what the driver itself is told: how long to wait for a connection, and an answer."""
    if driver == "postgresql+psycopg":
        return {"connect_timeout": limits.connect_seconds}
    if driver.endswith("+pymysql"):
        answer = limits.statement_seconds + _ANSWER_SECONDS
        return {
            "connect_timeout": limits.connect_seconds,
            "read_timeout": answer,
            "write_timeout": answer,
        }
    return {"timeout": limits.lock_seconds} if driver.startswith("sqlite") else {}


def _session(dialect: str, limits: Limits, *, read_only: bool) -> Callable[[Any, Any], None]:
    """Return what sets a new session up."""
    told = {"postgresql": _postgresql, "mysql": _mysql, "mariadb": _mysql, "sqlite": _sqlite}
    known = told.get(dialect)
    statements = known(limits, read_only) if known else []

    def begin(connection: Any, record: Any) -> None:  # noqa: ANN401 - any driver's connection
        if dialect == "sqlite":
            connection.isolation_level = None  # transactions begin where we say
        cursor = connection.cursor()
        if dialect == "postgresql":
            cursor.execute("select pg_catalog.current_schema()")
            (record.info[DEFAULT_SCHEMA],) = cursor.fetchone()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        if dialect != "sqlite":
            connection.commit()

    return begin


def _postgresql(limits: Limits, read_only: bool) -> list[str]:  # noqa: FBT001 - as the others
    """Run no function that somebody laid into a schema, and hide no row (CVE-2018-1058).

    INVARIANT: names of tables are written with their schema, for none is found without it. Where a
    policy would hide rows, a statement fails instead of finding fewer.
    """
    only = ["set default_transaction_read_only = on"] if read_only else []
    # One question and not one a setting: a pass over few rows is mostly questions.
    settings = [
        "set search_path = pg_catalog, pg_temp",
        "set row_security = off",
        "set random_page_cost = 1.1",
        f"set statement_timeout = '{limits.statement_seconds}s'",
        f"set lock_timeout = '{limits.lock_seconds}s'",
        *only,
    ]
    return ["; ".join(settings)]


def _mysql(limits: Limits, read_only: bool) -> list[str]:  # noqa: FBT001 - as the others
    """Let nothing be cut short in silence. MariaDB alone reads the comment: it has that setting."""
    only = ["set session transaction read only"] if read_only else []
    return [
        f"/*M! set session max_statement_time = {limits.statement_seconds} */",
        f"set session innodb_lock_wait_timeout = {limits.lock_seconds}",
        # A timestamp is an instant there, shown as the session's zone has it.
        "set session time_zone = '+00:00'",
        "set session sql_mode = concat(@@sql_mode, ',STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES')",
        *only,
    ]


def _sqlite(_limits: Limits, read_only: bool) -> list[str]:  # noqa: FBT001 - as the others
    """Let the file's own foreign keys hold, and overwrite what is deleted."""
    only = ["pragma query_only = on"] if read_only else []
    return ["pragma foreign_keys = on", "pragma secure_delete = on", *only]


def _begin(connection: sa.Connection) -> None:
    """Begin SQLite's transaction, which its driver would begin too late.

    One that is to write says so at once: one that has read cannot always come to write.
    """
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _watch(limits: Limits) -> Callable[..., None]:
    """Return what gives each of SQLite's statements its time, which it has no setting for."""

    def begin(connection: sa.Connection, *_rest: object) -> None:
        end = time.monotonic() + limits.statement_seconds
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS)

    return begin
