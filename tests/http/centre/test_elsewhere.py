"""Databases that hold data about people too: no page of the centre says that nothing is held."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.sources.registry import GivenSource, add_source, approve, remove_source
from amana.assembly.sources import open_source
from amana.settings import Settings

if TYPE_CHECKING:
    from tests.http.centre.conftest import Home

OPEN = open_source(Settings())
NOBODY = "somebody-without-records"
TELLS = "other databases"
MAP = """\
amana: 1
service: {service}
source: till
tables:
  customer:
    erase: delete
    person: {{own: id}}
    columns: {{email: {{is: email, type: email}}, said: {{is: post}}}}
"""


@pytest.fixture
def till(home: "Home", tmp_path: Path) -> int:
    """Give the house a database with a map that nobody approved yet; return its version."""
    file = tmp_path / "till.db"
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("create table customer (id text primary key, email text, said text)")
        opened.execute("insert into customer values (?, 'w@mail.example', 'hello')", [NOBODY])
    given = GivenSource(text=MAP.format(service=home.service), way=f"sqlite:///{file}")
    with home.storage.work(home.service) as work:
        return add_source(Act(actor=OPERATOR, work=work), OPEN, given).version


def _approve(home: "Home", version: int) -> None:
    approve(home.storage, home.service, OPEN, "till", version, actor=OPERATOR)


@pytest.mark.promise("A21")
def test_without_other_databases_what_is_held_is_all(home: "Home", till: int) -> None:
    """One that nobody approved is in no copy either."""
    assert till == 1
    browser = home.enter(NOBODY)
    for part in ("", "held"):
        page = home.page(browser, part).text
        assert "No record about you is held now." in page
        assert TELLS not in page
    assert "all that is held about you" in home.page(browser, "leave").text
    made = home.send(browser, "copy").json()
    assert made["elsewhere"] == []


@pytest.mark.promise("A21")
def test_what_other_databases_hold_is_named_with_the_way_to_it(home: "Home", till: int) -> None:
    """By the source and the policy's own words, with a link to the whole copy."""
    _approve(home, till)
    browser = home.enter(NOBODY)
    for part in ("", "held", "leave"):
        page = home.page(browser, part).text
        assert TELLS in page, part
        assert "No record about you is held now." not in page
        assert "all that is held about you in full" not in page
    held = home.page(browser, "held").text
    assert "<bdi>till</bdi>" in held
    assert "your posts" in held
    assert f'href="/{home.service}/me/copies?lang=en"' in held
    assert "w@mail.example" not in held
    arabic = browser.get(f"/{home.service}/me/held", params={"lang": "ar"}).text
    assert "قواعد بيانات أخرى" in arabic
    made = home.send(browser, "copy").json()
    assert made["elsewhere"] == ["till"]


@pytest.mark.promise("A21")
def test_who_has_records_is_told_of_the_databases_too(home: "Home", till: int) -> None:
    """On the first page of them; a source that was removed is named no more."""
    _approve(home, till)
    browser = home.enter()
    assert TELLS in home.page(browser, "held").text
    with home.storage.work(home.service) as work:
        remove_source(Act(actor=OPERATOR, work=work), "till")
    assert TELLS not in home.page(browser, "held").text
