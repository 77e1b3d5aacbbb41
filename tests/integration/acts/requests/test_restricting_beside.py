"""Restrictions that are begun and lifted beside one another, and under several ids of a person."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Protocol
from uuid import UUID

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.persons.groups import merge_persons, split_persons
from amana.acts.requests.carry_out import begin
from amana.acts.requests.receive import Received
from amana.acts.requests.restricting import announce_lifting, lift_restriction
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import State as Chosen
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.vocabulary.requests import RequestKind
from amana.storage import Storage
from amana.storage.replay import replay
from amana.storage.request_doors import RequestDoors, RestrictionRow

_RULE = 16
_MEANWHILE_S = 1.0
"""For how long the one waits for the other, which may have to wait for the one."""
_ORDERS = Question(doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({"orders"}))


class House(Protocol):
    """The service of the fixture, and what its program does."""

    storage: Storage
    service: str

    def meet(self, *people: str) -> None:
        """Let these people accept the policy."""

    def ask(self, kind: RequestKind, *, proven: bool = False, **more: str) -> Received:
        """Receive a request of the person ``p``."""


def _do(house: House, what: Callable[[Act, UUID], object], request: UUID) -> None:
    with house.storage.work(house.service) as work:
        what(Act(actor=OPERATOR, work=work), request)


def _asked(house: House) -> UUID:
    request: UUID = house.ask(RequestKind.RESTRICTION, proven=True).request
    return request


def _restricted(house: House, person: str = "p") -> bool:
    with house.storage.reading(house.service) as view:
        answer = answered(view, Asked(question=_ORDERS, person=person)).answer
    return any(refusal.rule == _RULE for refusal in answer.refusals)


def _told(house: House, thief: psycopg.Connection, *requests: UUID) -> None:
    for request in requests:
        _do(house, announce_lifting, request)
    thief.execute("update restriction set announced_at = announced_at - interval '8 days'")


def _between(
    monkeypatch: pytest.MonkeyPatch, pool: ThreadPoolExecutor, what: Callable[[], None]
) -> list[Future[None]]:
    """Let ``what`` happen once whoever lifts read which others are in force; return its future."""
    read, begun = RequestDoors.restrictions_of, list[Future[None]]()

    def slow(doors: RequestDoors, members: tuple[bytes, ...]) -> tuple[RestrictionRow, ...]:
        found = read(doors, members)
        if not begun:
            begun.append(pool.submit(what))
            wait(begun, timeout=_MEANWHILE_S)
        return found

    monkeypatch.setattr(RequestDoors, "restrictions_of", slow)
    return begun


@pytest.mark.promise("A22")
def test_a_restriction_that_begins_while_another_is_lifted_holds(
    house: House, thief: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its word is the last one."""
    first = _asked(house)
    _do(house, begin, first)
    second = _asked(house)
    _told(house, thief, first)
    with ThreadPoolExecutor() as pool:
        begun = _between(monkeypatch, pool, lambda: _do(house, begin, second))
        _do(house, lift_restriction, first)
        begun[0].result(timeout=30)
    assert _restricted(house)


@pytest.mark.promise("A22")
def test_two_that_are_lifted_at_once_leave_nobody_restricted(
    house: House, thief: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later one knows that none is in force any more."""
    first = _asked(house)
    _do(house, begin, first)
    second = _asked(house)
    _do(house, begin, second)
    _told(house, thief, first, second)
    with ThreadPoolExecutor() as pool:
        begun = _between(monkeypatch, pool, lambda: _do(house, lift_restriction, second))
        _do(house, lift_restriction, first)
        begun[0].result(timeout=30)
    assert not _restricted(house)


@pytest.mark.promise("A22")
def test_lifted_again_it_ends_what_was_left(house: House, thief: psycopg.Connection) -> None:
    """A word that nothing stands behind any more goes with the next lifting."""
    request = _asked(house)
    _do(house, begin, request)
    _told(house, thief, request)
    thief.execute("update restriction set lifted_at = now(), lifted = announced")
    assert _restricted(house)
    _do(house, lift_restriction, request)
    assert not _restricted(house)


def _join(house: House) -> None:
    house.meet("p", "q", "other")
    with house.storage.work(house.service) as work:
        merge_persons(Act(actor=OPERATOR, work=work), person="p", other="q")


@pytest.mark.promise("A22")
def test_each_id_of_a_person_is_restricted_and_released(
    house: House, thief: psycopg.Connection
) -> None:
    """Two restrictions, asked for under two ids; the lift of the last frees both."""
    _join(house)
    first = _asked(house)
    _do(house, begin, first)
    second: UUID = house.ask(RequestKind.RESTRICTION, proven=True, person="q").request
    _do(house, begin, second)
    assert _words(house) == {"p": Chosen.OBJECTED, "q": Chosen.OBJECTED}
    assert replay(house.storage, house.service).replayed == 0
    _told(house, thief, first, second)
    _do(house, lift_restriction, first)
    assert _words(house) == {"p": Chosen.OBJECTED, "q": Chosen.OBJECTED}
    _do(house, lift_restriction, second)
    assert _words(house) == {"p": Chosen.OPTED_IN, "q": Chosen.OPTED_IN}
    assert replay(house.storage, house.service).replayed == 0


@pytest.mark.promise("A22")
def test_who_was_split_off_is_released_with_the_request(
    house: House, thief: psycopg.Connection
) -> None:
    """Nobody else could: the request is not theirs."""
    _join(house)
    request = _asked(house)
    _do(house, begin, request)
    with house.storage.work(house.service) as work:
        split_persons(Act(actor=OPERATOR, work=work), person="p", other="q")
    assert _restricted(house, "q")
    _told(house, thief, request)
    _do(house, lift_restriction, request)
    assert not _restricted(house)
    assert not _restricted(house, "q")
    assert replay(house.storage, house.service).replayed == 0


def _words(house: House) -> dict[str, Chosen]:
    with house.storage.reading(house.service) as view:
        keys = {view.sealer.person_key(person): person for person in ("p", "q")}
        found = view.choices.last(tuple(keys), [RESTRICTED])
    return {keys[word.person]: word.state for word in found}
