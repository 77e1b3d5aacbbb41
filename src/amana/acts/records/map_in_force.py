"""The map in force, fetched and parsed once a version."""

from amana.acts.kept import Kept
from amana.acts.records.errors import NoMapInForce, UndeclaredField, UndeclaredType, shown_name
from amana.domain.record_map.model import RecordMap, RecordType
from amana.domain.record_map.parse import parse
from amana.storage.work import View

_maps: Kept[tuple[str, int, object], RecordMap] = Kept(most=64)


def map_in_force(view: View) -> RecordMap:
    """Return the service's map, or raise ``NoMapInForce``. What was applied never changes."""
    latest = view.maps.in_force()
    if latest is None:
        raise NoMapInForce

    def load() -> RecordMap:
        return parse(view.maps.source(latest.number))

    # The instant tells apart what an older backup held under the same number.
    return _maps.get((view.service, latest.number, latest.applied_at), load)


def type_of(known: RecordMap, name: str) -> RecordType:
    """Return the declared type of this name, or raise ``UndeclaredType``."""
    found = known.records.get(name)
    if found is None:
        raise UndeclaredType(type=shown_name(name))
    return found


def check_fields(type_: RecordType, names: frozenset[str]) -> None:
    """Raise ``UndeclaredField`` with the first name that the type does not declare."""
    for name in sorted(names - type_.fields.keys()):
        raise UndeclaredField(type=type_.id, field=shown_name(name))
