"""Loading rows into a database that nobody can reach until the restore has ended.

First the logins get passwords that only this restore has, and the database a mark by which every
program of ours refuses it. Then tables and rows come in one transaction, beside those that were
there. What follows (erasures, the ledger) happens behind shut doors; the mark goes last. Killed
anywhere, the same call begins anew.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from amana.storage.archive.copying import Tell, copy_in, due_before, run_written
from amana.storage.archive.errors import Occupied, StillRunning
from amana.storage.archive.opening import Held
from amana.storage.migrate import Migration
from amana.storage.query import queries
from amana.storage.roles import Passwords, make_login
from amana.storage.transaction import Connection

_AREA: Final = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A database that rows are put back into."""

    administration: Callable[[], AbstractContextManager[Connection]]
    """One transaction as the role that sets up."""
    lay: Callable[[Connection], None]
    """Makes the roles and the schema where they are missing."""
    known: Sequence[Migration]
    """The migrations of this release for this database."""


def occupied(ground: Ground) -> bool:
    """Tell whether services are in the database that are not of a restore that did not end."""
    with ground.administration() as connection:
        marks = _row(connection, "marks")
        if not _row(connection, "anything_here")["found"] or marks["loaded"]:
            return False
        connection.execute(queries("setup")["become_owner"])
        return bool(_row(connection, "services_here")["count"])


def shut(ground: Ground, passwords: Passwords) -> None:
    """Mark the database, and shut every login of ours out of its server.

    Sessions that are open stay so: while there is one, ``StillRunning`` is raised, and the next
    try finds the doors shut as this one left them.
    """
    with ground.administration() as connection:
        connection.execute(queries("setup")["lock"])
        connection.execute(queries(_AREA)["mark_shut"])
        for row in connection.execute(queries(_AREA)["logins"]).fetchall():
            make_login(connection, row["role"], passwords)
    with ground.administration() as connection:
        count = _row(connection, "connected")["count"]
        if count:
            raise StillRunning(count=count)


def load(ground: Ground, held: Held, *, aside: str, replace: bool, tell: Tell) -> bool:
    """Put the rows back in one transaction; return whether others were kept as schema ``aside``.

    Raises ``Occupied`` where services are there and nobody said that they may be replaced.
    """
    due = due_before(held.manifest, ground.known)
    if not replace and occupied(ground):
        raise Occupied
    with ground.administration() as connection:
        connection.execute(queries("setup")["lock"])
        kept = _make_room(connection, aside)
        ground.lay(connection)
        connection.execute(queries("setup")["become_owner"])
        _make_tables(connection, due)
        copy_in(connection, held.folder, held.manifest, tell)
        connection.execute(queries("setup")["become_oneself"])
        connection.execute(queries(_AREA)["mark_loaded"])
    return kept


def unmark(ground: Ground) -> None:
    """End the restore: from now on programs of ours take the database."""
    with ground.administration() as connection:
        connection.execute(queries(_AREA)["unmark"])


def _make_room(connection: Connection, aside: str) -> bool:
    """Move what is there out of the way; what a restore left that did not end is dropped."""
    if not _row(connection, "anything_here")["found"]:
        return False
    half = _row(connection, "marks")["loaded"]
    if half:
        connection.execute(queries(_AREA)["drop_half"])
        connection.execute(queries(_AREA)["unmark_loaded"])
    else:
        run_written(connection, "move_aside", schema=aside)
        run_written(connection, "shut_aside", schema=aside)
    return not half


def _make_tables(connection: Connection, due: Sequence[Migration]) -> None:
    """Make the tables as the backup's release had them."""
    connection.execute(queries("setup")["create_journal"])
    for migration in due:
        connection.execute(migration.text)
        connection.execute(
            queries("setup")["remember"],
            {
                "number": migration.number,
                "name": migration.name,
                "checksum": migration.checksum,
            },
        )


def _row(connection: Connection, name: str) -> dict[str, Any]:
    found = connection.execute(queries(_AREA)[name]).fetchone()
    return found or {}
