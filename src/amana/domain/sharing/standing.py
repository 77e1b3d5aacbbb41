"""How a grant stands: whether it gives something, will, did, or may not any more."""

from datetime import datetime
from enum import StrEnum


class GrantState(StrEnum):
    """How a grant stands at an instant."""

    TO_COME = "to_come"
    IN_FORCE = "in_force"
    ENDED = "ended"
    """Somebody ended it before its time."""
    OVER = "over"
    """Its time is over."""
    REFUSED = "refused"
    """Its time runs, and the policy that is in force now does not permit it."""


def grant_state(
    *,
    starts_at: datetime,
    ends_at: datetime,
    ended_at: datetime | None,
    permitted: bool,
    now: datetime,
) -> GrantState:
    """Return how a grant stands; whether the policy permits it counts only while it runs."""
    if ended_at is not None:
        return GrantState.ENDED
    if ends_at <= now:
        return GrantState.OVER
    if not permitted:
        return GrantState.REFUSED
    return GrantState.IN_FORCE if starts_at <= now else GrantState.TO_COME
