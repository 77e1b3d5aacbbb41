"""Requests are received, proven, refused, extended, taken back, and watched."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.events import EventsDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.erase import erase
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.requests.errors import (
    CannotExtend,
    FeeNotAllowed,
    NotAGuardian,
    RequestOfNobody,
    TooLateToExtend,
    UnusableAbout,
)
from amana.acts.requests.extend import extend_request
from amana.acts.requests.fee import quote_fee, settle_fee
from amana.acts.requests.list_requests import own_requests
from amana.acts.requests.prove import prove_request
from amana.acts.requests.receive import Asking
from amana.acts.requests.watching import watch_requests
from amana.acts.requests.withdraw import withdraw_request
from amana.domain.evidence.proof import State as Standing
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.states import State, WrongStep
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import (
    ExtensionReason,
    RefusalReason,
    RequestDoor,
    RequestKind,
)
from amana.storage.errors import NotFound
from amana.storage.persons import TieKind
from amana.storage.requests import Wanted

COPY, ERASURE, COMPLAINT = RequestKind.COPY, RequestKind.ERASURE, RequestKind.COMPLAINT
COMPLEX = ExtensionReason.COMPLEX


def _do(house: Any, act: Callable[..., Any], *given: Any, **more: Any) -> Any:  # noqa: ANN401 - any act
    with house.storage.work(house.service) as work:
        return act(Act(actor=OPERATOR, work=work), *given, **more)


def test_a_request_has_its_term_and_its_entry(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Thirty days in Qatar, told as uncertain, with what was asked sealed beside it."""
    received = house.ask(COPY, about="my orders of last year")
    row = house.row(received.request)
    assert (row.state, row.law, row.certain) == (State.RECEIVED, "qatar", False)
    assert timedelta(days=30) < row.safe_until - row.received_at <= timedelta(days=31)
    assert row.safe_until == row.latest_until
    assert row.promises == ("A21",)
    assert ("receive-request", "done") in house.acts()
    with house.storage.reading(house.service) as view:
        (own,) = own_requests(view, person="p")
    assert own.about == "my orders of last year"
    assert own.authorities[0].en == "the National Cyber Security Agency of Qatar"


def test_who_is_not_known_gets_the_same_answer(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """A request is noted that is nobody's; nothing about it tells so."""
    known, stranger = house.ask(COPY, proven=True), house.ask(COPY, proven=True, person="nobody")
    assert (known.state, known.again) == (stranger.state, stranger.again)
    assert abs(known.safe_until - stranger.safe_until) <= timedelta(days=1)
    assert house.row(stranger.request).person_key is None
    # What only a program sees: nothing of a stranger is kept by which to find the first again.
    assert not house.ask(COPY, proven=True, person="nobody").again
    with pytest.raises(RequestOfNobody):
        _do(house, prove_request, stranger.request, means=IdentityMeans.DOCUMENT)


def test_the_same_asked_twice_is_one_request(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """While it is open; other words are another request."""
    first, again = house.ask(COPY), house.ask(COPY)
    assert (again.request, again.again) == (first.request, True)
    assert house.ask(COPY, about="the rest").request != first.request
    house.door.refuse(house.service, first.request, RefusalReason.UNFOUNDED)
    assert not house.ask(COPY).again


def test_asking_again_proves_who_asked(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Whoever could not prove it the first time asks again, and the same request goes on."""
    first = house.ask(COPY)
    again = house.ask(COPY, proven=True)
    assert (again.request, again.again) == (first.request, True)
    row = house.row(first.request)
    assert (again.state, row.state, row.proven_by) == (State.PROVEN, State.PROVEN, "signed_in")
    assert ("prove-request", "done") in house.acts()
    assert house.ask(COPY).state is State.PROVEN
    assert [act for act, _ in house.acts()].count("prove-request") == 1


@pytest.mark.promise("A26")
def test_what_was_refused_stays_refused_and_names_the_authority(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """No step leads on, and the answer says where to complain."""
    request = house.ask(ERASURE).request
    house.door.refuse(house.service, request, RefusalReason.LEGAL_HOLD)
    shown = house.door.one(house.service, request)
    assert (shown.row.state, shown.row.reason) == (State.REFUSED, "legal_hold")
    assert shown.authorities
    with pytest.raises(WrongStep):
        _do(house, prove_request, request, means=IdentityMeans.DOCUMENT)
    with pytest.raises(WrongStep):
        house.door.refuse(house.service, request, RefusalReason.UNFOUNDED)
    assert ("refuse-request", "done") in house.acts()
    assert house.acts()[-1] == ("show-request", "done")


def test_a_term_is_extended_once_where_the_law_says_so(founded: Callable[[str], Any]) -> None:
    """Under the European regulation by two months; a second time not."""
    house = founded("gdpr")
    request = house.ask(COPY).request
    before = house.row(request)
    term = house.door.extend(house.service, request, COMPLEX)
    after = house.row(request)
    assert after.safe_until == term.safe_until > before.safe_until + timedelta(days=55)
    assert after.extended_at is not None
    with pytest.raises(CannotExtend):
        house.door.extend(house.service, request, COMPLEX)


def test_no_term_is_extended_that_no_law_lets(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """For Qatar no source says so."""
    with pytest.raises(CannotExtend):
        house.door.extend(house.service, house.ask(COPY).request, COMPLEX)


def test_a_stricter_promise_stands_against_the_law(founded: Callable[[str], Any]) -> None:
    """What was promised within five days is due then, and no law lengthens it."""
    house = founded("gdpr")
    row = house.row(house.ask(COMPLAINT).request)
    assert row.safe_until == row.received_at + timedelta(days=5)
    assert row.article == "promise A26"
    with pytest.raises(CannotExtend):
        house.door.extend(house.service, row.id, COMPLEX)


def test_an_extension_comes_in_time(
    founded: Callable[[str], Any], expire: Callable[[UUID], None]
) -> None:
    """Once the first term is over it is too late to tell."""
    house = founded("gdpr")
    request = house.ask(COPY).request
    expire(request)
    with pytest.raises(TooLateToExtend):
        _do(house, extend_request, request, reason=COMPLEX)


@pytest.mark.promise("M19")
def test_a_fee_is_named_before_the_work_and_only_where_the_law_lets_it(
    founded: Callable[[str], Any],
) -> None:
    """In Qatar it may be; until it is settled nothing begins."""
    house = founded("qatar")
    request = house.ask(COPY, proven=True).request
    assert _do(house, quote_fee, request, amount=500, currency="QAR") is State.FEE_QUOTED
    assert house.row(request).fee == 500
    with pytest.raises(FeeNotAllowed):
        _do(house, quote_fee, request, amount=0, currency="QAR")
    assert _do(house, settle_fee, request) is State.PROVEN


@pytest.mark.promise("M19")
def test_no_fee_is_taken_where_the_law_forbids_one(founded: Callable[[str], Any]) -> None:
    """In Saudi Arabia never, in Europe only for what is excessive."""
    house = founded("saudi")
    with pytest.raises(FeeNotAllowed):
        _do(
            house,
            quote_fee,
            house.ask(COPY, proven=True).request,
            amount=500,
            currency="SAR",
            excessive=True,
        )


def test_a_guardian_asks_for_whom_they_guard(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """And for nobody else; a stranger's child and nobody are answered alike."""
    house.meet("child", "mother", "other")
    PersonsDoor(house.storage).tie(
        house.service, person="mother", other="child", kind=TieKind.GUARDIAN
    )
    received = house.ask(COPY, person="child", guardian="mother")
    assert house.row(received.request).by_guardian
    for child in ("other", "nobody"):
        with pytest.raises(NotAGuardian):
            house.ask(COPY, person=child, guardian="mother")


def test_one_takes_back_ones_own_alone(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Somebody else's is not there."""
    house.meet("other")
    request = house.ask(COPY).request
    with pytest.raises(NotFound):
        _do(house, withdraw_request, request, person="other")
    assert _do(house, withdraw_request, request, person="p") is State.WITHDRAWN
    with pytest.raises(NotFound):
        _do(house, withdraw_request, uuid4(), person="p")


def test_what_is_said_is_bounded(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Four thousand characters, and something to read."""
    for about in ("x" * 4_001, "\u200b"):
        with pytest.raises(UnusableAbout):
            house.ask(COPY, about=about)


def test_the_list_goes_by_deadline_with_pages(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """What is promised within five days comes first; a page ends where the next begins."""
    late, soon = house.ask(COPY).request, house.ask(COMPLAINT).request
    page = house.door.listed(house.service, after=None, limit=1, wanted=Wanted())
    assert [each.id for each in page.requests] == [soon]
    rest = house.door.listed(house.service, after=page.after, limit=1, wanted=Wanted())
    assert ([each.id for each in rest.requests], rest.after) == ([late], None)
    only = house.door.listed(house.service, after=None, limit=9, wanted=Wanted(kind=COPY))
    assert [each.id for each in only.requests] == [late]
    assert page.counts == {State.RECEIVED: 2}


def test_late_is_said_once_and_the_proof_tells(
    house: Any,  # noqa: ANN401 - the fixture's
    expire: Callable[[UUID], None],
) -> None:
    """Unproven without a request, due while one runs, kept in time, broken when late."""
    assert house.standing("A21") is Standing.UNPROVEN
    first = house.ask(COPY).request
    assert house.standing("A21") is Standing.DUE
    house.door.refuse(house.service, first, RefusalReason.EXCESSIVE)
    assert house.standing("A21") is Standing.KEPT
    second = house.ask(COPY).request
    expire(second)
    watch_requests(house.storage, house.service)
    watch_requests(house.storage, house.service)
    assert house.row(second).late_at is not None
    assert [act for act in house.acts() if act[0] == "late-request"] == [("late-request", "failed")]
    assert house.standing("A21") is Standing.BROKEN
    assert house.standing("A23") is Standing.UNPROVEN


def test_a_request_that_fails_stops_the_watch_of_no_other(
    house: Any,  # noqa: ANN401 - the fixture's
    expire: Callable[[UUID], None],
    thief: psycopg.Connection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What was said in the first cannot be opened; the second is noted as late."""
    broken, sound = house.ask(ERASURE, person="nobody").request, house.ask(COPY).request
    for request in (broken, sound):
        expire(request)
    thief.execute(
        "insert into request_person (service, request, person_key, sealed)"
        " values (%s, %s, %s, '\\x00')",
        [house.service, broken, house.row(sound).person_key],
    )
    watch_requests(house.storage, house.service)
    assert house.row(broken).late_at is None
    assert house.row(sound).late_at is not None
    assert f"requests of {house.service}: " in caplog.text


def test_the_application_is_told_of_every_state(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """The event names the request and its state, and nothing of what was said."""
    request = house.ask(COPY, about="my orders").request
    _do(house, prove_request, request, means=IdentityMeans.DOCUMENT)
    events = EventsDoor(house.storage).events(house.service, after=None, limit=10).events
    told = [each for each in events if each.kind == "request.state"]
    assert [each.data["state"] for each in told] == ["received", "proven"]
    assert {each.data["request"] for each in told} == {str(request)}
    assert "my orders" not in repr(told)


def test_an_address_finds_its_one_person_and_no_other(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """By an address that two share neither is found; the answer is the same."""
    persons = PersonsDoor(house.storage)
    house.meet("q")
    for person, value in (
        ("p", "p@mail.example"),
        ("p", "both@mail.example"),
        ("q", "both@mail.example"),
    ):
        persons.identify(
            house.service,
            Identifying(
                person=person,
                identifiers=(GivenIdentifier(kind=IdentifierKind.EMAIL, value=value),),
                occasion="registration",
                purposes=frozenset({"orders"}),
            ),
        )
    found = {}
    for value in ("p@mail.example", "both@mail.example", "none@mail.example"):
        asking = Asking(kind=COPY, door=RequestDoor.EMAIL, address=(IdentifierKind.EMAIL, value))
        received = house.door.receive(house.service, asking)
        assert received.state is State.RECEIVED
        found[value] = house.row(received.request).linked
    assert list(found.values()) == [True, False, False]


def test_who_was_erased_and_their_guardian_are_answered_like_strangers(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """The tombstone is not told of."""
    house.meet("gone", "mother")
    erase(house.storage, house.service, person="gone", actor=OPERATOR)
    assert not house.row(house.ask(COPY, person="gone").request).linked
    with pytest.raises(NotAGuardian):
        house.ask(COPY, person="mother", guardian="gone")
