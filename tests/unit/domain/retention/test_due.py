"""What is due, and what keeps it longer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.due import (
    Bearing,
    Bound,
    Condition,
    condition_of,
    end_of_category,
    moments_of_category,
)
from amana.domain.retention.errors import KeepingUnfit
from amana.domain.retention.terms import Longest, Setting, Term, check_longest, check_setting

NOW = datetime(2026, 6, 1, tzinfo=UTC)
YEAR = Period.parse("P1Y")
MONTH = Period.parse("P1M")
ACCOUNT = Term(
    promise="keeps-account",
    data=frozenset({"name", "booking"}),
    moment=Moment.ACCOUNT_CLOSED,
    period=None,
    unless=frozenset({Longer.LAW}),
    by_setting=True,
)
LOGS = Term(
    promise="keeps-logs", data=frozenset({"address"}), moment=Moment.COLLECTION, period=MONTH
)
VISITS = replace(LOGS, promise="keeps-visits", by_setting=True)
ORDERS = replace(ACCOUNT, promise="keeps-orders", moment=Moment.ORDER_DONE)
OWN = Setting(promise="keeps-account", moment=Moment.BOOKING_OVER, period=YEAR)
BOOKS = Longest(
    promise="keeps-account",
    category="booking",
    why=Longer.LAW,
    moment=Moment.BOOKING_OVER,
    period=Period.parse("P10Y"),
)


def days(count: int) -> datetime:
    """Return the instant so many days ago."""
    return NOW - timedelta(days=count)


def test_what_was_collected_longer_ago_than_promised_is_due() -> None:
    """A month after the collection the time is over."""
    found = condition_of(Bearing(terms=(LOGS,)), ["address"], NOW)
    assert found is not None
    assert found.over_by({Moment.COLLECTION: days(31)}) == timedelta(0)
    assert found.over_by({Moment.COLLECTION: days(30)}) is None
    assert found.latest == days(31)
    assert found.moments == {Moment.COLLECTION}
    ((bound,),) = found.clauses
    assert bound.end(days(30)) == NOW + timedelta(days=1)
    assert Bound(moment=Moment.COLLECTION, latest=NOW).end(days(3)) == days(3)


@pytest.mark.promise("A16")
def test_account_data_stays_as_long_as_the_account_lives() -> None:
    """Without its closing nothing is due, however old it is."""
    bearing = Bearing(terms=(ACCOUNT,))
    assert end_of_category(bearing, "name", {Moment.COLLECTION: days(9000)}) is None
    assert end_of_category(bearing, "name", {Moment.ACCOUNT_CLOSED: days(1)}) == days(1)


@pytest.mark.promise("A18")
def test_a_customer_sets_a_shorter_time() -> None:
    """Their booking data ends a year after the booking, while the account lives."""
    bearing = Bearing(terms=(ACCOUNT,), settings=(OWN,))
    assert end_of_category(bearing, "booking", {Moment.BOOKING_OVER: days(400)}) == days(35)
    both = {Moment.BOOKING_OVER: days(400), Moment.ACCOUNT_CLOSED: days(300)}
    assert end_of_category(bearing, "booking", both) == days(300)


def test_a_law_delays_and_never_hastens() -> None:
    """What has to be kept ten years stays, also where its moment is not known."""
    bearing = Bearing(terms=(ACCOUNT,), longest=(BOOKS,))
    closed = {Moment.ACCOUNT_CLOSED: days(10)}
    assert end_of_category(bearing, "booking", closed) is None
    assert end_of_category(bearing, "name", closed) == days(10)
    over = {**closed, Moment.BOOKING_OVER: datetime(2016, 5, 1, tzinfo=UTC)}
    assert end_of_category(bearing, "booking", over) == days(10)
    found = condition_of(bearing, ["booking"], NOW)
    assert found is not None
    assert found.over_by(over) == timedelta(days=10)
    assert found.over_by(closed) is None


def test_a_row_is_whole_until_all_of_it_is_due() -> None:
    """The log's month is over, the account's life is not."""
    bearing = Bearing(terms=(ACCOUNT, LOGS))
    found = condition_of(bearing, ["name", "address"], NOW)
    assert found is not None
    assert found.over_by({Moment.COLLECTION: days(90)}) is None
    both = {Moment.COLLECTION: days(90), Moment.ACCOUNT_CLOSED: days(2)}
    assert found.over_by(both) == timedelta(days=2)


def test_of_several_promises_the_first_end_counts() -> None:
    """Whoever read either relied on it."""
    shorter = Term(
        promise="short", data=frozenset({"name"}), moment=Moment.COLLECTION, period=MONTH
    )
    ends = end_of_category(
        Bearing(terms=(ACCOUNT, shorter)),
        "name",
        {Moment.COLLECTION: days(40), Moment.ACCOUNT_CLOSED: days(1)},
    )
    assert ends == datetime(2026, 5, 22, tzinfo=UTC)


def test_what_no_promise_ends_is_never_due() -> None:
    """Neither without a promise, nor by a period that cannot be over, nor without data."""
    assert condition_of(Bearing(terms=(LOGS,)), ["name"], NOW) is None
    assert condition_of(Bearing(terms=(LOGS,)), [], NOW) is None
    ages = Longest(
        promise="keeps-logs",
        category="address",
        why=Longer.LAW,
        moment=Moment.COLLECTION,
        period=Period.parse("P5000Y"),
    )
    assert condition_of(Bearing(terms=(LOGS,), longest=(ages,)), ["address"], NOW) is None
    assert Condition(clauses=()).over_by({}) is None
    bound = Bound(moment=Moment.COLLECTION, latest=NOW)
    assert Condition(clauses=((bound,),)).over_by({}) is None


def test_bearing_names_its_promises() -> None:
    """Each set that ends does so under the promises that speak of it."""
    assert Bearing(terms=(ACCOUNT, LOGS)).promises_of(["name"]) == {"keeps-account"}


@pytest.mark.parametrize(
    ("setting", "part"),
    [
        (Setting(promise="none", moment=Moment.COLLECTION, period=YEAR), "promise"),
        (Setting(promise="keeps-logs", moment=Moment.COLLECTION, period=YEAR), "promise"),
        (Setting(promise="keeps-account", moment=Moment.NOT_NEEDED, period=YEAR), "moment"),
        (Setting(promise="keeps-visits", moment=Moment.COLLECTION, period=MONTH), "period"),
        (Setting(promise="keeps-visits", moment=Moment.COLLECTION, period=YEAR), "period"),
        (Setting(promise="keeps-orders", moment=Moment.ORDER_DONE, period=MONTH), "period"),
    ],
)
def test_a_setting_that_no_promise_allows_is_refused(setting: Setting, part: str) -> None:
    """It says what does not fit."""
    with pytest.raises(KeepingUnfit) as refused:
        check_setting((ACCOUNT, LOGS, VISITS, ORDERS), setting, now=NOW)
    assert refused.value.fields["part"] == part


def test_a_setting_within_the_promise_is_taken() -> None:
    """A customer may let data go a year after the booking."""
    check_setting((LOGS, ACCOUNT), OWN, now=NOW)
    week = Setting(promise="keeps-visits", moment=Moment.COLLECTION, period=Period.parse("P1W"))
    check_setting((ACCOUNT, VISITS), week, now=NOW)


@pytest.mark.parametrize(
    ("longest", "part"),
    [
        (Longest(promise="keeps-account", category="address", why=Longer.LAW,
                 moment=Moment.COLLECTION, period=YEAR), "category"),
        (Longest(promise="keeps-account", category="name", why=Longer.DISPUTES,
                 moment=Moment.COLLECTION, period=YEAR), "why"),
    ],
)  # fmt: skip
def test_what_the_promise_does_not_except_is_not_kept_longer(longest: Longest, part: str) -> None:
    """Only a reason that people were told of keeps data longer."""
    with pytest.raises(KeepingUnfit) as refused:
        check_longest((ACCOUNT,), longest)
    assert refused.value.fields["part"] == part


def test_what_the_promise_excepts_may_be_kept_longer() -> None:
    """The promise says that a law may keep bookings."""
    check_longest((ACCOUNT,), BOOKS)


def test_a_categorys_moments_are_those_that_end_it_and_those_that_keep_it() -> None:
    """Each once; none where no promise says when it ends, whatever a law keeps."""
    bearing = Bearing(terms=(ACCOUNT, LOGS, VISITS), longest=(BOOKS,))
    assert moments_of_category(bearing, "booking") == (Moment.ACCOUNT_CLOSED, Moment.BOOKING_OVER)
    assert moments_of_category(bearing, "address") == (Moment.COLLECTION,)
    assert moments_of_category(Bearing(terms=(LOGS,), longest=(BOOKS,)), "booking") == ()


def test_what_a_law_keeps_of_another_category_keeps_this_one_no_longer() -> None:
    """A name's condition has the clause of its account alone."""
    found = condition_of(Bearing(terms=(ACCOUNT,), longest=(BOOKS,)), ["name"], NOW)
    assert found is not None
    assert found.moments == {Moment.ACCOUNT_CLOSED}
