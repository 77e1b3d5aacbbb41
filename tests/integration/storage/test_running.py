"""The database of a running program is reached from beside it, by its folder alone."""

from dataclasses import replace
from pathlib import Path

import psycopg

from amana.storage import EmbeddedServer, ServerAddress
from amana.storage.embedded import running_at


def test_a_running_database_is_found_by_its_folder(server: ServerAddress, place: Path) -> None:
    """Whoever may read its password file signs in where the program that runs it does."""
    found = running_at(place / "database")
    assert found is not None
    assert found == replace(server, embedded=True)
    with psycopg.connect(found.conninfo(database="postgres")) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_folder_that_nobody_holds_has_no_running_database(place: Path) -> None:
    """Neither before its first start nor after its stop; and asking leaves it free."""
    folder = place / "stopped"
    assert running_at(folder) is None
    with EmbeddedServer(folder):
        assert running_at(folder) is not None
    assert running_at(folder) is None
    with EmbeddedServer(folder):
        assert running_at(folder) is not None
