"""The turn of who sets up a database: one program at a time, and a service's login never.

The turn is an advisory lock, for a fresh database has no row to hold. Where a server's
administrator cannot take the functions of such locks from everybody, a stolen login of a service
could keep it; no program of ours ever takes it as a service, so that session is ended.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import psycopg

from amana.storage.errors import SetupHeld
from amana.storage.query import queries
from amana.storage.transaction import Connection

_TRIES: Final = 15
"""Of two seconds each."""


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
