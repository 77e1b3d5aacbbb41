"""When periods of keeping end, and which beginnings are over."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from amana.domain.period import Period
from amana.domain.retention.ends import day_bound, end_of, local_bound, over_at

BERLIN = ZoneInfo("Europe/Berlin")
DOHA = ZoneInfo("Asia/Qatar")


def at(text: str) -> datetime:
    """Return an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "begun", "end"),
    [
        ("P30D", "2026-01-31T10:00", "2026-03-02T10:00"),
        ("P1M", "2026-01-28T10:00", "2026-02-28T10:00"),
        ("P1M", "2026-01-31T10:00", "2026-03-01T00:00"),
        ("P1Y", "2028-02-29T10:00", "2029-03-01T00:00"),
        ("P1M1DT1H", "2026-01-31T10:00", "2026-03-02T01:00"),
        ("PT90M", "2026-01-31T23:00", "2026-02-01T00:30"),
    ],
)
def test_a_period_ends_by_the_calendar(period: str, begun: str, end: str) -> None:
    """A month that lacks the day is waited for to its last hour."""
    assert end_of(Period.parse(period), at(begun)) == at(end)


@pytest.mark.parametrize("period", ["P9999Y", "P8000Y", "P7973Y31D"])
def test_an_end_that_no_calendar_has_is_the_last_instant(period: str) -> None:
    """Nothing overflows."""
    end = end_of(Period.parse(period), at("2026-12-31T10:00"))
    assert end == datetime.max.replace(tzinfo=UTC)


def test_what_is_over_is_the_latest_beginning() -> None:
    """The last days of January are over together, with the last hour of February."""
    month = Period.parse("P1M")
    assert over_at(month, at("2026-02-28T10:00")) == at("2026-01-28T10:00")
    assert over_at(month, at("2026-03-01T00:00")) == at("2026-02-01T00:00")


def test_no_beginning_is_over_for_longer_than_the_calendar() -> None:
    """A period of thousands of years has not ended for anything."""
    assert over_at(Period.parse("P5000Y"), at("2026-01-01T00:00")) is None


def test_at_the_last_instant_of_the_calendar_everything_is_over() -> None:
    """What the calendar has no end for has ended where the calendar does."""
    last = datetime.max.replace(tzinfo=UTC)
    assert over_at(Period.parse("P30D"), last) == last


def test_a_clock_without_offset_is_read_in_its_zone() -> None:
    """Noon in London is three in the afternoon in Doha."""
    assert local_bound(at("2026-06-01T12:00"), DOHA) == datetime(2026, 6, 1, 15)  # noqa: DTZ001 - a column's


def test_an_hour_that_comes_twice_is_taken_for_the_second() -> None:
    """At the first half past two of the night nothing of that hour is due."""
    first = at("2026-10-25T00:30")
    assert local_bound(first, BERLIN) == datetime(2026, 10, 25, 1, 59, 59, 999999)  # noqa: DTZ001 - a column's
    second = at("2026-10-25T01:30")
    assert local_bound(second, BERLIN) == datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - a column's


def test_a_day_is_over_with_its_last_hour() -> None:
    """A date without a time counts from the end of the day in its zone."""
    assert day_bound(at("2026-06-01T20:59"), DOHA) == date(2026, 5, 31)
    assert day_bound(at("2026-06-01T21:00"), DOHA) == date(2026, 6, 1)


def test_a_midnight_that_comes_twice_is_taken_for_the_second() -> None:
    """Where a clock goes back over midnight, the day before is over with the second one."""
    zone = ZoneInfo("America/Sao_Paulo")
    twice = at("2018-02-18T02:30")
    assert day_bound(twice, zone) == date(2018, 2, 16)
    assert day_bound(at("2018-02-18T03:00"), zone) == date(2018, 2, 17)


def test_nothing_began_so_early_that_its_period_is_over() -> None:
    """Soon after the first of all instants no period has ended."""
    assert over_at(Period.parse("P1Y"), datetime(1, 1, 3, tzinfo=UTC)) is None
