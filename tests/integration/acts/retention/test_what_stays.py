"""What is due and stays: kept by a hold or a restriction, locked, or too much for one statement."""

from dataclasses import replace
from datetime import timedelta
from threading import Timer
from typing import Any, TypeAlias

import pytest

from amana.acts.holding.holds import lift_hold, put_hold
from amana.acts.retention.own import end_own
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import State
from amana.domain.ledger.entry import Entry
from amana.domain.source.holding import HeldScope

Keeper: TypeAlias = Any
LONGER_THAN_A_LOCK = 6.5
"""In seconds; a statement waits five for a lock."""


def stood(keeper: Keeper) -> Any:  # noqa: ANN401 - a row
    """Return how the visits stand."""
    with keeper.storage.reading(keeper.service) as view:
        (found,) = (each for each in view.retention.standings() if each.item == "visit")
    return found


def stirred(keeper: Keeper) -> int:
    """Return how many notes wait for the next look."""
    with keeper.storage.reading(keeper.service) as view:
        return len(view.retention.looks.stirred())


def restrict(keeper: Keeper, person: str) -> None:
    """Restrict a person's data."""
    with keeper.storage.work(keeper.service) as work:
        key = work.sealer.person_key(person)
        noted = replace(work.noted(Entry(act="a-test", body={})), person_key=key)
        work.choices.record([(RESTRICTED, None)], state=State.OBJECTED, version=1, noted=noted)
        work.over()


@pytest.mark.promise("A18")
def test_what_a_hold_about_everybody_keeps_is_not_looked_at_again_each_minute(
    keeper: Keeper,
) -> None:
    """It is counted all the same, and goes once the hold is lifted."""
    keeper.collect("visit", "v-1", person="one", days=31)
    keeper.collect("visit", "v-2", person="two", days=32)
    again = keeper.now().date() + timedelta(days=30)
    scope = HeldScope(reason="a case", again_on=again, category="ip")
    with keeper.storage.work(keeper.service) as work:
        hold = put_hold(keeper.act(work), scope)
    for _ in range(3):
        assert end_own(keeper.storage, keeper.service) == 0
        assert stirred(keeper) == 0
        assert (stood(keeper).past, stood(keeper).held) == (2, True)
    with keeper.storage.work(keeper.service) as work:
        lift_hold(keeper.act(work), hold, reason="settled")
    assert end_own(keeper.storage, keeper.service) == 2
    assert (stood(keeper).past, stood(keeper).held) == (0, False)


@pytest.mark.promise("A18")
@pytest.mark.parametrize("kept", ["restricted", "held"])
def test_who_is_kept_hides_nobody_elses_overdue_records(keeper: Keeper, kept: str) -> None:
    """One record of another that cannot be ended is overdue since its own time was over."""
    keeper.collect("visit", "v-1", person="kept", days=50)
    keeper.collect("visit", "v-2", person="other", days=31)
    if kept == "restricted":
        restrict(keeper, "kept")
    else:
        again = keeper.now().date() + timedelta(days=30)
        with keeper.storage.work(keeper.service) as work:
            scope = HeldScope(reason="a dispute", again_on=again)
            put_hold(keeper.act(work), scope, person="kept")
    with keeper.owner() as connection:
        connection.execute(
            "select from record where service = %s and at > now() - interval '40 days' for update",
            (keeper.service,),
        )
        assert end_own(keeper.storage, keeper.service) == 0
        left = stood(keeper)
    assert (left.past, left.held) == (2, False)
    over = keeper.now() - left.since
    assert timedelta(hours=23) < over < timedelta(days=2)
    assert end_own(keeper.storage, keeper.service) == 1
    assert (stood(keeper).past, stood(keeper).held) == (1, True)


@pytest.mark.promise("A18")
def test_where_what_moved_takes_too_long_all_is_looked_at_in_pages(keeper: Keeper) -> None:
    """A statement that runs out of its time stops no end, and is not repeated for hours."""
    end_own(keeper.storage, keeper.service)
    before = stood(keeper)
    keeper.collect("visit", "v-1", days=31)
    with keeper.owner() as connection:
        connection.execute("lock table choice in access exclusive mode")
        release = Timer(LONGER_THAN_A_LOCK, connection.rollback)
        release.start()
        try:
            ended = end_own(keeper.storage, keeper.service)
        finally:
            release.join()
    assert ended == 1
    assert stood(keeper).seen_at > before.seen_at
