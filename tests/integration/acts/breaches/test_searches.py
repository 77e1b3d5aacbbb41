"""Who is affected is found in sources and in what was read, and nobody else is."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.breaches.finding import Readings, Search
from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import KINDS
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.sources.protocol import Source
from amana.storage.errors import NotFound

if TYPE_CHECKING:
    from tests.integration.acts.breaches.conftest import House

pytestmark = pytest.mark.promise("A20")
MAP: Final = """\
amana: 1
service: {service}
source: shop
tables:
  customer:
    erase: delete
    person: {{own: id}}
    columns:
      email: {{is: email, type: email}}
"""
HOUR: Final = timedelta(hours=1)


def open_source(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a source as the program does."""
    return KINDS[kind](way, mapping)


@pytest.fixture
def shop(house: "House", tmp_path: Path) -> "House":
    """Return the house with a shop, in which Amal is a customer."""
    file = tmp_path / "shop.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.executescript(
            "create table customer (id text primary key, email text);"
            "insert into customer values ('amal', 'amal@people.example'), ('nobody', null);"
        )
        opened.commit()
    house.add({"amal": "QA", "badr": "SA", "cyma": None})
    with house.storage.work(house.service) as work:
        given = GivenSource(text=MAP.format(service=house.service), way=f"sqlite:///{file}")
        add_source(Act(actor=OPERATOR, work=work), open_source, given)
    approve(house.storage, house.service, open_source, "shop", 1, actor=OPERATOR)
    return house


def test_who_stands_in_a_source_is_affected_by_its_breach(shop: "House") -> None:
    """With a category only who stands in a table that holds it; nobody is found twice."""
    narrow, wide, other = shop.open(), shop.open(), shop.open()
    assert shop.find(narrow, Search(sources=("shop",), categories=("email",))) == 1
    assert shop.shown(narrow)["found_by"] == {"source:shop": 1}
    assert shop.shown(narrow)["by_law"] == {"qatar": 1}
    for _ in range(2):
        assert shop.find(wide, Search(sources=("shop",))) == 1
    with pytest.raises(NotFound):
        shop.find(other, Search(sources=("shop",), categories=("phone",)))
    with pytest.raises(NotFound):
        shop.find(wide, Search(sources=("till",)))


def test_whom_somebody_read_is_affected_where_that_account_was_taken(shop: "House") -> None:
    """Of that time and of that account alone."""
    door = ApplicationDoor(shop.storage)
    for person in ("amal", "badr"):
        question = Question(
            doing=Doing.USE,
            data=frozenset({"email"}),
            purposes=frozenset({"orders"}),
            staff="staff-17" if person == "amal" else "staff-18",
        )
        asked = Asked(question=question, person=person)
        assert door.decide(shop.service, asked).answer.permitted
    now = datetime.now(UTC)

    def find(by: str, since: datetime, until: datetime) -> int:
        search = Search(readings=Readings(by=by, since=since, until=until))
        return shop.find(shop.open(), search)

    assert find("staff-17", now - HOUR, now + HOUR) == 1
    with pytest.raises(NotFound):
        find("staff-19", now - HOUR, now + HOUR)
    assert find("staff-17", now - 2 * HOUR, now - HOUR) == 0
    breach = shop.open()
    both = [Readings(by=by, since=now - HOUR, until=now + HOUR) for by in ("staff-17", "staff-18")]
    assert [shop.find(breach, Search(readings=each)) for each in both] == [1, 2]
    assert shop.shown(breach)["found_by"] == {"readings": 2}
