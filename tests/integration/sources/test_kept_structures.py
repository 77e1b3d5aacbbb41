"""What was read of a database's layout is found again by who opens it anew, until it changes."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from amana.domain.source.parse import parse
from amana.domain.source.structure import Structure
from amana.sources import kept_structures
from amana.sources.reader import structure_of
from amana.sources.sql_source import SqlSource

MAP = """\
amana: 1
service: club
source: club
approved: true
tables:
  member: {erase: delete, person: {email: email}, columns: {email: {is: email, type: email}}}
"""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of what was read from a catalogue, by the way in."""
    found: list[str] = []

    def noted(connection: sa.Connection) -> Structure:
        found.append(str(connection.engine.url))
        return structure_of(connection)

    monkeypatch.setattr(kept_structures, "structure_of", noted)
    return found


def test_a_source_that_is_opened_anew_reads_no_structure_again(
    tmp_path: Path, read: list[str]
) -> None:
    """A change of the layout is seen at once; another database is another one."""
    files = [tmp_path / "one.db", tmp_path / "two.db"]
    for file in files:
        with closing(sqlite3.connect(file)) as opened:
            opened.execute("create table member (id integer primary key, email text)")
    urls = [f"sqlite:///{file}" for file in files]
    for _ in range(3):
        SqlSource(urls[0], parse(MAP)).find(())
    assert len(read) == 1
    SqlSource(urls[1], parse(MAP)).find(())
    assert len(read) == 2
    with closing(sqlite3.connect(files[0])) as opened:
        opened.execute(
            "create table visit (id integer primary key, member integer references member)"
        )
    structure = SqlSource(urls[0], parse(MAP)).structure()
    assert len(read) == 3
    assert set(structure.tables) == {"member", "visit"}
