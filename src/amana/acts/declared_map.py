"""The service's map, fetched and parsed once a version."""

from collections.abc import Collection

from amana.acts.kept import Kept
from amana.domain.record_map.model import RecordMap
from amana.domain.record_map.parse import parse
from amana.storage.work import View

_maps: Kept[tuple[str, int, object], RecordMap] = Kept(most=64)


def declared_map(view: View) -> RecordMap | None:
    """Return the map in force; ``None`` where none was applied. What was applied never changes."""
    latest = view.maps.in_force()
    if latest is None:
        return None

    def load() -> RecordMap:
        return parse(view.maps.source(latest.number))

    # The instant tells apart what an older backup held under the same number.
    return _maps.get((view.service, latest.number, latest.applied_at), load)


def types_with(view: View, data: Collection[str]) -> frozenset[str] | None:
    """Return the types of records that hold any of these categories.

    ``None`` where one of them is in no type of the map in force: then it lies elsewhere, and
    anybody may have it.
    """
    known = declared_map(view)
    if known is None:
        return None
    found = {
        (type_.id, field.category)
        for type_ in known.records.values()
        for field in type_.fields.values()
        if field.category in data
    }
    if {category for _, category in found} < set(data):
        return None
    return frozenset(type_ for type_, _ in found)
