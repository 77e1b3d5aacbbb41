"""Loading rows into a database that nobody can reach until the restore has ended.

First the logins get passwords that only this restore has, and the database a mark by which every
program of ours refuses it. Then tables and rows come in one transaction, beside those that were
there. What follows (erasures, the ledger) happens behind shut doors; the mark goes last. Killed
anywhere, the same call begins anew.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from amana.storage.archive.copying import (
    Tell,
    copy_in,
    due_before,
    laid_bare,
    run_written,
    written_row,
)
from amana.storage.archive.errors import StillRunning
from amana.storage.archive.opening import Held
from amana.storage.migrate import Migration
from amana.storage.query import queries
from amana.storage.roles import Passwords, let_in, make_login
from amana.storage.transaction import Connection

_AREA: Final = "archive"
_PAUSES_S: Final = (0.1, 0.2, 0.5, 1.0, 2.0)
"""The server lists connections of a program that has just ended for a moment longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A database that rows are put back into."""

    administration: Callable[[], AbstractContextManager[Connection]]
    """One transaction as the role that sets up."""
    lay: Callable[[Connection], None]
    """Makes the roles and the schema where they are missing."""
    known: Sequence[Migration]
    """The migrations of this release for this database."""
    holds: str
    """The statement that counts what must not be overwritten without a word."""
    compares_keys: bool = False
    """Whether API keys are here that may have been revoked since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a database."""

    aside: str | None
    """The schema that keeps the rows that were there; ``None`` where there were none."""
    revoked_again: int = 0
    """API keys that the backup had as good, and that had been revoked since."""
    keys_gone: int = 0
    """API keys that were made since."""
    withdrawn_again: int = 0
    """Roles that members had in the backup, and that were withdrawn or changed since."""


def occupied(ground: Ground) -> bool:
    """Tell whether services are in the database that are not of a restore that did not end."""
    with ground.administration() as connection:
        marks = _row(connection, "marks")
        if not _row(connection, "anything_here")["found"] or marks["loaded"]:
            return False
        connection.execute(queries("setup")["become_owner"])
        return bool(_row(connection, ground.holds)["count"])


def shut(ground: Ground, passwords: Passwords) -> None:
    """Mark the database, and shut every login of ours out of its server.

    Sessions that are open stay so: they are waited for, some seconds long, and while there is one
    ``StillRunning`` is raised.
    """
    with ground.administration() as connection:
        connection.execute(queries("setup")["lock"])
        connection.execute(queries(_AREA)["mark_shut"])
        _give(connection, passwords)
    for pause in (*_PAUSES_S, None):
        with ground.administration() as connection:
            count = _row(connection, "connected")["count"]
        if not count:
            return
        if pause is None:
            raise StillRunning(count=count)
        time.sleep(pause)


def untouched(ground: Ground) -> bool:
    """Tell whether no row was put back: the database is what it was."""
    with ground.administration() as connection:
        return not _row(connection, "marks").get("loaded")


def reopen(ground: Ground, passwords: Passwords) -> None:
    """Open the doors again."""
    with ground.administration() as connection:
        connection.execute(queries("setup")["lock"])
        _give(connection, passwords)
        connection.execute(queries(_AREA)["unmark"])


def load(ground: Ground, held: Held, *, aside: str, tell: Tell) -> Loaded:
    """Put the rows back in one transaction, and keep those that were there as schema ``aside``.

    Access that was taken away since the backup, of API keys and of members, is taken away again
    where the rows say so that were there.
    """
    due = due_before(held.manifest, ground.known)
    with ground.administration() as connection:
        connection.execute(queries("setup")["lock"])
        kept = _make_room(connection, aside)
        ground.lay(connection)
        connection.execute(queries("setup")["become_owner"])
        _make_tables(connection, due)
        with laid_bare(connection):
            copy_in(connection, held.folder, held.manifest, tell)
            keys = _compared(connection, aside) if kept and ground.compares_keys else {}
        connection.execute(queries("setup")["become_oneself"])
        connection.execute(queries(_AREA)["mark_loaded"])
    return Loaded(aside=aside if kept else None, **keys)


def _compared(connection: Connection, aside: str) -> dict[str, int]:
    """Take away again what access was taken away since, and count it; count keys that are gone."""
    run_written(connection, "bare_aside", schema=aside)
    row = written_row(connection, "revoke_again", schema=aside) or {}
    found = {"revoked_again": row.get("revoked", 0), "keys_gone": row.get("gone", 0)}
    roles = connection.execute(queries(_AREA)["compares_roles"], {"schema": aside}).fetchone()
    if roles is not None and roles["found"]:
        row = written_row(connection, "withdraw_again", schema=aside) or {}
        found["withdrawn_again"] = row.get("withdrawn", 0)
    return found


def end_access(ground: Ground) -> int:
    """End every session, and take links and invitations away; return how many sessions ended."""
    with ground.administration() as connection:
        connection.execute(queries("setup")["become_owner"])
        with laid_bare(connection):
            ended = connection.execute(queries(_AREA)["end_sessions"]).rowcount
            connection.execute(queries(_AREA)["drop_links"])
            connection.execute(queries(_AREA)["drop_invitations"])
        connection.execute(queries("setup")["become_oneself"])
    return ended


def let_services_in(ground: Ground, passwords: Passwords) -> None:
    """Make the login of each restored service, under a password of the restore's own."""
    with ground.administration() as connection:
        connection.execute(queries("setup")["become_owner"])
        services = connection.execute(queries("setup")["services"]).fetchall()
        connection.execute(queries("setup")["become_oneself"])
        for row in services:
            let_in(connection, row["slug"], passwords)


def unmark(ground: Ground) -> None:
    """End the restore: from now on programs of ours take the database."""
    with ground.administration() as connection:
        connection.execute(queries(_AREA)["unmark"])


def _give(connection: Connection, passwords: Passwords) -> None:
    """Give every login of ours its password of this file."""
    for row in connection.execute(queries(_AREA)["logins"]).fetchall():
        make_login(connection, row["role"], passwords)


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
    """Make the tables as the backup's release had them.

    What runs outside of transactions makes indexes only: it is left to what sets up afterwards.
    """
    connection.execute(queries("setup")["create_journal"])
    for migration in due:
        if migration.concurrently:
            continue
        connection.execute(migration.text)
        connection.execute(
            queries("setup")["remember"],
            {
                "number": migration.number,
                "name": migration.name,
                "checksum": migration.checksum,
                "phase": migration.phase.value,
            },
        )


def _row(connection: Connection, name: str) -> dict[str, Any]:
    found = connection.execute(queries(_AREA)[name]).fetchone()
    return found or {}
