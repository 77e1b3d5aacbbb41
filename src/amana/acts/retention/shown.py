"""How what is kept stands in what is handed out: nobody's data, counts and instants alone."""

from datetime import timedelta

from amana.acts.instants import at
from amana.acts.retention.foresee import Ahead, Kept
from amana.domain.ledger.entry import Json
from amana.storage.retention import SetRow, SettingRow, Stood


def kept_json(kept: Kept) -> dict[str, Json]:
    """Return how each place stands, with the latest sets and what is kept longer."""
    return {
        "places": tuple(_stood(each) for each in kept.standings),
        "not_looked_at": tuple(
            {"place": each.place, "item": each.item, "promises": tuple(sorted(each.promises))}
            for each in kept.unseen
        ),
        "sets": tuple(_set(each) for each in kept.sets),
        "longer": tuple(
            {
                "id": str(each.id),
                "promise": each.longest.promise,
                "category": each.longest.category,
                "why": each.longest.why.value,
                "from": each.longest.moment.value,
                "period": str(each.longest.period),
                "basis": each.basis,
            }
            for each in kept.longest
        ),
    }


def ahead_json(ahead: Ahead) -> dict[str, Json]:
    """Return what becomes due in a place, week by week."""
    return {
        "place": ahead.at.place,
        "item": ahead.at.item,
        "promises": tuple(sorted(ahead.at.promises)),
        "categories": tuple(sorted(ahead.at.categories)),
        "due_now": ahead.now,
        "weeks": ahead.weeks,
    }


def own_time_json(row: SettingRow) -> dict[str, Json]:
    """Return a time that a person set."""
    return {
        "promise": row.setting.promise,
        "from": row.setting.moment.value,
        "period": str(row.setting.period),
        "set_at": at(row.set_at),
        "ended_at": at(row.ended_at),
    }


def _stood(stood: Stood) -> dict[str, Json]:
    return {
        "place": stood.place,
        "item": stood.item,
        "promises": stood.promises,
        "categories": stood.categories,
        "looks": stood.looks,
        "looked_at": at(stood.looked_at),
        "past": stood.past,
        "held": stood.held,
        "since": at(stood.since),
        "next_at": at(stood.next_at),
        "ended": stood.ended,
        "longest_overstay_s": _seconds(stood.longest),
        "fault": stood.fault,
        "failing_since": at(stood.failing_since),
    }


def _set(row: SetRow) -> dict[str, Json]:
    return {
        "set": str(row.id),
        "place": row.place,
        "item": row.item,
        "promises": row.promises,
        "state": row.state,
        "begun_at": at(row.begun_at),
        "ended_at": at(row.ended_at),
        "ended": row.ended,
        "overstay_s": _seconds(row.longest),
        "entry": None if row.entry is None else str(row.entry),
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())
