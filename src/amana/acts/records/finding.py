"""Finding the one record that is meant."""

from amana.acts.records.asked import Which
from amana.acts.records.errors import NoSuchRecord, WrongKey, shown_name
from amana.acts.records.map_in_force import type_of
from amana.acts.records.whose import keys_of
from amana.domain.record_map.model import Keyed, RecordMap
from amana.storage.records.row import StoredRecord
from amana.storage.work import View


def found_record(view: View, known: RecordMap, which: Which, *, person: str | None) -> StoredRecord:
    """Return the record in its time; one of anybody else than ``person`` is not there.

    Raises ``NoSuchRecord``, the same for all of these, ``WrongKey`` where it is named neither by
    id nor by type and key, ``UndeclaredType``, and ``PersonErased``.
    """
    record = _looked_up(view, known, which)
    # Also where there is none: of an erased person nothing is left, and that is what is said.
    keys = None if person is None else keys_of(view, person)
    if record is None or (keys is not None and record.person_key not in keys):
        raise NoSuchRecord
    return record


def _looked_up(view: View, known: RecordMap, which: Which) -> StoredRecord | None:
    if which.id is not None:
        found = view.records.by_id(which.id)
        return found if which.type in {None, None if found is None else found.type} else None
    if which.type is None or which.key is None:
        raise WrongKey(type="?" if which.type is None else shown_name(which.type))
    type_ = type_of(known, which.type)
    if type_.keyed is not Keyed.OWN:
        raise WrongKey(type=type_.id)
    return view.records.find(type_=type_.id, key=which.key)
