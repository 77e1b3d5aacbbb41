"""A restriction at the desk: carried out, announced before it ends, and lifted only after that."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.list_requests import restriction_json, show_restriction
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.cli.request_words import shown_lines
from amana.domain.words import ARABIC, ENGLISH
from amana.settings import Settings
from amana.storage import ServerAddress
from amana.storage.requests import Wanted

if TYPE_CHECKING:
    from tests.http.console.conftest import Shop

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: shop
tables:
  customer:
    erase: delete
    person: {{own: id}}
    restrict: frozen
    columns: {{email: {{is: email, type: email}}}}
  orders:
    table: customer_order
    erase: change
    via: {{buyer: {{table: customer, on: {{customer: id}}, clear: true, owns: false}}}}
    plain: [address]
"""


@pytest.mark.promise("A22")
def test_a_restriction_is_not_lifted_before_its_person_was_told(shop: "Shop") -> None:
    """Each button does its own deed; one that is none does nothing."""
    request = shop.ask("p-1", kind="restriction")
    assert shop.send(f"requests/{request}/carry-out").status_code == 303
    assert "/sure/announce-lifting" in shop.page(f"requests/{request}")
    early = shop.send(f"requests/{request}/lift")
    assert early.status_code == 403
    assert shop.send(f"requests/{request}/announce-lifting").status_code == 303
    page = shop.page(f"requests/{request}")
    assert "/sure/announce-lifting" not in page
    assert shop.send(f"requests/{request}/lift").status_code == 403
    assert shop.send(f"requests/{request}/lift-all").status_code == 422


@pytest.fixture
def marking(shop: "Shop") -> "Shop":
    """Let the shop's database have a column of marks, which its approved map names."""
    with closing(sqlite3.connect(shop.file)) as opened, opened:
        opened.execute("alter table customer add column frozen boolean not null default false")
    given = GivenSource(text=MAP.format(service=shop.service), way=f"sqlite:///{shop.file}")
    with shop.storage.work(shop.service) as work:
        added = add_source(Act(actor=OPERATOR, work=work), OPEN, given)
    approve(shop.storage, shop.service, OPEN, "shop", added.version, actor=OPERATOR)
    return shop


@pytest.fixture
def owner(server: ServerAddress) -> Iterator[psycopg.Connection]:
    """Connect as whose the tables are, to let time pass."""
    options = "-c search_path=amana"
    with psycopg.connect(server.conninfo(), options=options, autocommit=True) as connection:
        yield connection


def _due(owner: psycopg.Connection, shop: "Shop") -> None:
    owner.execute(
        "update request_part set due_at = now() where service = %s and state = 'waiting'",
        [shop.service],
    )
    shop.carry()


def _told_long_ago(owner: psycopg.Connection, shop: "Shop") -> None:
    owner.execute(
        "update restriction set announced_at = announced_at - interval '8 days' where service = %s",
        [shop.service],
    )


def _said(shop: "Shop", request: str) -> tuple[object, object, list[str]]:
    """Return in how many sources marks are on and off, and what the command says of the last."""
    with shop.storage.reading(shop.service) as view:
        every = view.requests.listed(limit=9, wanted=Wanted(only_open=False))
        (found,) = [each.id for each in every]
        assert str(found) == request
        shown = show_restriction(view, found)
    told = restriction_json(shown)
    assert told is not None
    lines = [list(shown_lines(shown, language))[-1] for language in (ENGLISH, ARABIC)]
    return told["marks_to_lift"], told["marks_lifted"], lines


@pytest.mark.promise("A22")
def test_the_desk_says_how_far_lifted_marks_are(marking: "Shop", owner: psycopg.Connection) -> None:
    """Not before the source is marked; a source that is away shows as not done; then as done."""
    request = marking.ask("p-1", kind="restriction")
    here = f"requests/{request}"
    assert marking.send(f"{here}/carry-out").status_code == 303
    assert marking.send(f"{here}/announce-lifting").status_code == 303
    _told_long_ago(owner, marking)
    assert "once every source has put its mark" in marking.page(here)
    assert marking.send(f"{here}/lift").status_code == 403
    _due(owner, marking)
    assert "/sure/lift" in marking.page(here)
    away = marking.file.with_suffix(".away")
    marking.file.rename(away)
    assert marking.send(f"{here}/lift").status_code == 303
    _due(owner, marking)
    page = marking.page(here)
    assert "the mark has still to be taken off" in page
    assert "taken off in 0 of 1" in page
    assert f"/{request}/progress" in page
    away.rename(marking.file)
    english, arabic = _said(marking, request)[2]
    assert "the mark has still to be taken off" in english
    assert "لم تُزل العلامة بعد" in arabic
    _due(owner, marking)
    page = marking.page(here)
    assert "the mark is taken off" in page
    assert "taken off in 1 of 1" in page
    to_lift, lifted, (english, _) = _said(marking, request)
    assert (to_lift, lifted) == (0, 1)
    assert "the mark is taken off" in english


@pytest.mark.promise("A22")
def test_marks_that_cannot_be_taken_off_are_found_at_the_desk(
    marking: "Shop", owner: psycopg.Connection
) -> None:
    """The request is over and in no queue; what keeps its marks leads to it."""
    request = marking.ask("p-1", kind="restriction")
    here = f"requests/{request}"
    marking.send(f"{here}/carry-out")
    _due(owner, marking)
    marking.send(f"{here}/announce-lifting")
    _told_long_ago(owner, marking)
    assert marking.send(f"{here}/lift").status_code == 303
    with closing(sqlite3.connect(marking.file)) as opened, opened:
        opened.execute("alter table customer rename column frozen to held")
    _due(owner, marking)
    assert request not in marking.page("requests")
    found = marking.page("requests", source="shop")
    assert request in found
    assert "the mark could not be taken off" in marking.page(here)


@pytest.mark.promise("A22")
def test_a_mark_that_something_else_keeps_is_told_at_the_desk(
    marking: "Shop", owner: psycopg.Connection
) -> None:
    """Two restrictions: of the first that is lifted the page says so, till the other is lifted."""
    asked = []
    for _ in range(2):
        asked.append(marking.ask("p-1", kind="restriction"))
        marking.send(f"requests/{asked[-1]}/carry-out")
        _due(owner, marking)
    first, second = asked
    marking.send(f"requests/{first}/announce-lifting")
    _told_long_ago(owner, marking)
    assert marking.send(f"requests/{first}/lift").status_code == 303
    assert "The mark stays" in marking.page(f"requests/{first}")
    assert "The mark stays" not in marking.page(f"requests/{second}")
    marking.send(f"requests/{second}/announce-lifting")
    _told_long_ago(owner, marking)
    assert marking.send(f"requests/{second}/lift").status_code == 303
    _due(owner, marking)
    assert "The mark stays" not in marking.page(f"requests/{first}")
