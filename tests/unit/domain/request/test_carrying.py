"""A part of a request is tried again with growing waits, and never called done before it is."""

from datetime import timedelta

import pytest

from amana.domain.request.carrying import (
    SOME_TRIES,
    PartState,
    Retry,
    outcome_of,
    state_after,
    wait_after,
)
from amana.domain.request.states import Part, PartOutcome, Step, end_of


def test_waits_are_doubled_up_to_half_an_hour() -> None:
    """However often it was tried, it is tried again."""
    waits = [wait_after(attempts) for attempts in range(1, 40)]
    assert waits[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=30)
    assert wait_after(0) == timedelta(seconds=2)


@pytest.mark.parametrize(
    ("retry", "attempts", "state"),
    [
        (Retry.ALWAYS, 1_000, PartState.WAITING),
        (Retry.SOME, SOME_TRIES - 1, PartState.WAITING),
        (Retry.SOME, SOME_TRIES, PartState.FAILED),
        (Retry.NEVER, 1, PartState.FAILED),
    ],
)
def test_what_can_never_work_is_not_tried_for_ever(
    retry: Retry, attempts: int, state: PartState
) -> None:
    """A source that is away is; a map that does not fit is not."""
    assert state_after(retry, attempts) is state


@pytest.mark.promise("A23")
@pytest.mark.parametrize(
    ("state", "kept", "outcome", "step"),
    [
        (PartState.DONE, False, PartOutcome.DONE, Step.FINISH),
        (PartState.DONE, True, PartOutcome.KEPT, Step.FINISH_IN_PART),
        (PartState.GIVEN_UP, False, PartOutcome.SKIPPED, Step.FINISH_IN_PART),
        (PartState.WAITING, False, PartOutcome.WAITING, Step.WAIT),
        (PartState.RUNNING, False, PartOutcome.WAITING, Step.WAIT),
        (PartState.FAILED, False, PartOutcome.WAITING, Step.WAIT),
    ],
)
def test_only_what_is_done_everywhere_is_done(
    state: PartState, *, kept: bool, outcome: PartOutcome, step: Step
) -> None:
    """What stays for a reason and what was given up end a request in part; a fault ends nothing."""
    found = outcome_of(state, kept=kept)
    assert found is outcome
    own = Part(place="own-records", outcome=PartOutcome.DONE)
    assert end_of((own, Part(place="crm", outcome=found))) is step
