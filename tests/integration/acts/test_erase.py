"""Erasing a person: at once for every reader, proved, and taken up wherever it was killed."""

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import Actor, Role
from amana.acts.certificate import Certificate, certificate_json
from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.acts.erase import erase, finish_erasures
from amana.acts.person_id import UnusablePerson
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.storage import Storage
from amana.storage.erasures import Erasures, Journal
from amana.storage.errors import PersonErased
from amana.storage.keys import PersonKeys
from amana.storage.ledger import Sequencer

ACTOR = Actor(role=Role.OPERATOR, label="operator")
QUESTION = Question(doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({"orders"}))
PERSON = "person-1"


@pytest.fixture
def door(
    storage: Storage, write: Callable[..., str], publish: Callable[[str], int]
) -> ApplicationDoor:
    """Open the door of an application whose service has a policy in force."""
    publish(write("W5: {collect: [email], from: person, at: [order], for: [orders]}"))
    return ApplicationDoor(storage)


def _live(door: ApplicationDoor, service: str, person: str = PERSON) -> None:
    """Let the person accept the policy and be asked about."""
    door.accept(service, person=person, version=1, how=Acceptance.EXPLICIT, language="ar")
    door.decide(service, Asked(question=QUESTION, person=person))


def _is_gone(door: ApplicationDoor, service: str) -> bool:
    """Tell whether every door refuses for the person."""
    for attempt in (
        lambda: door.history(service, person=PERSON),
        lambda: door.decide(service, Asked(question=QUESTION, person=PERSON)),
        lambda: door.accept(
            service, person=PERSON, version=1, how=Acceptance.EXPLICIT, language="ar"
        ),
    ):
        with pytest.raises(PersonErased):
            attempt()
    return True


def test_an_erasure_says_what_it_deleted(door: ApplicationDoor, service: str) -> None:
    """Key, bodies, links and acceptances go; the other person keeps theirs."""
    _live(door, service)
    _live(door, service, "person-2")
    certificate = door.erase(service, person=PERSON)
    forgotten = certificate.forgotten
    assert (forgotten.bodies, forgotten.links, forgotten.acceptances) == (2, 2, 1)
    assert certificate.epoch == 1
    assert _is_gone(door, service)
    assert len(door.history(service, person="person-2").acts) == 2


def test_asked_twice_it_says_the_same(door: ApplicationDoor, service: str) -> None:
    """One tombstone, two entries, one line in the journal."""
    _live(door, service)
    first = door.erase(service, person=PERSON)
    assert door.erase(service, person=PERSON) == first
    assert len(door.storage.journal.read(service)) == 1


def test_somebody_who_was_never_met_is_erased_too(door: ApplicationDoor, service: str) -> None:
    """The certificate says that nothing was held, and from then on the id is refused."""
    certificate = door.erase(service, person=PERSON)
    assert (certificate.forgotten.links, certificate.epoch) == (0, None)
    assert _is_gone(door, service)
    with pytest.raises(UnusablePerson):
        door.erase(service, person="")


def test_the_certificate_stands_on_the_ledger(
    door: ApplicationDoor, service: str, tmp_path: Path
) -> None:
    """Once sequenced it names the places of both entries and the checkpoint that covers them."""
    _live(door, service)
    assert door.erase(service, person=PERSON).checkpoint is None
    Sequencer(door.storage, folder=tmp_path, origin_of=str).catch_up(service)
    certificate = door.erase(service, person=PERSON)
    assert certificate.intended is not None
    places = (certificate.intended.position, certificate.done.position)
    assert None not in places
    assert certificate.checkpoint == (tmp_path / service / "checkpoint").read_text()
    told = certificate_json(certificate)
    assert PERSON not in str(told)
    assert told["form"] == "amana-erasure-certificate-1"


def test_another_process_refuses_too_although_it_knows_the_key(
    door: ApplicationDoor, service: str, place: Path
) -> None:
    """A cached key opens nothing: the tombstone is read in the statement of each read."""
    other = Storage(door.storage.address, root_key=door.storage.root_key, secrets=place / "secrets")
    _live(ApplicationDoor(other), service)
    assert len(ApplicationDoor(other).history(service, person=PERSON).acts) == 2
    door.erase(service, person=PERSON)
    assert _is_gone(ApplicationDoor(other), service)
    other.close()


class _Killed(BaseException):
    """Stands for a signal that ends the program here."""


STEPS = {
    "before journal": (Journal, "append", 0),
    "after journal": (Journal, "append", 1),
    "after tombstone": (PersonKeys, "destroy", 0),
    "after key": (PersonKeys, "destroy", 1),
    "before done": (Erasures, "close", 0),
    "before last commit": (Erasures, "close", 1),
}


def _die_at(step: str, patch: pytest.MonkeyPatch) -> None:
    """Let the program end just before, or just after, a step of the erasure."""
    owner, name, after = STEPS[step]
    real = getattr(owner, name)

    def dying(*values: object, **named: object) -> None:
        if after:
            real(*values, **named)
        raise _Killed

    patch.setattr(owner, name, dying)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("taken_up", ["asked again", "schedule"])
def test_killed_at_any_step_it_is_taken_up(
    door: ApplicationDoor, service: str, monkeypatch: pytest.MonkeyPatch, step: str, taken_up: str
) -> None:
    """Before the first commit nothing happened; after it no read succeeds, and the rest follows."""
    _live(door, service)
    with monkeypatch.context() as patch:
        _die_at(step, patch)
        with pytest.raises(_Killed):
            door.erase(service, person=PERSON)
    if step in {"before journal", "after journal"}:
        assert len(door.history(service, person=PERSON).acts) == 2
    else:
        assert _is_gone(door, service)
        if taken_up == "schedule":
            finish_erasures(door.storage, service)
    assert door.erase(service, person=PERSON).forgotten.links == 2
    with door.storage.reading(service) as view:
        assert view.erasures.open() == ()


def test_many_who_ask_at_once_get_one_erasure(door: ApplicationDoor, service: str) -> None:
    """Threads like processes: each gets the same certificate, while acts go on and are refused."""
    _live(door, service)
    got: list[Certificate] = []
    threads = [
        threading.Thread(
            target=lambda: got.append(erase(door.storage, service, person=PERSON, actor=ACTOR))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({certificate.erasure for certificate in got}) == 1
    assert len(got) == 4
    assert {type(certificate.done.id) for certificate in got} == {UUID}
    assert _is_gone(door, service)
