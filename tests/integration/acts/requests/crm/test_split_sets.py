"""What is told of a set that was split: what was not done is not told, and a most is of its set."""

from typing import TYPE_CHECKING, Final

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.assembly.sources import open_source
from amana.domain.request.carrying import PartState
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings
from amana.sources.errors import NotSeenAgain
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource, Step

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

    from amana.acts.sources.opening import OpenSource
    from amana.storage.request_parts import PartRow

OPEN: Final = open_source(Settings())


def _carried(crm: "Crm", open_source: "OpenSource") -> dict[str, "PartRow"]:
    """Carry out the erasures of two in one set; return the part of each."""
    house = crm.house
    house.meet("p", "q")
    requests = {}
    for person in ("p", "q"):
        request = house.ask(RequestKind.ERASURE, proven=True, person=person).request
        who = crm.do(begin, request)
        carry_out_erasure(house.storage, house.service, request, person=who, actor=OPERATOR)
        requests[person] = request
    carry_all(house.storage, house.service, open_source)
    with house.storage.reading(house.service) as view:
        return {person: view.parts.of(request)[0] for person, request in requests.items()}


@pytest.mark.promise("A29")
def test_a_pass_that_the_source_took_back_is_told_of_nobody(crm: "Crm") -> None:
    """One of two cannot be committed: the other's part says what was done, and no more."""
    crm.run("create table ledger (id integer primary key)")
    crm.run("create table log (of integer references ledger (id) deferrable initially deferred)")
    crm.run(
        "create trigger no after delete on visit when old.customer_id = 'p'"
        " begin insert into log values (1); end"
    )
    parts = _carried(crm, OPEN)
    assert (parts["q"].state, parts["q"].at_most, parts["q"].set_size) == (PartState.DONE, [], 1)
    assert {each["table"]: each["deleted"] for each in parts["q"].counts} == {
        "customer": 1,
        "ticket": 1,
        "visit": 1,
    }
    assert (parts["p"].state, parts["p"].fault) == (PartState.WAITING, "source.failed")
    assert (parts["p"].at_most, parts["p"].noted_by) == ([], None)
    assert crm.left("customer") == ["p"]


@pytest.mark.promise("A29")
def test_a_most_of_two_says_that_it_is_of_two(crm: "Crm") -> None:
    """Nobody heard whether the set of both was committed; each half found nothing any more."""
    fail = [True]

    def hear(step: Step) -> None:
        if step is Step.COMMITTED and fail:
            fail.clear()
            raise NotSeenAgain

    def lossy(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
        return SqlSource(way, mapping, on_step=hear)

    for part in _carried(crm, lossy).values():
        assert (part.state, part.set_size) == (PartState.DONE, 2)
        assert {each["table"]: each["deleted"] for each in part.at_most} == {
            "customer": 2,
            "ticket": 2,
            "visit": 2,
        }
