"""What a proposed map and a check say of what they could not tell, or leave to a person."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit

PEOPLE = """
create table customers (id integer primary key, email text not null unique, full_name text);
insert into customers values (1, 'layla@example.com', 'ليلى الأنصاري'),
    (2, 'omar@example.com', 'Omar Haddad'), (3, 'noor@example.com', 'Noor Ali'),
    (4, 'sara@example.com', 'Sara Smith'), (5, 'john@example.com', 'John Brown');
"""
THINGS = "create table things (id integer primary key, label text, extra text);"
SIX = [(number, f"word{number}", "x") for number in range(6)]


def _made(place: Path, more: str, things: Sequence[tuple[int, str, str]] = ()) -> str:
    """Return the address of a database with five customers and more."""
    file = place / "shop.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(PEOPLE + more)
        for each in things:
            connection.execute("insert into things values (?, ?, ?)", each)
        connection.commit()
    return f"sqlite:///{file}"


def _checked(
    url: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, dict[str, Any]]:
    """Return how the proposed map's own check ends, what it says, and the same for programs."""
    map_ = str(place / "map.yaml")
    assert run(["sources", "propose", url, "--out", map_]) == Exit.OK
    capsys.readouterr()
    line = ["--lang", "en", "sources", "check", url, "--map", map_]
    code = run(line)
    said = capsys.readouterr().out
    run([*line, "--format", "json"])
    return code, said, json.loads(capsys.readouterr().out)


@pytest.mark.promise("A1")
@pytest.mark.parametrize(
    ("value", "look"),
    [
        ("layla@example.com", "email"),
        ("+974 5551 2345", "phone"),
        ("28463401234", "national_id"),
        ("Call Layla, who waits for it, under +97455512345 before noon please", "inside"),
    ],
    ids=range(4),
)
@pytest.mark.parametrize("rows", [1, 7])
def test_one_value_that_is_somebodys_is_told(
    value: str, look: str, rows: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a table that nothing leads to, of one row or of many; and nothing is called whole."""
    things = [*(SIX if rows > 1 else ()), (99, "word", value)]
    _, said, told = _checked(_made(tmp_path, THINGS, things), tmp_path, capsys)
    looked = {"table": "things", "column": "extra", "look": look, "seen": 1, "looked": rows}
    assert told["doubtful"] == [looked]
    assert not told["clean"]
    assert f"1 of {rows} values looked at in things.extra" in said
    assert "every column" not in said
    assert value not in said


@pytest.mark.promise("A1")
def test_a_table_of_few_rows_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Empty ones as well; what does nothing but join is left out."""
    more = (
        "create table audit_log (at text, who text);"
        "create table wall (id integer primary key, word text);"
        "insert into wall values (1, 'x');"
        "create table shelves (id integer primary key);"
    )
    code, said, told = _checked(_made(tmp_path, more), tmp_path, capsys)
    assert code == Exit.OK
    assert [each["table"] for each in told["too_few"]] == ["audit_log", "wall"]
    assert not told["clean"]
    assert "audit_log, wall" in said
    assert "every" not in said


@pytest.mark.promise("A1")
def test_where_all_was_to_be_seen_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says nothing of promises, where no policy was given."""
    code, said, told = _checked(_made(tmp_path, THINGS, SIX), tmp_path, capsys)
    assert code == Exit.OK
    assert told["clean"]
    assert (told["doubtful"], told["too_few"]) == ([], [])
    assert "The map names every column" in said
    assert "a promise collects each" not in said


@pytest.mark.promise("A29")
def test_a_proposal_says_what_stays_and_where_two_people_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the map's own comments, beside it, and for programs; in both languages."""
    more = (
        "create table invoices (id integer primary key, amount numeric, bill_to_name text,"
        " customer_id integer references customers(id));"
        "create table messages (id integer primary key, body text,"
        " to_id integer references customers(id), from_id integer references customers(id));"
    )
    url = _made(tmp_path, more)
    assert run(["--lang", "en", "sources", "propose", url]) == Exit.OK
    said = capsys.readouterr()
    for shown in (said.out, said.err):
        assert (
            "1 column that names a person or tells of one stays after an erasure: "
            "invoices.bill_to_name" in shown
        )
        assert "messages (from_id; to_id)" in shown
    assert "two people stand in one row: decide whose it is." in said.out
    assert run(["--lang", "ar", "sources", "propose", url]) == Exit.OK
    assert "في الصف الواحد شخصان: قرّر لمن هو." in capsys.readouterr().out
    assert run(["sources", "propose", url, "--format", "json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert told["staying"] == [["invoices", "bill_to_name"]]
    assert told["of_two"] == [{"table": "messages", "columns": [["from_id"], ["to_id"]]}]
