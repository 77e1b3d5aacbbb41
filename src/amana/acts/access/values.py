"""The values that an access shows: each record asked about by how it came in, masked by default."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from amana.acts.deciding.asked import Asked
from amana.acts.records.deciding import judge
from amana.acts.records.errors import NoMapInForce
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.showing import shown
from amana.acts.records.whose import keys_of
from amana.domain.decision.question import Answer
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.domain.record.masking import mask
from amana.domain.record_map.model import RecordMap, RecordType
from amana.domain.vocabulary.collecting import Part
from amana.storage.records.row import StoredRecord
from amana.storage.work import View

AT_ONCE: Final = 50
"""Records on one page of a reading; the next page is a reading of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownValue:
    """One value as it may be shown."""

    name: str
    category: str
    value: Json = field(repr=False)
    masked: bool
    origin: str
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRecord:
    """What an access shows of one record."""

    id: UUID
    type: str
    values: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found of a person: records that may be shown, and answers about all of them."""

    records: tuple[ShownRecord, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Of the records that may be shown."""
    refused: tuple[Answer, ...] = ()
    """Of those that are held back, each by a promise of its own."""
    next: UUID | None = None
    """The record after which to go on; ``None`` after the last."""


def found_values(view: View, asked: Asked, *, whole: bool, after: UUID | None) -> Found:
    """Return the values of the categories that are asked for, as they may be shown now.

    Raises ``PersonErased``. A service without a map holds no records.
    """
    try:
        declared = map_in_force(view)
    except NoMapInForce:
        return Found()
    keys = keys_of(view, asked.person)
    page = view.records.page(keys, after=after, limit=AT_ONCE + 1)
    found = Found(next=page[AT_ONCE - 1].id if len(page) > AT_ONCE else None)
    for record in page[:AT_ONCE]:
        found = _with(view, found, asked, declared, record, whole=whole)
    return found


def _with(  # noqa: PLR0913 - one record beside all that it is judged by
    view: View,
    found: Found,
    asked: Asked,
    declared: RecordMap,
    record: StoredRecord,
    *,
    whole: bool,
) -> Found:
    """Return what was found with one more record, shown or held back."""
    type_ = declared.records.get(record.type)
    fields = () if type_ is None else _fields(type_, record, asked.question.data)
    if type_ is None or not fields:
        return found
    own = replace(asked.known, objected=asked.known.objected | record.objected)
    answer = judge(
        view, replace(asked, known=own), record=record, type_=type_, fields=fields
    ).answer
    if not answer.permitted:
        return replace(found, refused=(*found.refused, answer))
    values = _values(record, type_, fields, answer, whole=whole)
    seen = ShownRecord(id=record.id, type=type_.id, values=values)
    return replace(found, records=(*found.records, seen), answers=(*found.answers, answer))


def _fields(type_: RecordType, record: StoredRecord, data: frozenset[str]) -> tuple[str, ...]:
    """Return the fields that the record holds of these categories, in the map's order."""
    held = record.current.content.values
    return tuple(n for n, it in type_.fields.items() if n in held and it.category in data)


def _values(
    record: StoredRecord,
    type_: RecordType,
    fields: tuple[str, ...],
    answer: Answer,
    *,
    whole: bool,
) -> tuple[ShownValue, ...]:
    """Return the values: what the policy masks is masked, and the rest too unless whole."""
    plain, masked = shown(record, type_, fields, answer, doing=Doing.READ)
    return tuple(
        ShownValue(
            name=name,
            category=type_.fields[name].category,
            value=value if whole or name in masked else _masked(value, type_, name),
            masked=not whole or name in masked,
            origin=record.brought(name).provenance.origin,
            source=record.brought(name).provenance.source,
        )
        for name, value in _in_order(plain, fields)
    )


def _in_order(values: Mapping[str, Json], fields: tuple[str, ...]) -> tuple[tuple[str, Json], ...]:
    return tuple((name, values[name]) for name in fields if name in values)


def _masked(value: Json, type_: RecordType, name: str) -> str:
    """Return a shortened form: enough to recognise whom one speaks with, not to copy it."""
    return mask(str(value), Part.SHORTENED.value, type_.fields[name].type)
