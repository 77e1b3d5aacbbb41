"""Our own records end when their time is over, and not before."""

from datetime import timedelta
from typing import Any, TypeAlias

import pytest

from amana.acts.holding.holds import lift_hold, put_hold
from amana.acts.retention.own import end_own
from amana.domain.source.holding import HeldScope

Keeper: TypeAlias = Any


@pytest.mark.promise("K5")
@pytest.mark.promise("A19")
def test_what_is_over_ends_and_what_is_not_stays(keeper: Keeper) -> None:
    """Logs go after thirty days; account data stays while the account lives."""
    keeper.collect("visit", "v-1", days=31)
    keeper.collect("visit", "v-2", days=29)
    keeper.collect("profile", "p-1", days=4000)
    assert end_own(keeper.storage, keeper.service) == 1
    assert (keeper.there("visit"), keeper.there("profile")) == (1, 1)
    keeper.tell("account_closed")
    assert end_own(keeper.storage, keeper.service) == 1
    assert keeper.there("profile") == 0


def test_a_set_stands_on_the_ledger_under_its_promises(keeper: Keeper) -> None:
    """The entry says what ended, where, and how long it was over; nobody's value or name."""
    keeper.collect("visit", "v-1", days=31)
    end_own(keeper.storage, keeper.service)
    with keeper.storage.reading(keeper.service) as view:
        (done,) = view.retention.sets()
        latest = view.evidence.latest_of(["R4"])["R4"]
    assert (done.item, done.ended, done.promises, done.state) == ("visit", 1, ("R4",), "done")
    assert done.longest is not None
    assert timedelta(hours=23) < done.longest < timedelta(hours=25)
    assert (latest[0].id, latest[0].act) == (done.entry, "retain")


@pytest.mark.promise("M11")
def test_recorded_calls_go_after_their_time(keeper: Keeper) -> None:
    """Ninety days after the call the recording is gone."""
    keeper.tell("caller_told")
    keeper.collect("recording", "r-1", days=91)
    end_own(keeper.storage, keeper.service)
    assert keeper.there("recording") == 0


def test_a_record_after_the_closing_waits_for_the_next(keeper: Keeper) -> None:
    """Who came back has a new account: what they gave then is not over."""
    keeper.collect("profile", "p-1", days=20)
    keeper.tell("account_closed", days=10)
    keeper.collect("profile", "p-2")
    assert end_own(keeper.storage, keeper.service) == 1
    assert keeper.there("profile") == 1


def test_a_hold_on_a_person_keeps_theirs_alone(keeper: Keeper) -> None:
    """Others' records go; once the hold is lifted, theirs go too."""
    keeper.collect("visit", "v-1", person="held", days=31)
    keeper.collect("visit", "v-2", person="free", days=32)
    scope = HeldScope(reason="a dispute", again_on=keeper.now().date() + timedelta(days=30))
    with keeper.storage.work(keeper.service) as work:
        hold = put_hold(keeper.act(work), scope, person="held")
    assert end_own(keeper.storage, keeper.service) == 1
    assert keeper.there("visit") == 1
    with keeper.storage.reading(keeper.service) as view:
        stood = {each.item: each for each in view.retention.standings()}
    assert (stood["visit"].past, stood["visit"].held) == (1, True)
    with keeper.storage.work(keeper.service) as work:
        lift_hold(keeper.act(work), hold, reason="settled")
    assert end_own(keeper.storage, keeper.service) == 1
    assert keeper.there("visit") == 0


def test_overlapping_holds_keep_until_the_last_is_lifted(keeper: Keeper) -> None:
    """A hold on a category and one on a person: the data goes when neither holds it."""
    keeper.collect("visit", "v-1", person="held", days=31)
    again = keeper.now().date() + timedelta(days=30)
    with keeper.storage.work(keeper.service) as work:
        one = put_hold(keeper.act(work), HeldScope(reason="a case", again_on=again, category="ip"))
    with keeper.storage.work(keeper.service) as work:
        two = put_hold(keeper.act(work), HeldScope(reason="more", again_on=again), person="held")
    for hold in (one, two):
        assert end_own(keeper.storage, keeper.service) == 0
        with keeper.storage.work(keeper.service) as work:
            lift_hold(keeper.act(work), hold, reason="settled")
    assert end_own(keeper.storage, keeper.service) == 1


def test_a_second_run_finds_nothing(keeper: Keeper) -> None:
    """What ended has ended; the place was looked at twice."""
    keeper.collect("visit", "v-1", days=31)
    assert [end_own(keeper.storage, keeper.service) for _ in range(2)] == [1, 0]
    with keeper.storage.reading(keeper.service) as view:
        stood = {each.item: each for each in view.retention.standings()}
    assert (stood["visit"].looks, stood["visit"].ended, stood["visit"].past) == (2, 1, 0)
