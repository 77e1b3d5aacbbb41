"""A customer's own time ends their data earlier; what a law keeps stays longer than promised."""

from typing import Any, TypeAlias
from uuid import uuid4

import pytest

from amana.acts.note_event import note_event
from amana.acts.records.asked import Which
from amana.acts.records.errors import NoSuchRecord
from amana.acts.retention.longer import keep_longer, stop_keeping_longer
from amana.acts.retention.own import end_own
from amana.acts.retention.own_times import end_own_time, own_times, set_own_time
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.errors import KeepingUnfit
from amana.domain.retention.terms import Longest, Setting
from amana.storage.errors import NotFound

Keeper: TypeAlias = Any
MONTH = Setting(promise="R2", moment=Moment.BOOKING_OVER, period=Period.parse("P1M"))
BOOKS = Longest(
    promise="R2",
    category="booking",
    why=Longer.LAW,
    moment=Moment.BOOKING_OVER,
    period=Period.parse("P1Y"),
)


def set_time(keeper: Keeper, setting: Setting = MONTH, person: str = "person-1") -> Any:  # noqa: ANN401 - an id
    """Set a person's own time."""
    with keeper.storage.work(keeper.service) as work:
        return set_own_time(keeper.act(work), setting, person=person)


def end_time(keeper: Keeper) -> None:
    """End it."""
    with keeper.storage.work(keeper.service) as work:
        end_own_time(keeper.act(work), "R2", person="person-1")


def over(keeper: Keeper, key: str, *, days: float) -> None:
    """Tell that one booking was over so many days ago."""
    with keeper.storage.work(keeper.service) as work:
        which = Which(type="booking", key=key)
        entry = note_event(keeper.act(work), person="person-1", event="booking_over", record=which)
    with keeper.owner() as connection:
        connection.execute(
            "update event set at = at - %s * interval '1 day' where entry = %s", (days, entry)
        )


@pytest.mark.promise("A18")
def test_bookings_go_by_the_customers_own_time_and_others_stay(keeper: Keeper) -> None:
    """By default a booking is kept for the account's life; one customer set a month."""
    keeper.collect("booking", "b-1", days=90)
    keeper.collect("booking", "b-2", person="person-2", days=80)
    keeper.tell("booking_over", days=40)
    keeper.tell("booking_over", person="person-2", days=35)
    assert end_own(keeper.storage, keeper.service) == 0
    entry = set_time(keeper)
    assert end_own(keeper.storage, keeper.service) == 1
    assert keeper.there("booking") == 1
    with keeper.storage.reading(keeper.service) as view:
        latest = view.evidence.latest_of(["R2"])["R2"]
    assert [each.act for each in latest[:2]] == ["retain", "set-own-time"]
    assert latest[1].id == entry


@pytest.mark.promise("A18")
def test_a_bookings_end_does_not_delay_another(keeper: Keeper) -> None:
    """Each booking's month runs from its own end, also where a later one ended since."""
    keeper.collect("booking", "b-1", days=90)
    keeper.collect("booking", "b-2", days=80)
    over(keeper, "b-1", days=40)
    over(keeper, "b-2", days=10)
    set_time(keeper)
    assert end_own(keeper.storage, keeper.service) == 1
    assert keeper.there("booking") == 1


def test_the_next_time_takes_the_place_of_the_one_before(keeper: Keeper) -> None:
    """The history says both; the one that was ended counts no more."""
    keeper.collect("booking", "b-1", days=90)
    keeper.tell("booking_over", days=40)
    set_time(keeper)
    year = Setting(promise="R2", moment=Moment.BOOKING_OVER, period=Period.parse("P1Y"))
    set_time(keeper, year)
    assert end_own(keeper.storage, keeper.service) == 0
    end_time(keeper)
    with keeper.storage.reading(keeper.service) as view:
        told = own_times(view, person="person-1")
    assert [each.setting for each in told] == [year, MONTH]
    assert all(each.ended_at for each in told)
    with pytest.raises(NotFound):
        end_time(keeper)


@pytest.mark.parametrize(
    ("setting", "part"),
    [
        (Setting(promise="R4", moment=Moment.COLLECTION, period=Period.parse("P1D")), "promise"),
        (Setting(promise="R2", moment=Moment.NOT_NEEDED, period=Period.parse("P1D")), "moment"),
    ],
)
def test_a_time_beyond_what_the_promise_lets_them_set_is_refused(
    keeper: Keeper, setting: Setting, part: str
) -> None:
    """Nothing is set then."""
    with pytest.raises(KeepingUnfit) as refused:
        set_time(keeper, setting)
    assert refused.value.fields == {"part": part}
    with keeper.storage.reading(keeper.service) as view:
        assert own_times(view, person="person-1") == ()


@pytest.mark.promise("A16")
def test_what_a_law_keeps_stays_until_its_own_time_is_over(keeper: Keeper) -> None:
    """The account is closed, the books of its bookings stay a year; lifted, they go."""
    keeper.collect("booking", "b-1", days=90)
    keeper.collect("profile", "p-1", days=90)
    over(keeper, "b-1", days=60)
    with keeper.storage.work(keeper.service) as work:
        kept = keep_longer(keeper.act(work), BOOKS, basis="Commercial law, article 26")
    keeper.tell("account_closed", days=50)
    assert end_own(keeper.storage, keeper.service) == 1
    assert (keeper.there("booking"), keeper.there("profile")) == (1, 0)
    with keeper.storage.work(keeper.service) as work:
        stop_keeping_longer(keeper.act(work), kept)
    assert end_own(keeper.storage, keeper.service) == 1


def test_what_is_kept_longer_needs_a_reason_that_was_promised(keeper: Keeper) -> None:
    """Another reason, or nothing that it rests on, is refused; what is not there is not lifted."""
    disputes = Longest(
        promise="R2",
        category="booking",
        why=Longer.DISPUTES,
        moment=Moment.BOOKING_OVER,
        period=Period.parse("P1Y"),
    )
    for longest, basis, part in ((disputes, "a case", "why"), (BOOKS, " ", "basis")):
        with (
            pytest.raises(KeepingUnfit) as refused,
            keeper.storage.work(keeper.service) as work,
        ):
            keep_longer(keeper.act(work), longest, basis=basis)
        assert refused.value.fields == {"part": part}
    with pytest.raises(NotFound), keeper.storage.work(keeper.service) as work:
        stop_keeping_longer(keeper.act(work), uuid4())


def test_an_event_of_a_record_that_is_anybody_elses_is_refused(keeper: Keeper) -> None:
    """It is as if the record were not there."""
    keeper.collect("booking", "b-2", person="person-2")
    with pytest.raises(NoSuchRecord):
        over(keeper, "b-2", days=1)


def test_an_event_without_a_record_does_not_guess_which_booking_is_over(keeper: Keeper) -> None:
    """With two bookings open both stay and the place says so; told of one, the other follows."""
    keeper.collect("booking", "b-1", days=90)
    keeper.collect("booking", "b-2", days=80)
    keeper.tell("booking_over", days=40)
    set_time(keeper)
    assert end_own(keeper.storage, keeper.service) == 0
    with keeper.storage.reading(keeper.service) as view:
        stood = {each.item: each for each in view.retention.standings()}
    assert stood["booking"].fault == "retention.unnamed"
    over(keeper, "b-2", days=35)
    assert end_own(keeper.storage, keeper.service) == 2
    with keeper.storage.reading(keeper.service) as view:
        stood = {each.item: each for each in view.retention.standings()}
    assert stood["booking"].fault is None
