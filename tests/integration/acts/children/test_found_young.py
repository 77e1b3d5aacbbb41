"""Who is found to be too young is erased, with a record that names nobody."""

from collections.abc import Callable

import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.children.erase_child import _begin, erase_child
from amana.acts.children.errors import Guarded, NoAgePromised
from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.acts.persons.ties import tie_persons
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.evidence.question import Flow, FlowBroken
from amana.domain.ledger.entry import Outcome
from amana.domain.person.found_young import FoundYoung
from amana.storage import Storage
from amana.storage.errors import PersonErased
from amana.storage.persons import TieKind

_COLLECT = "P1: {collect: [email], from: person, at: [registration], for: [orders]}"
_CHILDREN = "A32: {children: 16}"
_HOW = FoundYoung.REPORT


@pytest.fixture
def door(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> ApplicationDoor:
    """Publish the promise, and have one customer."""
    publish(write(_COLLECT, _CHILDREN))
    made = ApplicationDoor(storage)
    made.accept(service, person="c-1", version=1, how=Acceptance.EXPLICIT, language="ar")
    return made


def _broken(storage: Storage, service: str) -> int:
    question = FlowBroken(flow=Flow.CHILD)
    with storage.reading(service) as view:
        (found,) = view.evidence.answer({"A32": (question,)})["A32"]
    assert found.answered
    return found.count


@pytest.mark.promise("A32")
def test_who_is_found_too_young_is_erased_with_a_record(
    storage: Storage, service: str, door: ApplicationDoor
) -> None:
    """The certificate is the usual one; the record stands under the promise, begun and done."""
    certificate = door.erase(service, person="c-1", too_young=_HOW)
    assert door.erase(service, person="c-1", too_young=_HOW).erasure == certificate.erasure
    with pytest.raises(PersonErased):
        door.history(service, person="c-1")
    with storage.reading(service) as view:
        entries = view.evidence.latest_of(["A32"])["A32"]
    assert [(each.act, each.outcome) for each in entries[:2]] == [
        ("erase-child", Outcome.DONE),
        ("erase-child", Outcome.INTENDED),
    ]
    assert _broken(storage, service) == 0


def test_killed_after_it_was_noted_it_goes_on(
    storage: Storage, service: str, door: ApplicationDoor
) -> None:
    """Until then nothing more is collected of them, and the promise shows as broken."""
    with storage.work(service) as work:
        _begin(Act(actor=OPERATOR, work=work), "c-1", _HOW)
    assert _broken(storage, service) == 1
    question = Question(
        doing=Doing.COLLECT,
        data=frozenset({"email"}),
        purposes=frozenset({"orders"}),
        occasion="registration",
        origin="person",
    )
    refused = door.decide(service, Asked(question=question, person="c-1")).answer.refusals
    assert 6 in {each.rule for each in refused}
    erase_child(storage, service, person="c-1", how=_HOW, actor=OPERATOR)
    assert _broken(storage, service) == 0


def test_who_has_a_guardian_whose_consent_counts_stays(
    storage: Storage,
    service: str,
    door: ApplicationDoor,
    write: Callable[..., str],
    publish: Callable[[str], int],
) -> None:
    """Nothing is noted, and nothing erased."""
    publish(write(_COLLECT, "A32: {children: 16, guardian: true}"))
    with storage.work(service) as work:
        act = Act(actor=OPERATOR, work=work)
        tie_persons(act, person="parent", other="c-1", kind=TieKind.GUARDIAN)
    with pytest.raises(Guarded):
        door.erase(service, person="c-1", too_young=_HOW)
    assert door.history(service, person="c-1").acts
    assert _broken(storage, service) == 0


def test_without_such_a_promise_nobody_is_erased_for_it(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """The reason has to be one that the policy gives."""
    publish(write(_COLLECT))
    with pytest.raises(NoAgePromised):
        erase_child(storage, service, person="c-1", how=_HOW, actor=OPERATOR)
