"""What the proof of a promise about time says: unproven, kept, due, broken."""

from datetime import timedelta
from typing import Any, TypeAlias

import pytest

from amana.acts.in_force import in_force, published
from amana.acts.retention.foresee import foresee, show_kept
from amana.acts.retention.own import end_own
from amana.acts.standings import standings
from amana.domain.evidence.proof import State

Keeper: TypeAlias = Any


def state(keeper: Keeper, promise: str) -> State:
    """Return the state of a promise."""
    with keeper.storage.reading(keeper.service) as view:
        known = in_force(view)
        policy = published(view, known).policy
        return standings(view, policy, known.number, only=[promise])[promise].state


def wait(keeper: Keeper, item: str, length: timedelta) -> None:
    """Let the time go by since a place was looked at."""
    with keeper.owner() as connection:
        connection.execute(
            "update retention_standing set looked_at = looked_at - %(by)s,"
            " next_at = next_at - %(by)s, since = since - %(by)s,"
            " failing_since = failing_since - %(by)s where service = %(own)s and item = %(item)s",
            {"by": length, "own": keeper.service, "item": item},
        )


@pytest.mark.promise("A19")
def test_a_promise_is_kept_once_somebody_looked_and_nothing_is_over(keeper: Keeper) -> None:
    """Before the first look it is unproven: nobody knows."""
    keeper.collect("visit", "v-1", days=31)
    assert state(keeper, "R4") is State.UNPROVEN
    end_own(keeper.storage, keeper.service)
    assert state(keeper, "R4") is State.KEPT


def test_a_schedule_that_stopped_shows_as_due_and_then_as_broken(keeper: Keeper) -> None:
    """The next record becomes due, and nobody comes."""
    keeper.collect("visit", "v-1", days=29)
    end_own(keeper.storage, keeper.service)
    wait(keeper, "visit", timedelta(days=1, minutes=20))
    assert state(keeper, "R4") is State.DUE
    wait(keeper, "visit", timedelta(days=1))
    assert state(keeper, "R4") is State.BROKEN
    keeper.collect("visit", "v-2", days=31)
    end_own(keeper.storage, keeper.service)
    assert state(keeper, "R4") is State.KEPT


def test_a_preview_counts_by_week_and_changes_nothing(keeper: Keeper) -> None:
    """One is due now, one in the first week, one in the third."""
    for number, days in enumerate((31, 25, 12)):
        keeper.collect("visit", f"v-{number}", days=days)
    with keeper.storage.reading(keeper.service) as view:
        ahead = {each.at.item: each for each in foresee(view)}
        unseen = {each.item for each in show_kept(view).unseen}
    assert (ahead["visit"].now, ahead["visit"].weeks) == (1, (1, 0, 1, 0, 0, 0, 0, 0))
    assert keeper.there("visit") == 3
    assert unseen == {"profile", "booking", "visit", "recording"}
