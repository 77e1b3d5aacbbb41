"""Migrations: numbered files, run once each, in order; never backwards.

Each runs in a transaction of its own and is remembered in it, so that a run which ends in the
middle is taken up by the next. The first line of a file says its phase: ``before`` the new code
is in place, and then every program that knows all ``after`` ones so far goes on working; or
``after``, when no program of the release before runs any more. A second line
``-- concurrently: why`` has its statements run one by one outside of any transaction, as indexes
of large tables need it (PostgreSQL, ``CREATE INDEX``, *Building Indexes Concurrently*); each says
``if not exists`` or ``if exists``, for it may run twice.
"""

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, LiteralString, cast

from amana.storage.errors import (
    MigrationBlocked,
    MigrationChanged,
    MigrationsPending,
    OlderProgramsAtWork,
    ReleaseSkipped,
    SchemaTooNew,
    TooSlow,
)
from amana.storage.query import queries
from amana.storage.transaction import Connection, faults_as_errors

_FILE: Final = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z][a-z0-9_]*)\.sql")
_HEAD: Final = re.compile(r"-- (?P<phase>before|after): \S[^\n]*\n(?P<alone>-- concurrently: \S)?")
DATA: Final = "migrations"
KEYS: Final = "migrations/keys"
"""The folders of the migrations of each database: of the data, and of the keys."""
_PAUSES_S: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Between two tries at a table that others hold: who writes there goes on meanwhile."""


class Phase(StrEnum):
    """When a migration runs, seen from the new code."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One file of ``migrations/``."""

    number: int
    name: str
    text: LiteralString = field(repr=False)

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, in hex."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def phase(self) -> Phase:
        """Whether it runs before or after the new code is in place."""
        head = _HEAD.match(self.text)
        return Phase(head["phase"] if head else Phase.AFTER)

    @property
    def concurrently(self) -> bool:
        """Whether its statements run one by one, outside of any transaction."""
        head = _HEAD.match(self.text)
        return head is not None and head["alone"] is not None


@cache
def migrations(folder: str = DATA) -> tuple[Migration, ...]:
    """Return every migration of this release in order; a file that is not one raises."""
    found = []
    for file in files("amana.storage").joinpath(*folder.split("/")).iterdir():
        if not file.name.endswith(".sql"):
            continue
        name, text = _FILE.fullmatch(file.name), file.read_text(encoding="utf-8")
        if name is None or _HEAD.match(text) is None:
            msg = f"{file.name} is not a migration"
            raise ValueError(msg)
        # The text comes from a file of this package, never from outside: a literal all the same.
        found.append(Migration(number=int(name["number"]), name=name["name"], text=text))
    return tuple(sorted(found, key=lambda migration: migration.number))


def release() -> int:
    """Return the number of the latest migration that this program knows: it names its release."""
    return max(migration.number for migration in (*migrations(), *migrations(KEYS)))


def is_fresh(connection: Connection) -> bool:
    """Tell whether nothing of Amana was ever set up here."""
    return connection.execute(queries("setup")["journal_exists"]).fetchone() is None


def pending(
    connection: Connection, known: Sequence[Migration] | None = None
) -> tuple[Migration, ...]:
    """Return what would run here; changes nothing.

    ``known`` are the migrations of a release, by default those of this one's data. One that ran
    and reads otherwise now raises ``MigrationChanged``. One that the release does not know is no
    obstacle while it belongs before its own code; after it, the schema is no longer the one that
    the release works on: ``SchemaTooNew``.
    """
    own = {each.number: each for each in (migrations() if known is None else known)}
    if is_fresh(connection):
        return tuple(own[number] for number in sorted(own))
    ran = connection.execute(queries("setup")["journal"]).fetchall()
    for row in ran:
        if row["number"] not in own:
            if row["phase"] != Phase.BEFORE:
                raise SchemaTooNew(migration=row["number"])
        elif own[row["number"]].checksum != row["checksum"]:
            raise MigrationChanged(migration=row["number"])
    return tuple(own[number] for number in sorted(own.keys() - {row["number"] for row in ran}))


def migrate(
    connection: Connection,
    *,
    phase: Phase | None = None,
    known: Sequence[Migration] | None = None,
    on_step: Callable[[Migration], None] = lambda _: None,
    pauses_s: Sequence[float] = _PAUSES_S,
) -> tuple[Migration, ...]:
    """Run what is pending, of this phase only if one is named; return what ran.

    The connection commits by itself, and the caller holds the lock. Raises what :func:`pending`
    raises, ``ReleaseSkipped``, ``OlderProgramsAtWork`` and ``MigrationBlocked``; what ran before
    that stays.
    """
    with connection.transaction():
        connection.execute(queries("setup")["become_owner"])
        connection.execute(queries("setup")["create_journal"])
    due = pending(connection, known)
    chosen = tuple(each for each in due if phase in {None, each.phase})
    if phase is Phase.AFTER:
        refuse_pending(due)
    _refuse_skipping(due, chosen)
    for migration in chosen:
        if migration.phase is Phase.AFTER:
            _refuse_older_programs(connection, migration, pauses_s)
        on_step(migration)
        _patiently(connection, migration, pauses_s)
    return chosen


def refuse_pending(due: Sequence[Migration]) -> None:
    """Refuse to go on where a migration has to run before the code that is to run."""
    before = [each.number for each in due if each.phase is Phase.BEFORE]
    if before:
        raise MigrationsPending(count=len(before), first=min(before))


def _refuse_skipping(due: Sequence[Migration], chosen: Sequence[Migration]) -> None:
    """Refuse a phase alone where what it leaves out has to run earlier.

    In one release all ``before`` ones come first: an ``after`` one below them is of a release
    that was passed over.
    """
    left = [migration.number for migration in due if migration not in chosen]
    if any(left and migration.number > min(left) for migration in chosen):
        raise ReleaseSkipped(migration=min(left))


def _refuse_older_programs(
    connection: Connection, migration: Migration, pauses_s: Sequence[float]
) -> None:
    """Refuse while a program is connected that does not know this migration.

    The server lists connections of a program that has just ended for a moment longer.
    """
    programs = 0
    for pause in (0.0, *pauses_s):
        time.sleep(pause)
        row = connection.execute(
            queries("setup")["older_programs"], {"number": migration.number}
        ).fetchone()
        programs = row["programs"] if row is not None else 0
        if not programs:
            return
    raise OlderProgramsAtWork(connections=programs, migration=migration.number)


def _patiently(connection: Connection, migration: Migration, pauses_s: Sequence[float]) -> None:
    """Run it; where others hold its tables, let them go on, and try again a few times."""
    for pause in (*pauses_s, None):
        try:
            with faults_as_errors():
                _run(connection, migration)
        except TooSlow as error:
            if pause is None:
                raise MigrationBlocked(migration=migration.number) from error
            time.sleep(pause)
        else:
            return


def _run(connection: Connection, migration: Migration) -> None:
    """Run one migration as the tables' owner and remember it."""
    if migration.concurrently:
        _run_concurrently(connection, migration)
        return
    with connection.transaction():
        connection.execute(queries("setup")["become_owner"])
        connection.execute(queries("setup")["short_migration_waits"])
        connection.execute(migration.text)
        # It may have made a table about persons: nobody's rows in it outlive them.
        connection.execute(queries("setup")["write_forgetting"])
        _remember(connection, migration)


def _run_concurrently(connection: Connection, migration: Migration) -> None:
    """Run its statements one by one; a half-built index of an earlier try goes first."""
    connection.execute(queries("setup")["work_as_owner"])
    try:
        for row in connection.execute(queries("setup")["half_built"]).fetchall():
            connection.execute(row["statement"])
        for statement in _statements(migration.text):
            connection.execute(statement)
        _remember(connection, migration)
    finally:
        connection.execute(queries("setup")["become_oneself"])


def _statements(text: LiteralString) -> list[LiteralString]:
    """Cut the file at the semicolons that end a line; comments go."""
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    # Parts of a text of this package are that too.
    return [
        cast("LiteralString", part) for part in re.split(r";\s*\n", bare + "\n") if part.strip()
    ]


def _remember(connection: Connection, migration: Migration) -> None:
    connection.execute(
        queries("setup")["remember"],
        {
            "number": migration.number,
            "name": migration.name,
            "checksum": migration.checksum,
            "phase": migration.phase.value,
        },
    )
