"""Records of files end by their age, in CSV and JSON Lines; nothing else of a file changes."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amana.domain.period import Period
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bearing, Condition, condition_of
from amana.domain.retention.ended import Batch, Past
from amana.domain.retention.terms import Term
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.errors import ClockUnfit, NoClock
from amana.sources.files.file_source import FileSource

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MAP = """\
amana: 1
service: shop
source: files
approved: true
tables:
  visit:
    erase: delete
    person: {own: customer}
    times: {collection: at}
    zone: Asia/Qatar
    columns: {ip: {is: ip, type: text}}
"""
ROWS = (
    ("p-1", "2026-01-01", "1.1.1.1"),
    ("p-2", "2026-05-02T00:00:01+00:00", "1.1.1.2"),
    ("p-3", "2026-05-02T02:59:59", "1.1.1.3"),
    ("p-4", "", "1.1.1.4"),
    ("p-5", "2026-05-02", "1.1.1.5"),
    ("p-6", "2026-04-01T10:00:00.25", "1.1.1.6"),
)
DUE = {"p-1", "p-3", "p-6"}
pytestmark = pytest.mark.promise("A14")


def _condition(moment: Moment = Moment.COLLECTION) -> Condition:
    term = Term(promise="R1", data=frozenset({"ip"}), moment=moment, period=Period.parse("P30D"))
    found = condition_of(Bearing(terms=(term,)), {"ip"}, NOW)
    assert found is not None
    return found


def _folder(tmp_path: Path, form: str) -> Path:
    if form == "csv":
        lines = ["customer,at,ip,note", *(f'{p},{at},{ip},"a, b"' for p, at, ip in ROWS)]
        (tmp_path / "visit.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        lines = [json.dumps({"customer": p, "at": at, "ip": ip, "note": 1}) for p, at, ip in ROWS]
        (tmp_path / "visit.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def _end(folder: Path, held: tuple[Sought, ...] = ()) -> tuple[Past, list[Batch], list[int]]:
    done: list[Batch] = []
    meant: list[int] = []
    left = FileSource(folder, parse(MAP)).end_due(
        "visit",
        _condition(),
        held=held,
        at_once=2,
        before=meant.append,
        after=done.append,
    )
    return left, done, meant


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_records_past_their_time_go_and_the_rest_stays_byte_by_byte(
    tmp_path: Path, form: str
) -> None:
    """A date counts from the end of its day where the file is kept; no time, no end."""
    folder = _folder(tmp_path, form)
    (file,) = folder.glob("visit.*")
    before = file.read_text(encoding="utf-8").splitlines()
    source = FileSource(folder, parse(MAP))
    assert source.past_due("visit", _condition(), held=()).count == len(DUE)
    assert file.read_text(encoding="utf-8").splitlines() == before
    left, (batch,), meant = _end(folder)
    assert (left.count, left.held, batch.ended, meant) == (0, 0, len(DUE), [len(DUE)])
    stays = [line for line in before if not any(person in line for person in DUE)]
    assert file.read_text(encoding="utf-8").splitlines() == stays
    assert _end(folder) == (Past(count=0, longest=None, held=0), [], [])


def test_records_wait_for_those_that_lead_to_them_by_a_time_of_their_own(tmp_path: Path) -> None:
    """A visit with a click of yesterday stays until that one is gone; the others go."""
    click = """\
  click:
    erase: delete
    via: {visit: {table: visit, on: {ip: ip}}}
    times: {collection: at}
    columns: {path: {is: ip, type: text}}
"""
    folder = _folder(tmp_path, "csv")
    clicks = folder / "click.csv"
    for of, left in (("2026-05-31", {"p-1"}), ("2026-01-02", set[str]())):
        clicks.write_text(f"ip,at,path\n1.1.1.1,{of},/a\n", encoding="utf-8")
        source = FileSource(folder, parse(MAP + click))
        for table in ("visit", "click", "visit"):
            source.end_due(
                table,
                _condition(),
                held=(),
                at_once=2,
                before=lambda _count: None,
                after=lambda _batch: None,
            )
        text = (folder / "visit.csv").read_text(encoding="utf-8")
        assert {each for each in DUE if each in text} == left
        assert ("/a" in clicks.read_text(encoding="utf-8")) == bool(left)


def test_records_of_who_is_held_stay(tmp_path: Path) -> None:
    """The others go."""
    folder = _folder(tmp_path, "csv")
    left, (batch,), _ = _end(folder, (Sought(person="x", identifiers={"own": ("p-1",)}),))
    assert batch.ended == len(DUE) - 1
    text = (folder / "visit.csv").read_text(encoding="utf-8")
    assert "p-1" in text
    assert "p-3" not in text
    assert left.count == 0


def test_a_time_that_cannot_be_read_ends_nothing(tmp_path: Path) -> None:
    """Nor does a moment of which no column says when it came."""
    folder = _folder(tmp_path, "csv")
    file = folder / "visit.csv"
    with pytest.raises(NoClock):
        FileSource(folder, parse(MAP)).past_due("visit", _condition(Moment.LAST_USE), held=())
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("2026-01-01", "yesterday"), encoding="utf-8")
    with pytest.raises(ClockUnfit):
        _end(folder)
    assert "p-3" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "20260501",
        "2026W184",
        "2026-W18",
        "2026-W18-5",
        "2026-05-01T10",
        "20260501T1000",
        "2026-05",
        "2026-05-01T10:00:00+00:00:30",
        "2026-05-01x10:00",
        "\u0662026-05-01",
    ],
)
def test_a_time_that_is_not_written_out_ends_nothing(tmp_path: Path, text: str) -> None:
    """Its latest instant would not be sure: rather nothing of the file ends than too early."""
    file = _folder(tmp_path, "csv") / "visit.csv"
    before = file.read_text(encoding="utf-8").replace("2026-01-01", text)
    file.write_text(before, encoding="utf-8")
    with pytest.raises(ClockUnfit):
        _end(tmp_path)
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2026-05-01T23:59Z", True),
        ("2026-05-02T00:00Z", False),
        ("2026-05-02T00:00:00Z", True),
        ("2026-05-02 02:59+0300", True),
        ("2026-05-01", True),
    ],
)
def test_a_time_to_the_minute_counts_from_its_end(tmp_path: Path, text: str, ends: bool) -> None:  # noqa: FBT001 - a row of the table
    """And one to the second, or to the day, from the end of that."""
    file = _folder(tmp_path, "csv") / "visit.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2026-01-01", text), encoding="utf-8")
    _end(tmp_path)
    assert ("p-1" not in file.read_text(encoding="utf-8")) is ends
