"""What stays is not lost where a pass through a source ends after the source has committed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.request.states import State
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings
from amana.sources.errors import NotSeenAgain
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource, Step

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: shop
tables:
  invoice:
    erase: change
    person: {{own: buyer}}
    columns:
      buyer: {{is: email, erase: pseudonym}}
      address: {{is: email, erase: keep, reason: Tax law, until: P10Y}}
"""


class Killed(BaseException):
    """The end of a program, which nothing catches."""


class Stopping:
    """Opens sources that stop once, at the moment at which the source has committed."""

    def __init__(self, why: BaseException) -> None:
        """Keep why they stop."""
        self.why: BaseException | None = why

    def __call__(self, _kind: SourceKind, way: str, mapping: SourceMap) -> Source:
        """Open one."""
        return SqlSource(way, mapping, on_step=self.hear)

    def hear(self, step: Step) -> None:
        """Stop."""
        if step is Step.COMMITTED and self.why is not None:
            why, self.why = self.why, None
            raise why


def _do(house: Any, act: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 - any act
    with house.storage.work(house.service) as work:
        return act(Act(actor=OPERATOR, work=work), *given)


@pytest.fixture
def asked(house: Any, tmp_path: Path) -> dict[str, UUID]:  # noqa: ANN401 - the fixture's
    """Give the requests of two who bought, in a source that leads to nobody once it is erased."""
    file = tmp_path / "shop.db"
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("create table invoice (id integer primary key, buyer text, address text)")
        opened.executemany(
            "insert into invoice (buyer, address) values (?, ?)",
            [("p", "p@x.example"), ("p", "p@y.example"), ("q", "q@x.example")],
        )
    given = GivenSource(text=MAP.format(service=house.service), way=f"sqlite:///{file}")
    added = _do(house, add_source, OPEN, given)
    approve(house.storage, house.service, OPEN, "shop", added.version, actor=OPERATOR)
    house.meet("p", "q")
    requests: dict[str, UUID] = {}
    for person in ("p", "q"):
        request = house.ask(RequestKind.ERASURE, proven=True, person=person).request
        who = _do(house, begin, request)
        carry_out_erasure(house.storage, house.service, request, person=who, actor=OPERATOR)
        requests[person] = request
    return requests


def _kept(house: Any, request: UUID) -> dict[str, Any]:  # noqa: ANN401 - the fixture's
    with house.storage.reading(house.service) as view:
        (part,) = view.parts.of(request)
    return {each["table"]: each["rows"] for each in part.kept}


@pytest.mark.promise("A23", "A29")
def test_a_kill_after_the_commit_of_the_source_loses_nothing_of_what_stays(
    house: Any,  # noqa: ANN401 - the fixture's
    asked: dict[str, UUID],
) -> None:
    """The next pass finds nobody any more, and still ends each request in part, with its rows."""
    stopping = Stopping(Killed())
    with pytest.raises(Killed):
        carry_all(house.storage, house.service, stopping)
    assert house.row(asked["p"]).state is State.WAITING_FOR_SOURCES
    carry_all(house.storage, house.service, OPEN)
    assert [house.row(each).state for each in asked.values()] == [State.PARTLY_DONE] * 2
    assert _kept(house, asked["p"]) == {"invoice": 2}
    assert _kept(house, asked["q"]) == {"invoice": 1}


@pytest.mark.promise("A23")
def test_a_source_that_fails_after_its_commit_is_gone_through_again_by_the_same_job(
    house: Any,  # noqa: ANN401 - the fixture's
    asked: dict[str, UUID],
) -> None:
    """The set is cut in two and gone through again; what stays is as it was before the commit."""
    carry_all(house.storage, house.service, Stopping(NotSeenAgain()))
    assert [house.row(each).state for each in asked.values()] == [State.PARTLY_DONE] * 2
    assert _kept(house, asked["p"]) == {"invoice": 2}
    assert _kept(house, asked["q"]) == {"invoice": 1}
