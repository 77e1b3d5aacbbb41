"""Migrations: what they add up to is what ``schema.sql`` says."""

import os
import re
import secrets
import subprocess
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from amana.storage import GivenRootKey, ServerAddress, Storage
from amana.storage.embedded.binaries import wheel_folder
from amana.storage.errors import MigrationChanged, SchemaTooNew
from amana.storage.migrate import KEYS, migrations

LATER_AFTER = """insert into amana.migration (number, name, checksum, phase)
    values (9999, 'later', 'x', 'after')"""
SCHEMA = Path(str(files("amana.storage") / "schema.sql"))


def _dump(address: ServerAddress) -> str:
    """Return the tables, policies and grants as statements, without what differs by run."""
    said = subprocess.run(
        [
            str(wheel_folder() / "pg_dump"),
            "--schema-only",
            "--schema=amana",
            "--host",
            address.host,
            "--username",
            address.user,
            address.database,
        ],
        env={"PGPASSWORD": address.password, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    kept = [
        line
        for line in said.stdout.splitlines()
        if not re.match(r"(--|SET |SELECT pg_catalog|\\(un)?restrict)", line)
    ]
    return re.sub(r"\n{2,}", "\n\n", "\n".join(kept)).strip() + "\n"


@pytest.fixture
def fresh(server: ServerAddress, storage: Storage, tmp_path: Path) -> tuple[Storage, ServerAddress]:
    """Name a database of the test's own on the same server; nothing is in it yet."""
    del storage
    address = ServerAddress(
        host=server.host,
        port=server.port,
        database=f"fresh_{secrets.token_hex(4)}",
        user=server.user,
        password=server.password,
        embedded=True,
    )
    passwords = Path(server.host).parent.parent / "secrets"
    del tmp_path
    return Storage(address, root_key=GivenRootKey(bytes(32)), secrets=passwords), address


def test_all_migrations_add_up_to_the_schema(
    fresh: tuple[Storage, ServerAddress],
) -> None:
    """What a new database gets is what a reader finds in the one file.

    After a new migration, run once with ``AMANA_WRITE_SCHEMA=1``, and review the difference.
    """
    storage, address = fresh
    storage.set_up()
    made = _dump(address)
    if os.environ.get("AMANA_WRITE_SCHEMA"):
        SCHEMA.write_text(made, encoding="utf-8")
    assert made == SCHEMA.read_text(encoding="utf-8")


def test_migrations_run_once_and_in_order(fresh: tuple[Storage, ServerAddress]) -> None:
    """A second run has nothing to do, and a dry one says so beforehand and changes nothing."""
    storage, address = fresh
    assert storage.set_up() == migrations() + migrations(KEYS)
    assert storage.set_up(dry_run=True) == storage.set_up() == ()
    numbers = [migration.number for migration in migrations()]
    assert numbers == sorted(set(numbers))
    with psycopg.connect(address.conninfo()) as connection:
        connection.execute("drop schema amana cascade")
        connection.execute("create schema amana authorization amana_owner")
    assert storage.set_up(dry_run=True) == migrations()
    with psycopg.connect(address.conninfo()) as connection:
        left = connection.execute("select * from pg_tables where schemaname = 'amana'").fetchall()
    assert not left


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        ("update amana.migration set checksum = 'x' where number = 2", MigrationChanged),
        (LATER_AFTER, SchemaTooNew),
    ],
    ids=["changed", "later"],
)
def test_a_history_that_is_not_ours_stops_the_start(
    fresh: tuple[Storage, ServerAddress], spoil: str, error: type[Exception]
) -> None:
    """A migration that changed, or that a later release ran, is named."""
    storage, address = fresh
    storage.set_up()
    with psycopg.connect(address.conninfo()) as connection:
        connection.execute(spoil.encode())
    with pytest.raises(error):
        storage.set_up()
