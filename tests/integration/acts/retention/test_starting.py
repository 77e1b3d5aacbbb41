"""What was overdue when a promise was first met waits until somebody lets it end."""

from typing import Any, TypeAlias

import pytest

from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.retention.foresee import foresee
from amana.acts.retention.longer import stop_keeping_longer
from amana.acts.retention.own import end_own
from amana.acts.retention.start import start_keeping
from amana.domain.retention.errors import KeepingUnfit

Keeper: TypeAlias = Any


def start(keeper: Keeper, promise: str | None = None) -> Any:  # noqa: ANN401 - an id
    """Let promises end data."""
    with keeper.storage.work(keeper.service) as work:
        return start_keeping(keeper.act(work), promise)


def stood(keeper: Keeper, item: str) -> Any:  # noqa: ANN401 - a row of how it stands
    """Return how a type stands."""
    with keeper.storage.reading(keeper.service) as view:
        return next(each for each in view.retention.standings() if each.item == item)


def test_nothing_ends_before_somebody_looked(keeper: Keeper) -> None:
    """An installation that is brought up to date shows what would end, and ends it once told."""
    keeper.unstart()
    keeper.collect("visit", "v-1", days=31)
    assert end_own(keeper.storage, keeper.service) == 0
    found = stood(keeper, "visit")
    assert (found.fault, found.past, found.ended) == ("retention.not_started", 1, 0)
    with keeper.storage.reading(keeper.service) as view:
        assert next(each.now for each in foresee(view) if each.at.item == "visit") == 1
    entry = start(keeper, "R4")
    assert end_own(keeper.storage, keeper.service) == 1
    assert stood(keeper, "visit").fault is None
    assert stood(keeper, "recording").fault == "retention.not_started"
    with keeper.storage.reading(keeper.service) as view:
        said = view.evidence.latest_of(["R4"])["R4"]
    assert entry in {each.id for each in said}


def test_a_promise_that_nobody_made_starts_nothing(keeper: Keeper) -> None:
    """It names no promise of the policy in force."""
    with pytest.raises(KeepingUnfit):
        start(keeper, "R99")


def test_a_shorter_promise_about_data_that_is_there_waits(keeper: Keeper) -> None:
    """The next version promises a week: what is older is looked at before it ends."""
    keeper.collect("visit", "v-1", days=10)
    with keeper.storage.work(keeper.service) as work:
        shorter = keeper.source.replace("P30D", "P7D")
        said = Publication(source=shorter, texts={}, material=True, reason="shorter")
        publish_policy(keeper.act(work), said)
    assert end_own(keeper.storage, keeper.service) == 0
    assert stood(keeper, "visit").fault == "retention.not_started"
    start(keeper)
    assert end_own(keeper.storage, keeper.service) == 1


def test_what_is_excepted_and_not_settled_is_kept(keeper: Keeper) -> None:
    """Nobody noted how long a law keeps names: none ends, and the place says so."""
    keeper.collect("profile", "p-1", days=20)
    keeper.tell("account_closed")
    with keeper.storage.reading(keeper.service) as view:
        noted = next(each for each in view.retention.longest() if each.longest.promise == "R1")
    with keeper.storage.work(keeper.service) as work:
        stop_keeping_longer(keeper.act(work), noted.id)
    assert end_own(keeper.storage, keeper.service) == 0
    assert keeper.there("profile") == 1
    assert stood(keeper, "profile").fault == "retention.unsettled"
