"""Data that is restricted is kept and serves nothing else, until the person was told of the end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol
from uuid import UUID

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.requests.carry_out import begin, finish_by_hand
from amana.acts.requests.errors import NotRestricted, NotToldYet
from amana.acts.requests.receive import Received
from amana.acts.requests.restricting import announce_lifting, lift_restriction
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import State as Chosen
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import RequestKind
from amana.storage import Storage
from amana.storage.replay import replay
from amana.storage.requests import RequestRow

_RULE = 16


class House(Protocol):
    """The service of the fixture, and what its program does."""

    storage: Storage
    service: str

    def ask(self, kind: RequestKind, *, proven: bool = False, **more: str) -> Received:
        """Receive a request of the person ``p``."""

    def row(self, request: UUID) -> RequestRow:
        """Read a request."""

    def acts(self, person: str = "p") -> list[tuple[str, str]]:
        """Return what was done about a person."""


def _restrict(house: House) -> UUID:
    request: UUID = house.ask(RequestKind.RESTRICTION, proven=True).request
    with house.storage.work(house.service) as work:
        begin(Act(actor=OPERATOR, work=work), request)
    return request


def _do(house: House, what: Callable[[Act, UUID], object], request: UUID) -> None:
    with house.storage.work(house.service) as work:
        what(Act(actor=OPERATOR, work=work), request)


def _restricted(house: House, doing: Doing = Doing.USE, person: str = "p") -> bool:
    question = Question(doing=doing, data=frozenset({"email"}), purposes=frozenset({"orders"}))
    with house.storage.reading(house.service) as view:
        answer = answered(view, Asked(question=question, person=person)).answer
    return any(refusal.rule == _RULE for refusal in answer.refusals)


def _told_long_ago(thief: psycopg.Connection) -> None:
    thief.execute("update restriction set announced_at = announced_at - interval '8 days'")


@pytest.mark.promise("A22")
def test_a_restriction_stops_every_use_at_once_and_ends_its_request(house: House) -> None:
    """It is kept; nobody else is restricted; both acts stand on the ledger."""
    assert not _restricted(house)
    request = _restrict(house)
    assert house.row(request).state is State.DONE
    assert all(_restricted(house, doing) for doing in Doing if doing is not Doing.KEEP)
    assert not _restricted(house, Doing.KEEP)
    assert not _restricted(house, person="another")
    assert ("restrict-person", "done") in house.acts()


@pytest.mark.promise("A22")
def test_it_is_lifted_only_after_the_person_was_told(
    house: House, thief: psycopg.Connection
) -> None:
    """Not before it was announced, nor at once where no letter could be sent; once only."""
    request = _restrict(house)
    with pytest.raises(NotToldYet):
        _do(house, lift_restriction, request)
    _do(house, announce_lifting, request)
    with pytest.raises(NotToldYet):
        _do(house, lift_restriction, request)
    assert _restricted(house)
    _told_long_ago(thief)
    _do(house, lift_restriction, request)
    _do(house, lift_restriction, request)
    assert not _restricted(house)
    assert [name for name, _ in house.acts()].count("lift-restriction") == 1
    with pytest.raises(NotRestricted):
        _do(house, announce_lifting, request)


@pytest.mark.promise("A22")
def test_data_stays_restricted_while_another_restriction_is_in_force(
    house: House, thief: psycopg.Connection
) -> None:
    """The first that is lifted ends nothing."""
    first, second = _restrict(house), _restrict(house)
    assert first != second
    for request in (first, second):
        _do(house, announce_lifting, request)
    _told_long_ago(thief)
    _do(house, lift_restriction, first)
    assert _restricted(house)
    _do(house, lift_restriction, second)
    assert not _restricted(house)


@pytest.mark.promise("A22")
def test_one_that_is_ended_by_hand_restricts_as_well(house: House) -> None:
    """What the desk says was done elsewhere holds in our own records."""
    request = house.ask(RequestKind.RESTRICTION, proven=True).request
    _do(house, finish_by_hand, request)
    assert _restricted(house)


def _as_in_a_backup(house: House, state: Chosen) -> None:
    """Let the rows say what they said before, and the journal what was done since."""
    with house.storage.work(house.service) as work:
        entry = replace(
            work.noted(Entry(act="a-test", body={})), person_key=work.sealer.person_key("p")
        )
        work.choices.record([(RESTRICTED, None)], state=state, version=1, noted=entry)
        work.over()


@pytest.mark.promise("A22")
def test_a_restored_backup_is_restricted_again(house: House) -> None:
    """The journal says so, whatever the rows of the backup say; a second replay changes nothing."""
    _restrict(house)
    _as_in_a_backup(house, Chosen.OPTED_IN)
    assert not _restricted(house)
    assert replay(house.storage, house.service).replayed == 1
    assert _restricted(house)
    assert replay(house.storage, house.service).replayed == 0


@pytest.mark.promise("A22")
def test_a_lifted_restriction_is_lifted_in_a_restored_backup(
    house: House, thief: psycopg.Connection
) -> None:
    """The last line of the journal counts."""
    request = _restrict(house)
    _do(house, announce_lifting, request)
    _told_long_ago(thief)
    _do(house, lift_restriction, request)
    _as_in_a_backup(house, Chosen.OBJECTED)
    assert _restricted(house)
    assert replay(house.storage, house.service).replayed == 1
    assert not _restricted(house)


@pytest.mark.promise("A22")
def test_whoever_restricts_may_still_refuse(house: House) -> None:
    """Their words about purposes are taken, and lift nothing of it."""
    _restrict(house)
    said = Choosing(person="p", word=Word.OBJECT, purposes=frozenset({"orders"}))
    with house.storage.work(house.service) as work:
        choose(Act(actor=OPERATOR, work=work), said)
    assert _restricted(house)
