"""The marks of a restriction, put and taken off: looked at again, and a key of its own for each."""

import base64
import json
from typing import Any, Protocol

import pytest

from amana.acts.http_source.question import Asked, change_key, question
from amana.domain.source.outcome import Marked, Sought
from amana.domain.source.parse import parse
from amana.sources.errors import MarksChanged, NotMarked, NotSeenAgain
from amana.sources.sql_source import SqlSource, Step

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
ANN = Sought(
    person="known to us alone",
    identifiers={"email": ("ann@x.example",)},
    pseudonym="erased-" + "1" * 17,
)
THEM = Sought(person="x", identifiers={"own": ("ann",)})
MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  flagged: {erase: delete, person: {own: owner}, restrict: frozen}
"""
KEPT = "begin new.frozen := old.frozen; return new; end"
LIES = {
    "postgresql": (
        f"create function keep() returns trigger language plpgsql as '{KEPT}'",
        "create trigger keep before update on flagged for each row execute function keep()",
    ),
    "mariadb": (
        "create trigger keep before update on flagged for each row set new.frozen = old.frozen",
    ),
}
IN_SQLITE = ("create trigger keep before update on flagged begin select raise(ignore); end",)


class Shop(Protocol):
    """A shop's database, as conftest makes it."""

    kind: str
    url: str

    def run(self, *statements: str) -> None:
        """Run statements as the shop would."""

    def read(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""


@pytest.fixture
def flagged(a_shop: Shop) -> Shop:
    """Give a shop with two rows of one person, one of them never marked, and one of another."""
    a_shop.run(
        "create table flagged (id integer primary key, owner varchar(20), frozen integer)",
        "insert into flagged values (1, 'ann', 0), (2, 'ann', null), (3, 'bob', 0)",
    )
    return a_shop


def marks(shop: Shop) -> list[int | None]:
    """Return the marks of each row."""
    return [row[0] for row in shop.read("select frozen from flagged order by id")]


def after_commit(shop: Shop, statement: str) -> SqlSource:
    """Return the source, in which something happens as soon as marks are committed."""

    def hear(step: Step) -> None:
        if step is Step.COMMITTED:
            shop.run(statement)

    return SqlSource(shop.url, parse(MAP), on_step=hear)


@pytest.mark.promise("A22")
def test_marks_are_looked_at_again_whichever_way_they_are_set(flagged: Shop) -> None:
    """One look at the table that bears them; done twice it is as if done once."""
    source = SqlSource(flagged.url, parse(MAP))
    for _ in range(2):
        assert source.restrict([THEM]).read_back == 1
        assert marks(flagged) == [1, 1, 0]
    assert source.restrict([THEM], on=False) == Marked(rows=2, read_back=1)
    assert marks(flagged) == [0, 0, 0]


@pytest.mark.promise("A22")
def test_a_database_that_only_says_that_it_marks_is_found_out(flagged: Shop) -> None:
    """It names how many rows are not as they are to be, and nothing was changed."""
    flagged.run(*LIES.get(flagged.kind, IN_SQLITE))
    with pytest.raises(NotMarked) as raised:
        SqlSource(flagged.url, parse(MAP)).restrict([THEM])
    assert raised.value.fields == {"table": "flagged", "count": 2}
    assert marks(flagged) == [0, None, 0]


@pytest.mark.promise("A22")
def test_a_mark_that_is_gone_once_it_was_committed_is_told_as_such(flagged: Shop) -> None:
    """A program of theirs writes its row back; the error does not say that all was taken back."""
    source = after_commit(flagged, "update flagged set frozen = 0 where id = 1")
    with pytest.raises(MarksChanged) as raised:
        source.restrict([THEM])
    assert raised.value.fields == {"table": "flagged", "count": 1}
    assert marks(flagged) == [0, 1, 0]


def test_who_was_deleted_meanwhile_bears_no_mark(flagged: Shop) -> None:
    """A row that is gone is not wrong."""
    source = after_commit(flagged, "delete from flagged where id = 1")
    assert source.restrict([THEM]) == Marked(rows=2, read_back=1)


def test_committed_marks_that_cannot_be_looked_at_are_not_said_to_have_failed(
    flagged: Shop,
) -> None:
    """What the database refuses after the commit does not mean that nothing was changed."""
    with pytest.raises(NotSeenAgain):
        after_commit(flagged, "drop table flagged").restrict([THEM])


def _key(*, on: bool) -> str:
    said = json.loads(question(Asked.RESTRICT, [ANN], SECRET, on=on))
    assert said["on"] is on
    return str(said["persons"][0]["key"])


def test_a_mark_that_is_taken_off_is_a_change_of_its_own() -> None:
    """A service that knows repeated changes by their key would else leave the mark there."""
    assert _key(on=False) == _key(on=False)
    assert _key(on=True) == _key(on=True)
    assert _key(on=False) != _key(on=True)
    assert _key(on=True) == change_key(Asked.RESTRICT, ANN.pseudonym, SECRET)
