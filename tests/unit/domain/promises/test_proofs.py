"""What shows a promise kept is about all that its sentence says, never about a part of it."""

from dataclasses import replace
from datetime import UTC, datetime

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
from amana.domain.promises.kind import DataId
from amana.domain.promises.protect import PROTECT, Protect
from amana.domain.vocabulary.protecting import Measure

DATA = (DataId("email"),)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
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


def _state_by_acts(proof: Proof) -> State:
    """Return the state where the acts were all done, none without permission, and no more."""
    findings = (
        Finding(
            question=question,
            answered=isinstance(question, ACTS),
            count=int(isinstance(question, ActsDone)),
            last=NOON,
        )
        for question in (*proof.shows, *proof.breaks)
    )
    return weigh(proof, tuple(findings), now=NOON).state
