"""What hangs on a person is found by its columns, and can be deleted wherever it lies."""

import psycopg
import pytest

from amana.storage import ServerAddress, Storage

_KEPT = {"person", "erasure"}
"""The tombstones."""


@pytest.fixture
def tables(storage: Storage, server: ServerAddress) -> set[str]:
    """Name the tables of ours that say whose their rows are."""
    del storage
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as asked:
        rows = asked.execute(
            "select table_name from information_schema.columns"
            " where table_schema = 'amana' and column_name = 'person_key'"
        ).fetchall()
    return {name for (name,) in rows}


def test_every_table_about_persons_is_emptied(tables: set[str], server: ServerAddress) -> None:
    """All but the tombstones are known to the functions that forget and close."""
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as asked:
        found = {name for (name,) in asked.execute("select name from about_persons()").fetchall()}
    assert found == tables - _KEPT
    assert {"record", "event", "entry_person", "acceptance"} <= found


def test_the_functions_name_each_of_them(tables: set[str], server: ServerAddress) -> None:
    """What forgets and what reads back were written for the tables that there are now."""
    with psycopg.connect(server.conninfo()) as asked:
        rows = asked.execute(
            "select proname, prosrc from pg_proc where pronamespace = 'amana'::regnamespace"
            " and proname in ('forget', 'hanging_on')"
        ).fetchall()
    written: dict[str, str] = dict(rows)
    for name in tables - _KEPT:
        assert f"from amana.{name} t where" in written["forget"], name
        assert f"from amana.{name} t where" in written["hanging_on"], name


def test_the_owner_may_delete_in_each_of_them(tables: set[str], server: ServerAddress) -> None:
    """Without the policies for it an erasure would be refused: here it would be found first."""
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as asked:
        rows = asked.execute(
            "select tablename, cmd from pg_policies"
            " where schemaname = 'amana' and roles = '{amana_owner}'"
        ).fetchall()
    for name in tables - _KEPT:
        assert {(name, "SELECT"), (name, "DELETE")} <= set(rows), name
