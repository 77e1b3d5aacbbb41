"""The e-mail addresses and telephone numbers that stand in records of a person."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from amana.acts.records.errors import NoMapInForce
from amana.acts.records.map_in_force import map_in_force
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.record.errors import UnfitValue
from amana.domain.record.types import ValueType
from amana.domain.record_map.model import RecordField, RecordMap
from amana.storage.records.row import StoredRecord
from amana.storage.work import View
from amana.values import normal

KINDS: Final[Mapping[ValueType, IdentifierKind]] = {
    ValueType.EMAIL: IdentifierKind.EMAIL,
    ValueType.PHONE: IdentifierKind.PHONE,
}
"""The types of value by which a person may be reached, and stays out once erased."""
_AT_ONCE: Final = 200


def addresses_of(
    view: View, person_keys: Sequence[bytes]
) -> Iterator[tuple[bytes, IdentifierKind, str]]:
    """Yield whose, of which kind and what each address is that stands in these persons' records.

    Earlier versions count too. Fields are known by the map in force; what does not open, and what
    of an address is only a part, is passed over.
    """
    try:
        known = map_in_force(view)
    except NoMapInForce:
        return
    for record in _records(view, person_keys):
        for kind, value in _in_record(known, record):
            yield record.person_key, kind, value


def _records(view: View, person_keys: Sequence[bytes]) -> Iterator[StoredRecord]:
    found, after = view.records.readable(person_keys, after=None, limit=_AT_ONCE)
    yield from found
    while after is not None:
        found, after = view.records.readable(person_keys, after=after, limit=_AT_ONCE)
        yield from found


def _in_record(known: RecordMap, record: StoredRecord) -> Iterator[tuple[IdentifierKind, str]]:
    type_ = known.records.get(record.type)
    if type_ is None:
        return
    for version in (*record.past, record.current):
        for name, value in version.content.values.items():
            yield from _address(type_.fields.get(name), value)


def _address(declared: RecordField | None, value: object) -> Iterator[tuple[IdentifierKind, str]]:
    kind = None if declared is None else KINDS.get(declared.type)
    if declared is None or kind is None:
        return
    try:
        yield kind, str(normal(declared.type, value).value)
    except UnfitValue:
        # Only a part of it was kept: there is nothing to know it by.
        return
