"""What is shown of values that may be shown masked only (rule 11)."""

from collections.abc import Mapping
from typing import Final

from amana.domain.decision.question import Answer
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.domain.record.masking import mask
from amana.domain.record.types import ValueType
from amana.domain.record_map.model import RecordField, RecordType
from amana.domain.vocabulary.collecting import Part
from amana.storage.records.row import StoredRecord

_BY_DEFAULT: Final[Mapping[ValueType, Part]] = {
    ValueType.CARD: Part.LAST4,
    ValueType.IBAN: Part.LAST4,
    ValueType.NATIONAL_ID: Part.LAST4,
}
"""What people are shown of such numbers even where no promise speaks of it (decision 0152)."""


def shown(
    record: StoredRecord,
    type_: RecordType,
    fields: tuple[str, ...],
    answer: Answer,
    *,
    doing: Doing,
) -> tuple[Mapping[str, Json], tuple[str, ...]]:
    """Return the values of these fields as they may be shown, and which of them are masked."""
    values: dict[str, Json] = {}
    masked: list[str] = []
    for name in fields:
        if name not in record.current.content.values:
            continue
        value = record.current.content.values[name]
        part = part_of(type_.fields[name], answer, doing)
        if part is None:
            values[name] = value
        elif isinstance(value, str | int | bool):
            values[name] = mask(value, part, type_.fields[name].type)
            masked.append(name)
    return values, tuple(masked)


def part_of(declared: RecordField, answer: Answer, doing: Doing) -> str | None:
    """Return the part of the field's value that may be shown; ``None`` for all of it."""
    if declared.category in answer.masked:
        return answer.masks.get(declared.category, Part.HIDDEN.value)
    default = _BY_DEFAULT.get(declared.type) if doing is Doing.READ else None
    return None if default is None else default.value
