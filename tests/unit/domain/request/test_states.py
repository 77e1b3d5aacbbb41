"""The state machine of requests: no way out of an end, and nothing skipped is done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.request.states import (
    ENDED,
    WAYS,
    NotDone,
    Part,
    PartOutcome,
    State,
    Step,
    WrongStep,
    end_of,
    taken,
)

PARTS = st.lists(st.builds(Part, place=st.text(max_size=3), outcome=st.sampled_from(PartOutcome)))


@given(steps=st.lists(st.tuples(st.sampled_from(Step), PARTS), max_size=30))
def test_what_ended_stays_ended_and_nothing_skipped_is_done(
    steps: list[tuple[Step, list[Part]]],
) -> None:
    """Whatever is tried in whatever order."""
    state = State.RECEIVED
    for step, parts in steps:
        try:
            to = taken(state, step, parts)
        except (WrongStep, NotDone):
            continue
        assert state not in ENDED
        assert to is not State.DONE or {each.outcome for each in parts} == {PartOutcome.DONE}
        state = to


@given(parts=PARTS)
def test_a_running_request_can_always_take_the_step_of_its_parts(parts: list[Part]) -> None:
    """What the parts say leads to an end, or to waiting, and never fails."""
    to = taken(State.RUNNING, end_of(parts), parts)
    waits = not parts or PartOutcome.WAITING in {each.outcome for each in parts}
    assert (to is State.WAITING_FOR_SOURCES) == waits
    assert (to is State.DONE) == (bool(parts) and {each.outcome for each in parts} == {"done"})


def test_nothing_begins_before_who_asks_is_proven_and_a_fee_is_settled() -> None:
    """A copy leaves after the proof, and work begins after the fee."""
    assert Step.BEGIN not in WAYS[State.RECEIVED]
    assert Step.BEGIN not in WAYS[State.FEE_QUOTED]


@pytest.mark.parametrize("state", sorted(set(State) - ENDED))
def test_every_state_leads_to_an_end(state: State) -> None:
    """Nothing can get stuck by the rules alone."""
    reached, waiting = {state}, [state]
    while waiting:
        for to in WAYS[waiting.pop()].values():
            if to not in reached:
                reached.add(to)
                waiting.append(to)
    assert reached & ENDED


def test_a_wrong_step_names_where_it_stands() -> None:
    """The error says the state and the step."""
    with pytest.raises(WrongStep) as caught:
        taken(State.DONE, Step.BEGIN)
    assert caught.value.fields == {"state": "done", "step": "begin"}


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (Part(place="own", outcome=PartOutcome.DONE), Part(place="x", outcome=PartOutcome.SKIPPED)),
    ],
)
def test_what_was_skipped_is_never_done(parts: tuple[Part, ...]) -> None:
    """Nor is what had nothing to do."""
    with pytest.raises(NotDone):
        taken(State.RUNNING, Step.FINISH, parts)
