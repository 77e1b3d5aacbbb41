"""Carrying requests out: nothing is done that is not, and what was killed is taken up."""

from collections.abc import Callable
from typing import Any

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.erase import erase
from amana.acts.me.copy import make_copy
from amana.acts.requests.carry_out import begin, carry_out_erasure, finish_by_hand
from amana.acts.requests.errors import FetchedByThemselves, RequestOfNobody
from amana.acts.requests.watching import watch_requests
from amana.domain.evidence.proof import State as Standing
from amana.domain.person.level import Level
from amana.domain.request.states import State, WrongStep
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.errors import PersonErased

COPY, ERASURE = RequestKind.COPY, RequestKind.ERASURE


def _do(house: Any, act: Callable[..., Any], *given: Any, **more: Any) -> Any:  # noqa: ANN401 - any act
    with house.storage.work(house.service) as work:
        return act(Act(actor=OPERATOR, work=work), *given, **more)


@pytest.mark.promise("A23")
def test_an_erasure_runs_and_the_request_stays_as_proof(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Whose it was and what they said goes; that it was answered in time stays."""
    request = house.ask(ERASURE, proven=True, about="everything please").request
    person = _do(house, begin, request)
    assert house.row(request).state is State.RUNNING
    carry_out_erasure(house.storage, house.service, request, person=person, actor=OPERATOR)
    row = house.row(request)
    assert (row.state, row.person_key, row.sealed) == (State.DONE, None, None)
    assert row.ended is not None
    with pytest.raises(PersonErased):
        house.acts()
    assert house.standing("A23") is Standing.KEPT


@pytest.mark.parametrize("erased", [True, False])
def test_an_erasure_that_was_killed_is_taken_up(house: Any, erased: bool) -> None:  # noqa: ANN401, FBT001 - the fixture's; a column
    """Before the erasure, and after it but before the request's own end."""
    request = house.ask(ERASURE, proven=True).request
    person = _do(house, begin, request)
    if erased:
        erase(house.storage, house.service, person=person, actor=OPERATOR)
    watch_requests(house.storage, house.service)
    watch_requests(house.storage, house.service)
    assert house.row(request).state is State.DONE


def test_who_erases_their_account_leaves_no_request_open(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """An erasure that was asked for is done by it; a copy has nothing to be about any more."""
    asked, copy = house.ask(ERASURE, proven=True).request, house.ask(COPY).request
    erase(house.storage, house.service, person="p", actor=OPERATOR)
    watch_requests(house.storage, house.service)
    assert house.row(asked).state is State.DONE
    row = house.row(copy)
    assert (row.state, row.reason) == (State.REFUSED, "nothing_held")


@pytest.mark.promise("W12", "M18")
def test_a_copy_is_fetched_by_whom_it_is_about(
    house: Any,  # noqa: ANN401 - the fixture's
    prove: Callable[[str], None],
) -> None:
    """Staff cannot carry it out; the person's own copy ends the request with its entry."""
    request = house.ask(COPY, proven=True).request
    with pytest.raises(FetchedByThemselves):
        _do(house, begin, request)
    prove("p")
    copy = _do(house, make_copy, person="p", session=Level.EMAIL)
    assert copy["complete"]
    assert house.row(request).state is State.DONE
    # In one transaction, and so in no order among themselves.
    assert set(house.acts()[-3:]) == {
        ("carry-out-request", "done"),
        ("end-request", "done"),
        ("copy", "done"),
    }
    assert house.standing("A21") is Standing.KEPT


@pytest.mark.promise("W12")
def test_a_copy_ends_no_request_of_who_is_not_proven(
    house: Any,  # noqa: ANN401 - the fixture's
    prove: Callable[[str], None],
) -> None:
    """Only what was proven is carried out."""
    request = house.ask(COPY).request
    prove("p")
    _do(house, make_copy, person="p", session=Level.EMAIL)
    assert house.row(request).state is State.RECEIVED


def test_what_needs_other_databases_waits_and_says_so(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """It is not done before somebody says that it was."""
    request = house.ask(RequestKind.CORRECTION, proven=True).request
    assert _do(house, begin, request) is None
    assert house.row(request).state is State.WAITING_FOR_SOURCES
    assert _do(house, finish_by_hand, request) is State.DONE


def test_nobodys_word_is_taken_for_an_erasure_or_a_copy(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """These are carried out here, or not at all."""
    asked = house.ask(ERASURE, proven=True).request
    with pytest.raises(WrongStep):
        _do(house, finish_by_hand, asked)
    with pytest.raises(FetchedByThemselves):
        _do(house, finish_by_hand, house.ask(COPY, proven=True).request)


def test_where_to_complain_is_answered_at_once(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """The law's authority is known here."""
    request = house.ask(RequestKind.COMPLAINT, proven=True).request
    _do(house, begin, request)
    assert house.row(request).state is State.DONE
    assert house.door.one(house.service, request).authorities


def test_a_request_of_nobody_ends_as_nothing_held(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Nothing is carried out, and nothing is called done."""
    request = house.ask(ERASURE, proven=True, person="nobody").request
    with pytest.raises(RequestOfNobody):
        _do(house, finish_by_hand, request)
    assert _do(house, begin, request) is None
    row = house.row(request)
    assert (row.state, row.reason) == (State.REFUSED, "nothing_held")


def test_nothing_begins_before_proof(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Who asks has to be who they say."""
    with pytest.raises(WrongStep):
        _do(house, begin, house.ask(ERASURE).request)
