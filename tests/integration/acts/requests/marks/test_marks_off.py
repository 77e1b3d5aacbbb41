"""A restriction that is lifted has its marks taken off in every source, and only then says so."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from amana.acts.act import OPERATOR
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.errors import NotMarkedYet
from amana.acts.requests.parts import give_up_part, retry_part
from amana.acts.requests.progress import progress_json, progress_of
from amana.acts.requests.restricting import lift_restriction
from amana.acts.sources.registry import remove_source
from amana.domain.request.carrying import PartState
from amana.domain.request.states import State
from amana.domain.source.model import SourceMap
from amana.domain.vocabulary.requests import RequestKind
from amana.sources.sql_source import SqlSource, Step

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.acts.requests.marks.conftest import Restricting

pytestmark = pytest.mark.promise("A22")
PROGRAM: Final = Path(__file__).parents[1] / "crm" / "programs" / "killed_between.py"
MARKED, FREE = {"p": True, "q": False}, {"p": False, "q": False}


def test_the_marks_are_taken_off_in_a_source_of_every_kind(every: "Restricting") -> None:
    """They stay until the source was asked; the request stays as it ended."""
    request = every.restricted()
    assert every.place.marks() == MARKED
    every.lifted(request)
    part = every.part(request)
    assert (part.lifting, part.state, every.place.marks()) == (True, PartState.WAITING, MARKED)
    assert every.carry() == 1
    assert every.place.marks() == FREE
    part = every.part(request)
    assert (part.lifting, part.state, part.fault) == (True, PartState.DONE, None)
    assert every.house.row(request).state is State.DONE
    assert every.sealed() == 0


def test_a_source_that_is_away_is_not_said_to_have_taken_them_off(every: "Restricting") -> None:
    """It is tried again, and done once it is back."""
    request = every.restricted()
    every.place.away()
    every.lifted(request)
    every.carry()
    with every.house.storage.reading(every.house.service) as view:
        assert not progress_of(view, request).over
    assert every.part(request).state in {PartState.WAITING, PartState.FAILED}
    assert every.part(request).fault is not None
    assert every.sealed() == 1
    every.place.back()
    assert every.place.marks() == MARKED
    if every.part(request).state is PartState.FAILED:
        every.do(retry_part, request, "crm")
    every.carry()
    assert every.part(request).state is PartState.DONE
    assert every.place.marks() == FREE


def test_it_is_looked_at_again_and_told_with_the_request(shop: "Restricting") -> None:
    """What is read back is told, the end is on the ledger, and both passes are entries."""
    request = shop.restricted()
    before = shop.part(request).entry
    shop.lifted(request)
    shop.carry()
    with shop.house.storage.reading(shop.house.service) as view:
        progress = progress_of(view, request)
        shown: Any = progress_json(progress)
    assert progress.over
    (told,) = shown["parts"]
    assert (told["lifting"], told["read_back"]) == (True, 1)
    assert shop.part(request).entry not in {None, before}
    assert [name for name, _ in shop.house.acts()].count("carry-part") == 2


def test_a_mark_that_is_found_again_is_not_called_taken_off(shop: "Restricting") -> None:
    """A database that only says that it has done it: nothing was changed, and somebody looks."""
    request = shop.restricted()
    shop.lifted(request)
    shop.open_source = lambda _kind, way, mapping: _Writing(way, mapping)
    for _ in range(5):
        shop.carry()
    part = shop.part(request)
    assert (part.state, part.fault) == (PartState.FAILED, "source.marks_changed")
    assert shop.place.marks() == MARKED
    shop.do(give_up_part, request, "crm")
    assert shop.part(request).state is PartState.GIVEN_UP
    assert shop.house.row(request).state is State.DONE
    assert shop.sealed() == 0


class _Writing(SqlSource):
    """A source whose marks a program of theirs writes back as soon as they are committed."""

    def __init__(self, way: str, mapping: SourceMap) -> None:
        """Open it."""

        def hear(step: Step) -> None:
            if step is Step.COMMITTED:
                with closing(sqlite3.connect(way.removeprefix("sqlite:///"))) as data, data:
                    data.execute("update customer set frozen = 1 where id = 'p'")

        super().__init__(way, mapping, on_step=hear)


def test_a_second_restriction_wins(every: "Restricting") -> None:
    """The mark stays while another one is in force; the last that is lifted takes it off."""
    first, second = every.restricted(), every.restricted()
    every.lifted(first)
    assert every.carry() == 0
    assert (every.part(first).lifting, every.place.marks()) == (False, MARKED)
    every.lifted(second)
    every.carry()
    assert every.place.marks() == FREE
    assert every.sealed() == 0


def test_what_an_earlier_one_marked_goes_with_the_last(shop: "Restricting") -> None:
    """Also in a source of which the last one knows nothing, for it was not there then."""
    first = shop.restricted()
    shop.do(remove_source, "crm")
    second = shop.restricted()
    shop.connect()
    shop.lifted(first)
    shop.carry()
    assert shop.place.marks() == MARKED
    shop.lifted(second)
    shop.carry()
    assert (shop.part(first).lifting, shop.place.marks()) == (True, FREE)
    assert shop.sealed() == 0


def test_one_that_begins_before_the_source_was_asked_wins(every: "Restricting") -> None:
    """The mark is never taken off, and what was to take it off puts it again."""
    first = every.restricted()
    every.lifted(first)
    second = every.begun()
    while every.carry():
        assert every.place.marks() == MARKED
    part = every.part(first)
    assert (part.lifting, part.state) == (False, PartState.DONE)
    assert every.part(second).state is PartState.DONE
    every.lifted(second)
    every.carry()
    assert every.place.marks() == FREE


def test_one_that_begins_while_the_source_is_asked_wins(shop: "Restricting") -> None:
    """It was restricted in between: the mark is put again at once."""
    first = shop.restricted()
    shop.lifted(first)
    second: list[UUID] = []

    def hear(step: Step) -> None:
        if step is Step.COMMITTED and not second:
            second.append(shop.begun())

    with shop.house.storage.reading(shop.house.service) as view:
        way = view.sources.way_in("crm").way
    assert way == shop.place.way
    shop.open_source = lambda _kind, way, mapping: SqlSource(way, mapping, on_step=hear)
    while shop.carry():
        pass
    assert second
    assert shop.place.marks() == MARKED
    shop.lifted(second[0])
    while shop.carry():
        pass
    assert shop.place.marks() == FREE


def test_what_they_objected_to_stays_marked(shop: "Restricting") -> None:
    """The mark was of the objection, too, and nobody lifted that."""
    objection = shop.begun(RequestKind.OBJECTION)
    request = shop.restricted()
    assert shop.part(objection).state is PartState.DONE
    shop.lifted(request)
    assert shop.carry() == 0
    assert shop.place.marks() == MARKED
    assert not shop.part(request).lifting


def test_it_is_not_lifted_while_a_source_has_still_to_mark(shop: "Restricting") -> None:
    """It would put the marks afterwards; once somebody gave it up, it is asked all the same."""
    shop.place.away()
    request = shop.restricted()
    shop.told(request)
    with pytest.raises(NotMarkedYet):
        shop.do(lift_restriction, request)
    shop.do(give_up_part, request, "crm")
    shop.do(lift_restriction, request)
    shop.place.back()
    shop.carry()
    assert shop.part(request).state is PartState.DONE
    assert shop.place.marks() == FREE


def test_marking_and_lifting_never_go_in_one_pass(shop: "Restricting") -> None:
    """Of two people in one source, one is marked and one is free."""
    shop.house.meet("q")
    request = shop.restricted()
    shop.lifted(request)
    other = shop.house.ask(RequestKind.RESTRICTION, proven=True, person="q").request
    shop.do(begin, other)
    assert shop.carry() == 2
    assert shop.place.marks() == {"p": False, "q": True}


def test_of_who_is_erased_meanwhile_nothing_is_left_to_do(shop: "Restricting") -> None:
    """The part comes to its end, and by what they were known is forgotten."""
    request = shop.restricted()
    shop.lifted(request)
    erasure = shop.begun(RequestKind.ERASURE)
    carry_out_erasure(shop.house.storage, shop.house.service, erasure, person="p", actor=OPERATOR)
    while shop.carry():
        pass
    assert shop.house.row(erasure).state is State.DONE
    assert shop.part(request).state is PartState.DONE
    assert shop.place.marks() == {"q": False}
    assert shop.sealed() == 0


def test_what_a_killed_worker_had_taken_is_taken_up(shop: "Restricting", place: Path) -> None:
    """It was killed once its source had committed; nobody heard of it, and it is done again."""
    request = shop.restricted()
    shop.lifted(request)
    order = {
        "address": asdict(shop.house.storage.address),
        "secrets": str(place / "secrets"),
        "service": shop.house.service,
        "when": "after",
    }
    killed = subprocess.run(
        [sys.executable, PROGRAM], input=json.dumps(order) + "\n", text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert shop.part(request).state is PartState.RUNNING
    shop.carry()
    part = shop.part(request)
    assert (part.state, part.read_back) == (PartState.DONE, 1)
    assert shop.place.marks() == FREE
    assert shop.sealed() == 0
