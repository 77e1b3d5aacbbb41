"""Say of a day that it is off in a country, or is not: what the organisation knows for certain."""

from datetime import date
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.errors import NoSuchCalendar
from amana.domain.law.week import WEEKS
from amana.domain.ledger.entry import Entry, Json
from amana.values.public_holidays import has_calendar

ACT: Final = "correct-day"


def correct_day(act: Act, *, country: str, day: date, off: bool) -> UUID:
    """Note it and commit; terms counted from now on know it. Raises ``NoSuchCalendar``."""
    if country not in WEEKS and not has_calendar(country):
        raise NoSuchCalendar
    entry = act.work.name_entry()
    act.work.requests.set_day(country, day, off=off, entry=entry)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "country": country,
        "day": day.isoformat(),
        "off": off,
    }
    act.work.commit(Entry(act=ACT, body=body), ids=(entry,))
    return entry
