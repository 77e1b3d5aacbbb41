"""The states of a request, and the ways between them: nothing skipped is ever done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from amana.domain.errors import Refused


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    """It came in; who asks is not proven yet."""
    PROVEN = "proven"
    """Who asks was proven: it can be carried out."""
    FEE_QUOTED = "fee_quoted"
    """A fee was named, and nothing is begun before it is settled."""
    RUNNING = "running"
    WAITING_FOR_SOURCES = "waiting_for_sources"
    """What is ours is done, or there is nothing of ours; other databases have not answered."""
    DONE = "done"
    PARTLY_DONE = "partly_done"
    """Ended with something left undone, which the answer names."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class PartOutcome(StrEnum):
    """What became of a request in one place."""

    DONE = "done"
    KEPT = "kept"
    """Done, and something stays there for a reason that the answer names."""
    WAITING = "waiting"
    SKIPPED = "skipped"
    FAILED = "failed"


class Step(StrEnum):
    """What moves a request on."""

    PROVE = "prove"
    QUOTE = "quote"
    SETTLE = "settle"
    BEGIN = "begin"
    WAIT = "wait"
    FINISH = "finish"
    FINISH_IN_PART = "finish_in_part"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


ENDED: Final = frozenset({State.DONE, State.PARTLY_DONE, State.REFUSED, State.WITHDRAWN})
_LEAVING: Final = {Step.REFUSE: State.REFUSED, Step.WITHDRAW: State.WITHDRAWN}
WAYS: Final[Mapping[State, Mapping[Step, State]]] = MappingProxyType(
    {
        State.RECEIVED: {Step.PROVE: State.PROVEN, **_LEAVING},
        State.PROVEN: {Step.QUOTE: State.FEE_QUOTED, Step.BEGIN: State.RUNNING, **_LEAVING},
        State.FEE_QUOTED: {Step.SETTLE: State.PROVEN, **_LEAVING},
        # What runs is carried to its end: half of it may have happened already.
        State.RUNNING: {
            Step.WAIT: State.WAITING_FOR_SOURCES,
            Step.FINISH: State.DONE,
            Step.FINISH_IN_PART: State.PARTLY_DONE,
        },
        State.WAITING_FOR_SOURCES: {Step.BEGIN: State.RUNNING, **_LEAVING},
        **{state: {} for state in ENDED},
    }
)
"""From which state which step leads where. INVARIANT: no way leads out of an ended one."""


class WrongStep(Refused):
    """The request stands where this step cannot be taken."""

    code = "requests.wrong_step"


class NotDone(Refused):
    """Something of the request was skipped, failed or is waited for: it is not done."""

    code = "requests.not_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What became of a request in one place: our own records, or one of the sources."""

    place: str
    outcome: PartOutcome


def taken(state: State, step: Step, parts: Collection[Part] = ()) -> State:
    """Return the state after the step.

    Raises ``WrongStep`` where there is no such way, and ``NotDone`` for an end as *done* unless
    there are parts and every one of them was done.
    """
    to = WAYS[state].get(step)
    if to is None:
        raise WrongStep(state=state.value, step=step.value)
    if to is State.DONE and not all_done(parts):
        raise NotDone
    return to


def all_done(parts: Collection[Part]) -> bool:
    """Tell whether there is something that was done, and nothing that was not."""
    return bool(parts) and all(each.outcome is PartOutcome.DONE for each in parts)


def end_of(parts: Collection[Part]) -> Step:
    """Return the step that a request takes whose parts came out so."""
    if all_done(parts):
        return Step.FINISH
    if not parts or any(each.outcome is PartOutcome.WAITING for each in parts):
        return Step.WAIT
    return Step.FINISH_IN_PART
