"""Nothing is due early: sets against a slow look at each row, over random promises and moments."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.due import Bearing, condition_of, end_of_category
from amana.domain.retention.ends import day_bound, end_of, local_bound, over_at
from amana.domain.retention.terms import Longest, Setting, Term

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CATEGORIES = ("name", "address", "booking")
INSTANTS = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis takes bounds without a zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
)
NEAR = st.one_of(
    INSTANTS, st.timedeltas(timedelta(days=-800), timedelta(days=60)).map(lambda it: NOW + it)
)
PERIODS = st.builds(
    Period,
    years=st.integers(0, 3),
    months=st.integers(0, 14),
    days=st.integers(0, 400),
    hours=st.integers(0, 30),
    minutes=st.integers(1, 90),
)
MOMENTS = st.sampled_from(list(Moment))
ZONES = st.sampled_from(["Asia/Qatar", "Europe/Berlin", "America/Sao_Paulo", "Asia/Amman"]).map(
    ZoneInfo
)
TERMS = st.builds(
    Term,
    promise=st.sampled_from(["one", "two", "three"]),
    data=st.frozensets(st.sampled_from(CATEGORIES), min_size=1),
    moment=MOMENTS,
    period=st.none() | PERIODS,
    by_setting=st.booleans(),
)
SETTINGS = st.builds(
    Setting, promise=st.sampled_from(["one", "two"]), moment=MOMENTS, period=PERIODS
)
LONGEST = st.builds(
    Longest,
    promise=st.just("one"),
    category=st.sampled_from(CATEGORIES),
    why=st.just(Longer.LAW),
    moment=MOMENTS,
    period=PERIODS,
)
BEARINGS = st.builds(
    Bearing,
    terms=st.lists(TERMS, max_size=4).map(tuple),
    settings=st.lists(SETTINGS, max_size=2).map(tuple),
    longest=st.lists(LONGEST, max_size=2).map(tuple),
)
ROWS = st.dictionaries(MOMENTS, NEAR)
HELD = st.frozensets(st.sampled_from(CATEGORIES), min_size=1)


@given(PERIODS, NEAR, NEAR)
def test_what_begins_later_never_ends_sooner(period: Period, one: datetime, two: datetime) -> None:
    """The end moves forward with the beginning."""
    first, second = sorted((one, two))
    assert end_of(period, first) <= end_of(period, second)


@given(PERIODS, NEAR, NEAR)
def test_what_is_over_is_one_bound(period: Period, begun: datetime, now: datetime) -> None:
    """A period is over exactly where it began up to the bound."""
    latest = over_at(period, now)
    assert latest is not None
    assert (end_of(period, begun) <= now) == (begun <= latest)


@given(BEARINGS, HELD, ROWS, NEAR)
def test_a_set_is_due_exactly_where_each_row_is(
    bearing: Bearing, held: frozenset[str], row: dict[Moment, datetime], now: datetime
) -> None:
    """The condition says of each row what a look at every category of it says."""
    ends = [end_of_category(bearing, category, row) for category in held]
    slow = all(end is not None and end <= now for end in ends)
    found = condition_of(bearing, held, now)
    over = None if found is None else found.over_by(row)
    assert (over is not None) == slow


@given(BEARINGS, HELD, ROWS, NEAR, LONGEST)
def test_what_a_law_keeps_only_delays(
    bearing: Bearing,
    held: frozenset[str],
    row: dict[Moment, datetime],
    now: datetime,
    more: Longest,
) -> None:
    """With one reason more to keep, nothing is due that was not due without it."""
    kept = Bearing(terms=bearing.terms, settings=bearing.settings, longest=(*bearing.longest, more))
    with_it = condition_of(kept, held, now)
    if with_it is not None and with_it.over_by(row) is not None:
        without = condition_of(bearing, held, now)
        assert without is not None
        assert without.over_by(row) is not None


@given(NEAR, ZONES, st.timedeltas(timedelta(hours=-30), timedelta(hours=30)))
def test_a_clock_in_a_zone_makes_nothing_due_early(
    latest: datetime, zone: ZoneInfo, off: timedelta
) -> None:
    """Whatever instant a clock's time up to the bound means, it is not after the instant."""
    bound = local_bound(latest, zone)
    shown = bound - abs(off)
    exists = shown.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if exists == shown:
        assert all(
            shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) <= latest for fold in (0, 1)
        )


@given(NEAR, ZONES)
def test_a_day_in_a_zone_is_over_with_its_last_hour(latest: datetime, zone: ZoneInfo) -> None:
    """The hour before the next midnight of the bound's day is not after the instant."""
    day = day_bound(latest, zone)
    last = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone, fold=1)
    assert last.astimezone(UTC) <= latest
