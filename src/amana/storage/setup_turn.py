"""The turn of who sets up a database: one program at a time, and a service's login never.

The turn is an advisory lock, for a fresh database has no row to hold. Where a server's
administrator cannot take the functions of such locks from everybody, a stolen login of a service
could keep it; no program of ours ever takes it as a service, so that session is ended.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

import psycopg
from psycopg.rows import dict_row

from amana.storage.address import ServerAddress, check_version
from amana.storage.errors import SetupHeld
from amana.storage.migrate import release
from amana.storage.query import queries
from amana.storage.transaction import Connection, faults_as_errors

SETUP_OPTIONS: Final = "-c search_path=amana -c timezone=UTC -c lock_timeout=30s"
_TRIES: Final = 15
"""Of two seconds each."""


@contextmanager
def held_for_setup(address: ServerAddress) -> Iterator[Connection]:
    """Connect as the setting-up role, as the only one to set up until this ends."""
    with (
        faults_as_errors(),
        psycopg.connect(
            address.conninfo(program=f"amana/{release()}"),
            options=SETUP_OPTIONS,
            autocommit=True,
            row_factory=dict_row,
        ) as connection,
    ):
        check_version(connection.info.server_version)
        take_turn(connection)
        yield connection


def take_turn(connection: Connection, *, tries: int = _TRIES) -> None:
    """Hold the lock of setting up until the connection, which commits by itself, ends.

    Raises ``SetupHeld``, which names who holds it, where it is not let go in time.
    """
    said = queries("setup")
    connection.execute(said["short_hold_waits"])
    for _ in range(tries):
        with suppress(psycopg.errors.LockNotAvailable):
            connection.execute(said["hold"])
            connection.execute(said["usual_waits"])
            return
        holders = connection.execute(said["holders"]).fetchall()
        _end([row["pid"] for row in holders if row["service"]], connection)
    holder = next(iter(connection.execute(said["holders"]).fetchall()), None)
    raise SetupHeld(
        role="?" if holder is None else holder["role"], pid=0 if holder is None else holder["pid"]
    )


def _end(sessions: Sequence[int], connection: Connection) -> None:
    """End them; where the server does not let us, the error names the one that stays."""
    for pid in sessions:
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(queries("setup")["end_session"], {"pid": pid})
