"""Small values of a person, sealed under the person's key and bound to the row they stand in.

They are sealed as version 0 of a record, which no record has: none of them opens in place of one.
Within, a value names what it is, so that an identifier does not open in place of a fact.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.domain.person.groups import PersonKey
from amana.storage.errors import RecordSealBroken
from amana.storage.keys.sealing import PlainRecord, Sealer

_VERSION: Final = 0
_OF: Final = "of"


def seal(
    sealer: Sealer, value: Mapping[str, Json], *, what: str, row: UUID, person: PersonKey
) -> bytes:
    """Seal a value of this name for the row."""
    plain = canonical.write({_OF: what, **value})
    return sealer.seal_record(plain, person=person, record=row, version=_VERSION)


def seal_many(
    sealer: Sealer, given: Sequence[tuple[UUID, PersonKey, Mapping[str, Json]]], *, what: str
) -> list[bytes]:
    """Seal values of this name, each for its row and person; the keys come by few statements."""
    return sealer.seal_records(
        [
            PlainRecord(canonical.write({_OF: what, **value}), person, row, _VERSION)
            for row, person, value in given
        ]
    )


def unsealed(
    sealer: Sealer, sealed: bytes, *, what: str, row: UUID, person: PersonKey
) -> Mapping[str, Json]:
    """Open a value of this name; anything else raises ``RecordSealBroken``."""
    plain = sealer.open_record(bytes(sealed), person=person, record=row, version=_VERSION)
    try:
        value = canonical.read(plain)
    except ValueError as error:
        raise RecordSealBroken(record=str(row)) from error
    if not isinstance(value, Mapping) or value.get(_OF) != what:
        raise RecordSealBroken(record=str(row))
    return value
