"""From a PostgreSQL of the organisation's own into the embedded one, and back."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from amana.assembly import opened
from amana.settings import Secret
from amana.storage import EmbeddedServer
from amana.storage.archive.manifest import Part

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation

_SYSTEM = Path("/usr/lib/postgresql")


@pytest.fixture
def foreign_url(shelf: Path) -> Iterator[tuple[str, str]]:
    """Run the system's own PostgreSQL with two databases and a role that may make roles."""
    found = sorted(_SYSTEM.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found or int(found[-1].parts[-3]) < 15:
        pytest.skip("no PostgreSQL 15 or later of the system's own")
    password = secrets.token_urlsafe(16)
    with EmbeddedServer(shelf / "foreign", binaries=found[-1].parent, durable=False) as address:
        with psycopg.connect(address.conninfo(database="postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("create role boss login createrole password {}").format(password)
            )
            for name in ("data", "keys"):
                connection.execute(
                    sql.SQL("create database {} owner boss").format(sql.Identifier(name))
                )
        where = f"host={address.host.replace('/', '%2F')}&user=boss&password={password}"
        yield f"postgresql:///data?{where}", f"postgresql:///keys?{where}"


@pytest.mark.postgres
def test_a_backup_goes_from_a_foreign_server_into_the_embedded_one_and_back(
    here: "Installation", shelf: Path, foreign_url: tuple[str, str]
) -> None:
    """Nobody needs a superuser there, and versions may differ."""
    data, keys = (Secret(url) for url in foreign_url)
    foreign = replace(here, settings=replace(here.settings, database_url=data, keys_url=keys))
    with opened(foreign.settings) as storage:
        storage.create_service("shop")
        foreign.fill(storage, "shop", 20)
    first = foreign.back_up(shelf / "first")
    here.restore(first.parts[Part.DATA].parent)
    with opened(here.settings) as storage:
        here.fill(storage, "shop", 10)
    second = here.back_up(shelf / "second")
    done = foreign.restore(second.parts[Part.DATA].parent, replace=True)
    assert done.services[0].ledger.lost == 0
    with opened(foreign.settings) as storage, storage.reading("shop") as view:
        assert len(view.people.acts("person-1")) == 3
