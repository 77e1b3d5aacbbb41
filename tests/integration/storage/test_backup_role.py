"""The backup's own role: it reads everything, and changes nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from amana.storage import ServerAddress, Storage
from amana.storage.roles import BACKUP


@pytest.fixture
def login(storage: Storage, server: ServerAddress, place: Path) -> Iterator[psycopg.Connection]:
    """Sign in with the role's own password, beside all of our code."""
    del storage
    password = json.loads((place / "secrets" / "database.json").read_text())[BACKUP]
    conninfo = server.conninfo(user=BACKUP, password=password)
    with psycopg.connect(conninfo, options="-c search_path=amana", autocommit=True) as connection:
        yield connection


def test_every_row_of_every_table_can_be_read(
    login: psycopg.Connection, server: ServerAddress, service: str
) -> None:
    """No table is missing from a backup because nobody thought of it."""
    del service
    with psycopg.connect(server.conninfo()) as administrator:
        tables = administrator.execute(
            "select relname from pg_class where relnamespace = 'amana'::regnamespace"
            " and relkind in ('r', 'p')"
        ).fetchall()
        counted = sql.SQL("select count(*) from amana.{}")
        for (table,) in tables:
            query = counted.format(sql.Identifier(table))
            assert login.execute(query).fetchone() == administrator.execute(query).fetchone()
    assert len(tables) > 15


@pytest.mark.parametrize(
    "attempt",
    [
        "insert into service (slug) values ('x')",
        "update service set slug = 'x'",
        "delete from entry",
        "set role amana_owner",
        "create table amana.t (a int)",
        "alter role amana_backup bypassrls",
        "copy service to program 'cat'",
    ],
)
def test_nothing_can_be_changed(login: psycopg.Connection, attempt: str) -> None:
    """Who steals the backup's password reads what is sealed, and writes nothing."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(attempt.encode())
