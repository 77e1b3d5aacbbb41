"""Until when each category of a person's own records is kept, as it stands now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from amana.acts.retention.bearing import bearing_of
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bearing, end_of_category, moments_of_category
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """How long one category of one record is kept."""

    category: str
    ends: datetime | None
    """By the promises, the person's own times and what stays longer; ``None`` where what its time
    runs from did not come yet."""
    waits: tuple[Moment, ...]
    """What its time runs from, as far as that did not come; empty where ``ends`` is known."""


def kept_until(
    view: View, records: Mapping[UUID, Iterable[str]], members: tuple[bytes, ...]
) -> Mapping[UUID, tuple[Until, ...]]:
    """Return of each of a person's records until when its categories are kept.

    ``members`` are the ids of whom the records are about: their own times count. A category of
    which no promise says when it ends is left out. Says nothing of legal holds.
    """
    settings = tuple(
        row.setting for row in view.retention.settings_of(members) if row.ended_at is None
    )
    bearing = replace(bearing_of(view), settings=settings)
    wanted = {
        record: {each: moments_of_category(bearing, each) for each in categories}
        for record, categories in records.items()
    }
    asked = {m for categories in wanted.values() for some in categories.values() for m in some}
    came = view.retention.moments_of(tuple(wanted), asked) if asked else {}
    return {
        record: tuple(
            _until(bearing, category, moments, came.get(record, {}))
            for category, moments in categories.items()
            if moments
        )
        for record, categories in wanted.items()
    }


def _until(
    bearing: Bearing, category: str, moments: Iterable[Moment], came: Mapping[Moment, datetime]
) -> Until:
    ends = end_of_category(bearing, category, came)
    missing = () if ends is not None else tuple(each for each in moments if each not in came)
    return Until(category=category, ends=ends, waits=missing)
