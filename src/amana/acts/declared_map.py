"""The service's map, fetched and parsed once a version."""

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
