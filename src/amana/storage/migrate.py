"""Migrations: numbered files, run once each, in order, in one transaction; never backwards."""

import hashlib
import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final, LiteralString

from amana.storage.errors import MigrationChanged, SchemaTooNew
from amana.storage.query import queries
from amana.storage.transaction import Connection

_FILE: Final = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z][a-z0-9_]*)\.sql")
_HEAD: Final = re.compile(r"-- (before|after): \S")
"""The first line says whether it runs before or after the new code is in place, and why."""


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


DATA: Final = "migrations"
KEYS: Final = "migrations/keys"
"""The folders of the migrations of each database: of the data, and of the keys."""


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


def pending(connection: Connection, folder: str = DATA) -> tuple[Migration, ...]:
    """Return what would run here; changes nothing.

    A migration that ran and reads otherwise now raises ``MigrationChanged``, one that this
    release does not know ``SchemaTooNew``.
    """
    if connection.execute(queries("setup")["journal_exists"]).fetchone() is None:
        return migrations(folder)
    known = {migration.number: migration for migration in migrations(folder)}
    ran = connection.execute(queries("setup")["journal"]).fetchall()
    for row in ran:
        if row["number"] not in known:
            raise SchemaTooNew(migration=row["number"])
        if known[row["number"]].checksum != row["checksum"]:
            raise MigrationChanged(migration=row["number"])
    return tuple(known[number] for number in sorted(known.keys() - {row["number"] for row in ran}))


def migrate(connection: Connection, folder: str = DATA) -> tuple[Migration, ...]:
    """Run what is pending as the tables' owner, inside the caller's transaction and lock."""
    connection.execute(queries("setup")["become_owner"])
    connection.execute(queries("setup")["create_journal"])
    due = pending(connection, folder)
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
    connection.execute(queries("setup")["become_oneself"])
    return due
