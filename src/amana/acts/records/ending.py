"""The end of a record's time: neither over at once, nor so far that no calendar reaches it."""

from datetime import datetime, timedelta
from typing import Final

from amana.acts.records.errors import TimeOver, TimeTooFar

LONGEST: Final = timedelta(days=36_525)
"""A hundred years. An end near the year 9999 lies beyond it in another zone, and cannot be read."""


def check_end(ends: datetime | None, *, now: datetime) -> None:
    """Raise ``TimeOver`` or ``TimeTooFar`` for an end that no record may have; ``None`` is none."""
    if ends is None:
        return
    if ends <= now:
        raise TimeOver
    if ends - now > LONGEST:
        raise TimeTooFar
