"""What shows a promise kept is about all that its sentence says, never about a part of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from amana.domain.evidence.proof import Finding, Proof, State, weigh
from amana.domain.evidence.question import (
    ActsDone,
    ActsWithoutPermission,
    Attested,
    Flow,
    FlowBroken,
    FlowDone,
)
from amana.domain.period import Period
from amana.domain.promises.accept import ACCEPT, Accept, Acceptance, Declining
from amana.domain.promises.children import CHILDREN, Children
from amana.domain.promises.collect import COLLECT, Collect
from amana.domain.promises.contact import CONTACT, Contact
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId
from amana.domain.promises.message import MESSAGE, Message
from amana.domain.promises.monitor import MONITOR, Monitor
from amana.domain.promises.only import ONLY, Limit, Only
from amana.domain.promises.protect import PROTECT, Protect
from amana.domain.promises.publish import PUBLISH, Publish, ShownAs
from amana.domain.promises.share import SHARE, Share
from amana.domain.vocabulary.collecting import Part
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.vocabulary.protecting import Measure
from amana.domain.vocabulary.sharing import Safeguard

DATA = (DataId("email"),)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FOR = (PurposeId("orders"),)
TO = (RecipientId("courier"),)
PLAINLY_COLLECTED = Collect(data=DATA, for_=FOR)
PLAINLY_SHARED = Share(data=DATA, to=TO, for_=FOR)
ACTS = (ActsDone, ActsWithoutPermission)


def test_two_peoples_approval_is_shown_by_approvals_alone() -> None:
    """A disclosure, however often it was done, says nothing about who approved it."""
    proof = PROTECT.proof(Protect(data=DATA, by=(Measure.FOUR_EYES,)))
    assert proof.shows == (FlowDone(flow=Flow.APPROVAL),)
    assert FlowBroken(flow=Flow.APPROVAL) in proof.breaks
    assert _state_by_acts(proof) is State.UNPROVEN


@pytest.mark.parametrize("measure", [Measure.OWN_CARE, Measure.STANDARDS])
def test_a_sentence_does_not_prove_itself(measure: Measure) -> None:
    """A measure that asks nothing is stated, and beside another the other decides."""
    alone = Protect(data=DATA, by=(measure,))
    beside = replace(alone, by=(measure, Measure.PHYSICAL))
    assert weigh(PROTECT.proof(alone), (), now=NOON).state is State.STATED
    assert PROTECT.proof(beside).shows == (Attested(),)
    assert _state_by_acts(PROTECT.proof(beside)) is State.UNPROVEN


def test_what_is_collected_and_no_more_said_is_shown_by_collections() -> None:
    """Nothing is claimed of it that the acts do not show."""
    assert _state_by_acts(COLLECT.proof(PLAINLY_COLLECTED)) is State.KEPT


@pytest.mark.parametrize(
    "form",
    [
        replace(PLAINLY_COLLECTED, keep=Part.LAST4),
        replace(PLAINLY_COLLECTED, corrects=True),
        replace(PLAINLY_COLLECTED, shown_first=True),
        replace(PLAINLY_COLLECTED, apart=True),
    ],
    ids=["keep", "corrects", "shown_first", "apart"],
)
def test_collections_alone_do_not_show_how_it_is_held(form: Collect) -> None:
    """Where the sentence says more than that it is collected, somebody has to vouch for it."""
    assert Attested() in COLLECT.proof(form).shows
    assert _state_by_acts(COLLECT.proof(form)) is State.UNPROVEN


def test_what_is_shared_and_no_more_said_is_shown_by_disclosures() -> None:
    """Nothing is claimed of it that the acts do not show."""
    assert _state_by_acts(SHARE.proof(PLAINLY_SHARED)) is State.KEPT


@pytest.mark.parametrize(
    "form",
    [
        replace(PLAINLY_SHARED, only_needed=True),
        replace(PLAINLY_SHARED, nothing_else=True),
        replace(PLAINLY_SHARED, under=(Safeguard.CONTRACT,)),
    ],
    ids=["only_needed", "nothing_else", "under"],
)
def test_disclosures_alone_do_not_show_what_binds_the_recipient(form: Share) -> None:
    """Where the sentence says more than that it is shared, somebody has to vouch for it."""
    assert Attested() in SHARE.proof(form).shows
    assert _state_by_acts(SHARE.proof(form)) is State.UNPROVEN


@pytest.mark.parametrize(
    ("of", "form"),
    [
        (ONLY, Only(data=DATA, to=TO, need_to_know=True)),
        (ONLY, Only(data=DATA, limit=Limit.LEAST_NEEDED)),
        (CHILDREN, Children(under=13)),
        (PUBLISH, Publish(data=DATA, as_=(ShownAs.ANONYMOUS,))),
        (CONTACT, Contact(through=(Channel.EMAIL,), within=Period(days=5))),
        (MONITOR, Monitor(data=DATA, for_=FOR, by=TO)),
        (MESSAGE, Message(message=(MessageClass.SERVICE,), for_=FOR, to=DATA)),
        (
            ACCEPT,
            Accept(by=(Acceptance.EXPLICIT,), declining=Declining.EXPORT_AND_CLOSE),
        ),
    ],
    ids=[
        "need to know",
        "least needed",
        "children",
        "published name",
        "time of an answer",
        "who looks",
        "no promotion",
        "what follows declining",
    ],
)
def test_what_no_record_shows_somebody_has_to_vouch_for(of: Kind[Any], form: object) -> None:
    """What is done, refused or published shows a part of the sentence only."""
    assert Attested() in of.proof(form).shows


def _state_by_acts(proof: Proof) -> State:
    """Return the state where the acts were all done, none without permission, and no more."""
    findings = (
        Finding(
            question=question,
            answered=isinstance(question, ACTS),
            count=int(isinstance(question, ActsDone)),
            last=NOON,
        )
        for question in proof.questions
    )
    return weigh(proof, tuple(findings), now=NOON).state
