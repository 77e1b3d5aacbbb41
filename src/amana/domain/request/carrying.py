"""How often and when a part of a request is tried again in a source, and how it ends."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from amana.domain.request.states import PartOutcome

SOME_TRIES: Final = 5
"""How often what may be a passing fault of a source is tried before a person has to look."""
_FIRST: Final = timedelta(seconds=2)
_LONGEST: Final = timedelta(minutes=30)
_MOST_DOUBLINGS: Final = 12


class PartState(StrEnum):
    """Where a part of a request stands in its source."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It cannot be done as it stands: a person has to look."""
    GIVEN_UP = "given_up"
    """A person said that it is not to be done; the request ends in part."""


class Retry(StrEnum):
    """Whether what went wrong is tried again."""

    ALWAYS = "always"
    """The source is away or busy."""
    SOME = "some"
    NEVER = "never"
    """Map, database or request have to change first."""


OPEN: Final = frozenset({PartState.WAITING, PartState.RUNNING, PartState.FAILED})
"""Until none of its parts stands so, no request ends."""


def wait_after(attempts: int) -> timedelta:
    """Return how long a part rests after so many tries: doubled each time, half an hour at most."""
    doublings = min(max(attempts - 1, 0), _MOST_DOUBLINGS)
    return min(_FIRST * (1 << doublings), _LONGEST)


def state_after(retry: Retry, attempts: int) -> PartState:
    """Return where a part stands that failed for the so manieth time."""
    over = retry is Retry.NEVER or (retry is Retry.SOME and attempts >= SOME_TRIES)
    return PartState.FAILED if over else PartState.WAITING


def outcome_of(state: PartState, *, kept: bool) -> PartOutcome:
    """Return what became of a request in a source whose part stands so."""
    if state is PartState.DONE:
        return PartOutcome.KEPT if kept else PartOutcome.DONE
    return PartOutcome.SKIPPED if state is PartState.GIVEN_UP else PartOutcome.WAITING
