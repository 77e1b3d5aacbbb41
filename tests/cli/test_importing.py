"""Files of foreign bytes are read row by row: what is no row is told by its line."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from amana.acts.records.json_lines import LineNotUtf8
from amana.cli.importing.csv_rows import csv_rows, header_of
from amana.cli.importing.errors import (
    HeaderUnfit,
    ListUnwritable,
    NoPerson,
    NotCsv,
    PersonColumnMissing,
)
from amana.cli.importing.json_rows import json_rows
from amana.cli.importing.left_out import LeftOut
from amana.cli.importing.lines import MOST_BYTES, Lines, Row
from amana.cli.importing.mapping import columns_of

Told = Sequence[tuple[int, str | None]]


def _lines(data: bytes) -> Lines:
    return Lines(file=io.BytesIO(data), place=0, line=0)


def _csv(data: bytes) -> list[Row]:
    lines = _lines(data)
    return list(csv_rows(lines, header_of(lines)))


def _told(rows: Sequence[Row]) -> Told:
    return [(row.line, None if row.error is None else row.error.code) for row in rows]


def test_cells_go_by_the_header() -> None:
    """Empty cells are left out, quoted ones may hold separators and line feeds."""
    rows = _csv('\ufeffperson, name\np-1,"a, ""b""\nc"\r\n\np-2,\n'.encode())
    assert [row.values for row in rows] == [
        {"person": "p-1", "name": 'a, "b"\nc'},
        {"person": "p-2"},
    ]
    assert [(row.line, row.last) for row in rows] == [(2, 3), (5, 5)]
    assert rows[-1].end == len('\ufeffperson, name\np-1,"a, ""b""\nc"\r\n\np-2,\n'.encode())


@pytest.mark.parametrize("part", [";", "\t", ","])
def test_what_parts_cells_is_seen_from_the_header(part: str) -> None:
    """Programs of the region write semicolons."""
    (row,) = _csv(f"person{part}name\np-1{part}مريم\n".encode())
    assert row.values == {"person": "p-1", "name": "مريم"}


def test_a_bad_line_spoils_no_other() -> None:
    """A quote that is not closed, bytes that are no text, cells too many, a line too long."""
    rows = _csv(
        b"person,name\n"
        b'p-2,"open\n'
        b"p-3,\xff\n"
        b"p-4,a,b\n"
        b"p-5," + b"x" * 10_000_000 + b"\n"
        b'p-6,"a"b\n'
        b"p-7,good\n"
    )
    assert _told(rows) == [
        (2, "import.not_csv"),
        (3, "line.not_utf8"),
        (4, "import.columns"),
        (5, "line.too_long"),
        (6, "import.not_csv"),
        (7, None),
    ]


def test_an_open_quote_reaches_no_further_than_a_hundred_lines() -> None:
    """Else one could take the rest of the file."""
    rows = _csv(b'person,name\np,"open\n' + b"p,good\n" * 300)
    assert _told(rows) == [(2, "import.not_csv"), *((line, None) for line in range(3, 303))]


@pytest.mark.parametrize(
    ("data", "error"), [(b"", NotCsv), (b"\xff\n", LineNotUtf8), (b'"a\n', NotCsv)]
)
def test_a_header_has_to_be_one(data: bytes, error: type[Exception]) -> None:
    """Without it nothing of the file can be read."""
    with pytest.raises(error):
        _csv(data)


def test_each_line_is_one_object() -> None:
    """Anything else is told by its line."""
    rows = list(
        json_rows(
            _lines(
                b'{"person": "p-1"}\n'
                b"\n"
                b"[1]\n"
                b'{"a": 1, "a": 2}\n'
                b'{"a": NaN}\n'
                b"\xff\n"
                b"{\n" + b"[" * 100_000 + b"\n" + b"x" * (MOST_BYTES + 5) + b"\n"
                b'{"person": 7}'
            )
        )
    )
    assert _told(rows) == [
        (1, None),
        (3, "line.not_json"),
        (4, "line.not_json"),
        (5, "line.not_json"),
        (6, "line.not_utf8"),
        (7, "line.not_json"),
        (8, "line.not_json"),
        (9, "line.too_long"),
        (10, None),
    ]
    assert rows[-1].values == {"person": 7}


def test_names_of_a_file_stand_for_fields() -> None:
    """Or for the person, the key, or nothing."""
    columns = columns_of(["Customer=person", "No=key", "Notes=-", "a=b=name"])
    row = Row(
        line=3,
        last=3,
        end=9,
        values={"Customer": 12, "No": "k", "Notes": "x", "a=b": "Ali", "email": "e"},
    )
    given = columns.incoming(row)
    assert (given.number, given.person, given.key) == (3, "12", "k")
    assert given.values == {"name": "Ali", "email": "e"}


@pytest.mark.parametrize("given", [["a"], ["=a"], ["a="], ["a=b", "a=c"]])
def test_a_name_stands_for_one_thing(given: list[str]) -> None:
    """Whatever else was written cannot be meant."""
    with pytest.raises(ValueError, match="once"):
        columns_of(given)


@pytest.mark.parametrize("person", [None, "", True, 1.5, ["p"]])
def test_a_row_without_a_person_is_none(person: object) -> None:
    """Records belong to somebody."""
    with pytest.raises(NoPerson):
        columns_of([]).incoming(Row(line=1, last=1, end=1, values={"person": person, "a": "b"}))


def test_a_header_has_fields_and_a_person() -> None:
    """A column that is nothing is told by its number, since its name may be anything."""
    columns = columns_of(["x=-", "y=-"])
    columns.check(["person", "name", "x", "y"], ["name"])
    for names in (["person", "shoe"], ["person", "name", "name"]):
        with pytest.raises(HeaderUnfit) as refused:
            columns.check(names, ["name"])
        assert refused.value.fields == {"column": len(names)}
    with pytest.raises(PersonColumnMissing):
        columns.check(["name"], ["name"])


def test_the_list_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was listed of lines that come again is dropped."""
    path = tmp_path / "list"
    with LeftOut(path, behind=0):
        pass
    assert not path.exists()
    with LeftOut(path, behind=0) as listed:
        listed.add(2, NoPerson())
        listed.add(9, NoPerson())
        listed.flush()
    assert path.stat().st_mode & 0o777 == 0o600
    with LeftOut(path, behind=5) as listed:
        listed.flush()
        listed.add(9, NoPerson())
    assert path.read_text(encoding="utf-8").splitlines() == [
        '{"line": 2, "code": "import.no_person"}',
        '{"line": 9, "code": "import.no_person"}',
    ]


@pytest.mark.parametrize("held", [b"something else\n", b'{"line": "x"}\n', b"[]\n", b"\xff\n"])
def test_another_file_is_not_written_over(tmp_path: Path, held: bytes) -> None:
    """Whatever is no such list stays as it is."""
    path = tmp_path / "mine"
    path.write_bytes(held)
    with pytest.raises(ListUnwritable), LeftOut(path, behind=0):
        pass
    assert path.read_bytes() == held


def test_a_list_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Its folder is not there."""
    with LeftOut(tmp_path / "no" / "list", behind=0) as listed, pytest.raises(ListUnwritable):
        listed.add(1, NoPerson())
