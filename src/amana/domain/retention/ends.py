"""When a period of keeping ends, and which beginnings are over at an instant.

The end moves forward with the beginning, so that what is due is whatever began up to one instant:
a set, and not a sum for each row.
"""

from calendar import monthrange
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from amana.domain.period import Period

_FIRST: Final = datetime(1, 1, 2, tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)


def end_of(period: Period, begun: datetime) -> datetime:
    """Return the instant with which a period ends that began at ``begun``, in UTC.

    Months and years go by the calendar. Where the last month lacks the day, the period ends with
    the last hour of that month (Regulation (EEC, Euratom) 1182/71, article 3(2)(c)), not before:
    what began later never ends sooner. An end beyond the year 9999 is the last instant.
    """
    start = begun.astimezone(UTC)
    months = start.year * 12 + start.month - 1 + period.years * 12 + period.months
    year, month = divmod(months, 12)
    rest = timedelta(
        weeks=period.weeks, days=period.days, hours=period.hours, minutes=period.minutes
    )
    try:
        return _on_day(start, year, month + 1) + rest
    except (OverflowError, ValueError):
        return _LAST


def _on_day(start: datetime, year: int, month: int) -> datetime:
    """Return the same day of another month, or the end of that month where it lacks the day."""
    if year > MAXYEAR:
        raise OverflowError
    last = monthrange(year, month)[1]
    if start.day <= last:
        return start.replace(year=year, month=month)
    return datetime(year, month, last, tzinfo=UTC) + timedelta(days=1)


def over_at(period: Period, now: datetime) -> datetime | None:
    """Return the latest beginning whose period is over at ``now``; ``None`` where there is none.

    For every instant, ``end_of(period, it) <= now`` exactly where it is not after the one returned.
    """
    if end_of(period, _FIRST) > now:
        return None
    low, high = _FIRST, now.astimezone(UTC)
    if end_of(period, high) <= now:
        return high
    # INVARIANT: a period that began at low is over, one that began at high is not.
    while high - low > _TICK:
        middle = low + (high - low) // 2
        low, high = (middle, high) if end_of(period, middle) <= now else (low, middle)
    return low


def local_bound(latest: datetime, zone: ZoneInfo) -> datetime:
    """Return the latest time of a clock in the zone that surely is not after an instant; naive.

    A time that the clock shows twice is taken for the later instant, so that nothing is due early.
    """
    local = latest.astimezone(zone).replace(tzinfo=None, fold=0)
    if _latest_meant(local, zone) <= latest:
        return local
    # INVARIANT: low surely is not after the instant, high may be. No clock goes back for a day.
    low, high = local - timedelta(days=1), local
    while high - low > _TICK:
        middle = low + (high - low) // 2
        low, high = (middle, high) if _latest_meant(middle, zone) <= latest else (low, middle)
    return low


def day_bound(latest: datetime, zone: ZoneInfo) -> date:
    """Return the latest day that surely is over at an instant: it counts from its last hour."""
    day = latest.astimezone(zone).date() - timedelta(days=1)
    return day if _latest_meant(_midnight_after(day), zone) <= latest else day - timedelta(days=1)


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time())


def _latest_meant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the latest instant that a clock's time can mean."""
    meant = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(meant)
