"""The map in force, and what it declares of a name."""

from amana.acts.declared_map import declared_map
from amana.acts.records.errors import NoMapInForce, UndeclaredField, UndeclaredType, shown_name
from amana.domain.record_map.model import RecordMap, RecordType
from amana.storage.work import View


def map_in_force(view: View) -> RecordMap:
    """Return the service's map, or raise ``NoMapInForce``."""
    found = declared_map(view)
    if found is None:
        raise NoMapInForce
    return found


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
