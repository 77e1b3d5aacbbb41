"""An application asks first: the answer follows the policy in force and stays on the ledger."""

from functools import partial

import pytest

from amana.acts.accept import Acceptance, Declined
from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.acts.in_force import NoPolicyInForce
from amana.acts.person_id import LONGEST_PERSON, UnusablePerson
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.ledger.entry import Entry, Outcome
from amana.storage import Storage
from amana.storage.policies import Release

POLICY = """\
amana: 1
service: store
title: {en: Notice}
controller: {name: {en: Store}, email: privacy@example.org}
languages: [en]
data: {email: {}, phone: {}}
purposes:
  orders: {name: {en: orders}, basis: contract}
recipients:
  courier: {kind: service_providers, name: {en: the courier}, safeguards: [contract]}
  printer: {kind: service_providers, name: {en: the printer}}
  police: {kind: authorities, name: {en: the police}}
promises:
  P1: {use: email, for: orders}
  P2: {share: email, to: [courier, printer], for: orders}
  P3: {share: email, to: police, for: orders, grounds: [law]}
  P9: {accept: continued_use, before: [nothing]}
"""


def asked(doing: Doing, recipient: str | None = None, *, data: str = "email") -> Question:
    """Return a question about an order."""
    return Question(
        doing=doing, data=frozenset({data}), purposes=frozenset({"orders"}), recipient=recipient
    )


@pytest.fixture
def door(storage: Storage, service: str) -> ApplicationDoor:
    """Publish the policy for the service, and return what its application asks."""
    with storage.work(service) as work:
        work.policies.publish(
            Release(source=POLICY, languages=("en",), texts={}, passages={"en": ()})
        )
        work.commit(Entry(act="publish", promises=(), body={}))
    return ApplicationDoor(storage)


def test_going_on_after_a_no_is_no_acceptance(door: ApplicationDoor, service: str) -> None:
    """Who declined has declined, until they say yes themselves."""
    met = partial(door.accept, service, person="c-1", version=1, language="ar")
    met(how=Acceptance.DECLINED)
    with pytest.raises(Declined):
        met(how=Acceptance.CONTINUED_USE)
    met(how=Acceptance.EXPLICIT)
    met(how=Acceptance.CONTINUED_USE)


def test_nothing_is_permitted_before_a_policy_is_in_force(storage: Storage, service: str) -> None:
    """Without a policy nobody has promised anything, and nothing may be done."""
    with pytest.raises(NoPolicyInForce):
        ApplicationDoor(storage).decide(service, Asked(question=asked(Doing.USE), person="c-1"))


@pytest.mark.parametrize(
    "person",
    ["", "x" * (LONGEST_PERSON + 1), "a\u202eb", " ", " x", "x ", "e\u0301"],
    ids=["none", "long", "unseen", "blank", "led", "trailed", "decomposed"],
)
def test_a_person_needs_an_id_that_can_be_seen(
    door: ApplicationDoor, service: str, person: str
) -> None:
    """An act on nobody is no act."""
    with pytest.raises(UnusablePerson):
        door.decide(service, Asked(question=asked(Doing.USE), person=person))
    with pytest.raises(UnusablePerson):
        door.accept(service, person=person, version=1, how=Acceptance.EXPLICIT, language="en")


def test_what_is_promised_is_permitted_and_told_to_the_person(
    door: ApplicationDoor, service: str
) -> None:
    """The answer names its promise and version, and the person sees the act."""
    decided = door.decide(service, Asked(question=asked(Doing.USE), person="c-1"))
    assert decided.answer.permitted
    assert (decided.answer.promises, decided.policy_version) == (("P1",), 1)
    (done,) = door.history(service, person="c-1").acts
    assert (done.entry, done.outcome) == (decided.entry, Outcome.DONE)
    assert door.history(service, person="c-2").acts == ()


def test_what_no_promise_names_is_refused_and_told_too(door: ApplicationDoor, service: str) -> None:
    """A refusal is an answer, and leaves its entry like any other."""
    question = asked(Doing.USE, data="phone")
    decided = door.decide(service, Asked(question=question, person="c-1"))
    assert not decided.answer.permitted
    (done,) = door.history(service, person="c-1").acts
    assert (done.entry, done.outcome) == (decided.entry, Outcome.REFUSED)


def test_only_who_is_bound_by_safeguards_gets_data(door: ApplicationDoor, service: str) -> None:
    """Two companies of one promise: the one without a contract gets nothing."""
    bound, loose = (
        door.decide(service, Asked(question=asked(Doing.DISCLOSE, name), person="c-1")).answer
        for name in ("courier", "printer")
    )
    assert bound.permitted
    assert {refusal.need for refusal in loose.refusals} == {Need.GRANT}


def test_a_release_needs_its_ground_and_a_second_person(
    door: ApplicationDoor, service: str
) -> None:
    """Words that state a ground meet neither: only what two people released does."""
    question = asked(Doing.DISCLOSE, "police")
    bare = door.decide(service, Asked(question=question, person="c-1")).answer
    grounded = door.decide(
        service, Asked(question=question, person="c-1", ground="court order 12")
    ).answer
    assert {r.need for r in bare.refusals} == {Need.LEGAL_GROUND, Need.SECOND_PERSON}
    assert {r.need for r in grounded.refusals} == {Need.LEGAL_GROUND, Need.SECOND_PERSON}


def test_who_accepted_the_version_in_force_is_known_to_have(storage: Storage, service: str) -> None:
    """What asks for acceptance is refused before it, and after declining."""
    promises = "  P0: {accept: explicit}\n  P4: {collect: email, for: orders}\n"
    source = POLICY.replace("promises:\n", f"promises:\n{promises}")
    with storage.work(service) as work:
        work.policies.publish(
            Release(source=source, languages=("en",), texts={}, passages={"en": ()})
        )
        work.commit(Entry(act="publish", promises=(), body={}))
    door = ApplicationDoor(storage)
    collect = Question(
        doing=Doing.COLLECT,
        data=frozenset({"email"}),
        purposes=frozenset({"orders"}),
        origin="person",
    )
    question = Asked(question=collect, person="c-1")
    assert not door.decide(service, question).answer.permitted
    for how, permitted in ((Acceptance.DECLINED, False), (Acceptance.EXPLICIT, True)):
        door.accept(service, person="c-1", version=1, how=how, language="en")
        assert door.decide(service, question).answer.permitted is permitted
