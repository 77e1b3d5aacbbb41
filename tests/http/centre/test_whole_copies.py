"""Whole copies at the privacy centre: asked for, prepared, fetched in each form."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import httpx
import pytest

from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.copies.sections import SourceSection
from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.domain.source.model import RowFate, SourceColumn, SourceMap, SourceTable
from amana.domain.source.outcome import CopiedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.http.centre.conftest import Home

    from amana.storage import Storage

EVIL = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example")'
TABLE = "../../etc/Passwd"


@pytest.fixture
def worker(home: "Home") -> Iterator[UUID]:
    """Add a worker that lives."""
    worker = uuid4()
    stay_alive(home.storage, worker)
    yield worker
    leave(home.storage, worker)


def _sources(storage: "Storage", service: str, person: str) -> "Sequence[SourceSection]":
    """Return a source whose names and values are as bad as they may be."""
    del storage
    columns = (SourceColumn(name=EVIL, category="name"), SourceColumn(name="n", category="name"))
    table = SourceTable(id=TABLE, name="t", fate=RowFate.DELETE, columns=columns)
    mapping = SourceMap(service=service, source="shop", tables={TABLE: table})
    values: list[dict[str, object]] = [
        {EVIL: EVIL, "n": 1},
        {EVIL: FORMULA, "n": 2},
        {EVIL: "'quoted", "n": -3},
        {EVIL: 'سطر\r\nو"آخر",', "n": None},
    ]
    rows = [CopiedRow(person=person, table=TABLE, values=each) for each in values]
    return (SourceSection(name="shop", mapping=mapping, rows=lambda: iter(rows)),)


def _ready(home: "Home", worker: UUID) -> tuple[httpx.Client, str]:
    """Ask for a copy, prepare it, and return the browser and the copy's id."""
    browser = home.enter()
    assert home.send(browser, "copies").status_code == 303
    handler = making_copies(_sources, site="https://house.example")
    do_jobs(home.storage, {JOB: handler}, worker=worker)
    page = home.page(browser, "copies")
    assert page.status_code == 200
    found = re.search(r'name="asked" value="([0-9a-f-]{36})"', page.text)
    assert found is not None
    return browser, found[1]


def _file(home: "Home", browser: httpx.Client, copy: str, form: str) -> httpx.Response:
    answer = home.send(browser, "copies/file", asked=copy, form=form)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["cache-control"] == "no-store"
    return answer


class _Seen(HTMLParser):
    """What a browser would see: tags, and where a script would run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.root: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "html":
            self.root = dict(attrs)
        assert not any(name.startswith("on") for name, _ in attrs)


@pytest.mark.promise("A21", "M18", "A31")
def test_a_copy_is_prepared_and_fetched_in_each_form(home: "Home", worker: UUID) -> None:
    """As JSON, as tables, as a page, and to take along; each says what it is."""
    browser, copy = _ready(home, worker)
    document = json.loads(_file(home, browser, copy, "json").text)
    assert document["form"] == "amana-copy-1"
    along = json.loads(_file(home, browser, copy, "portable").text)
    assert [each["id"] for each in along["sections"]] == ["amana", "shop"]
    rows = document["sections"][2]["tables"][0]["rows"]
    assert [row["values"][EVIL] for row in rows][:2] == [EVIL, FORMULA]


@pytest.mark.promise("A21")
def test_tables_are_safe_in_a_spreadsheet_and_their_schema_names_each(
    home: "Home", worker: UUID
) -> None:
    """No cell is a formula, no file leaves its folder, and every column is in the schema."""
    browser, copy = _ready(home, worker)
    packed = zipfile.ZipFile(io.BytesIO(_file(home, browser, copy, "csv").content))
    assert packed.testzip() is None
    names = packed.namelist()
    for name in names:
        path = PurePosixPath(name)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert re.fullmatch(r"[a-z0-9_./-]+", name)
    schema = json.loads(packed.read("csv-metadata.json"))
    assert schema["@context"][0] == "http://www.w3.org/ns/csvw"
    described = {each["url"]: each["tableSchema"]["columns"] for each in schema["tables"]}
    assert set(described) == set(names) - {"csv-metadata.json"}
    for name, columns in described.items():
        text = packed.read(name).decode("utf-8-sig")
        head = next(csv.reader(io.StringIO(text, newline="")))
        assert head == [column["titles"][0] for column in columns]
    (bad,) = [name for name in names if name.startswith("02-shop/")]
    content = packed.read(bad)
    assert content.startswith(b"\xef\xbb\xbf")
    _, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert [row[0] for row in rows] == [EVIL, "'" + FORMULA, "''quoted", 'سطر\r\nو"آخر",']
    assert [row[1] for row in rows] == ["1", "2", "-3", ""]
    assert described[bad][1]["datatype"] == "integer"


@pytest.mark.promise("A21")
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_the_page_to_read_is_in_the_persons_language_and_runs_nothing(
    home: "Home", worker: UUID, language: str, direction: str
) -> None:
    """No value of a database becomes a tag; nothing is loaded, nothing runs."""
    browser, copy = _ready(home, worker)
    answer = browser.post(
        f"/{home.service}/me/copies/file",
        params={"lang": language},
        data={"form_token": home.token(browser), "asked": copy, "form": "html"},
    )
    seen = _Seen()
    seen.feed(answer.text)
    assert seen.root == {"lang": language, "dir": direction}
    assert seen.tags.isdisjoint({"script", "img", "link", "iframe", "form", "a"})
    assert "&lt;script&gt;" in answer.text
    assert "default-src 'none'" in answer.text


@pytest.mark.promise("W12")
def test_without_a_session_of_their_own_nobody_gets_a_copy(home: "Home", worker: UUID) -> None:
    """A link alone leads to the sign-in; another person's session finds nothing."""
    _, copy = _ready(home, worker)
    stranger = home.browse()
    assert stranger.get(f"/{home.service}/me/copies").status_code in {302, 303}
    tried = stranger.post(f"/{home.service}/me/copies/file", data={"asked": copy, "form": "json"})
    assert tried.status_code in {302, 303, 401, 403}
    other = home.enter("customer-8")
    assert home.send(other, "copies/file", asked=copy, form="json").status_code == 404


@pytest.mark.promise("W12")
def test_a_session_that_shows_too_little_fetches_nothing(home: "Home", worker: UUID) -> None:
    """The policy promises a code before data leaves: a hand-over is not one."""
    browser, copy = _ready(home, worker)
    home.publish(more="  H15: {verify: [copy], by: [one_time_code], to: [email], digits: 6}\n")
    assert home.send(browser, "copies/file", asked=copy, form="json").status_code == 403
    assert home.send(browser, "copies").status_code == 403


def test_the_page_tells_how_far_a_copy_is(home: "Home") -> None:
    """Before a worker took it up it waits for its turn; asked again it is the same."""
    browser = home.enter()
    assert "You asked for none yet." in home.page(browser, "copies").text
    home.send(browser, "copies")
    home.send(browser, "copies")
    page = home.page(browser, "copies").text
    assert page.count("It is being prepared") == 1
    assert "It waits for its turn." in page
