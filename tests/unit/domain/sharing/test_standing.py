"""How a grant stands at an instant."""

from datetime import UTC, datetime, timedelta

import pytest

from amana.domain.sharing.standing import GrantState, grant_state

NOW = datetime(2030, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "ended", "permitted", "state"),
    [
        (-1, 1, None, True, GrantState.IN_FORCE),
        (0, 1, None, True, GrantState.IN_FORCE),
        (1, 2, None, True, GrantState.TO_COME),
        (-2, 0, None, True, GrantState.OVER),
        (-2, -1, None, False, GrantState.OVER),
        (-2, 1, -1, True, GrantState.ENDED),
        (-2, -1, -2, False, GrantState.ENDED),
        (-1, 1, None, False, GrantState.REFUSED),
        (1, 2, None, False, GrantState.REFUSED),
    ],
)
def test_a_grant_stands_as_its_times_and_the_policy_say(
    *, begins: int, ends: int, ended: int | None, permitted: bool, state: GrantState
) -> None:
    """Days from now; an end is no part of the time, and what is over asks no policy."""
    found = grant_state(
        starts_at=NOW + begins * DAY,
        ends_at=NOW + ends * DAY,
        ended_at=None if ended is None else NOW + ended * DAY,
        permitted=permitted,
        now=NOW,
    )
    assert found is state
