"""What a certificate states, read back from the body of its entry: the other way of its writing."""

from collections.abc import Mapping
from datetime import datetime

from amana.domain.certificate.statement import (
    ErasedPlace,
    ErasedRows,
    KeptPart,
    NamedEntry,
    Statement,
    ToldRecipient,
)
from amana.domain.ledger.entry import Json
from amana.domain.ledger.errors import MalformedReceipt


def statement_of(body: Mapping[str, Json]) -> Statement:
    """Return what a body states. Raises ``MalformedReceipt`` where it is no statement of ours."""
    try:
        return _read(body)
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedReceipt(part="statement") from error


def _read(body: Mapping[str, Json]) -> Statement:
    request, epoch = body["request"], _object(body["key"])["epoch"]
    return Statement(
        erasure=str(body["erasure"]),
        request=None if request is None else str(request),
        ids=_count(body["ids"]),
        begun_at=_at(body["begun_at"]),
        closed_at=_at(body["closed_at"]),
        epoch=None if epoch is None else _count(epoch),
        places=tuple(place_of(each) for each in _objects(body["places"])),
        kept=tuple(_kept(each) for each in _objects(body["kept"])),
        recipients=tuple(_recipient(each) for each in _objects(body["recipients"])),
        entries=tuple(_entry(each) for each in _objects(body["entries"])),
        categories=_texts(body.get("categories", ())),
    )


def place_of(said: Mapping[str, Json]) -> ErasedPlace:
    """Return one place of a statement. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    looks = said["looks"]
    return ErasedPlace(
        place=str(said["place"]),
        tables=tuple(
            ErasedRows(
                table=str(each["table"]),
                deleted=_count(each["deleted"]),
                changed=_count(each["changed"]),
                kept=_count(each["kept"]),
            )
            for each in _objects(said["tables"])
        ),
        read_back_at=_at(said["read_back_at"]),
        together=_count(said["together"]),
        looks=None if looks is None else _count(looks),
        at_most=tuple(
            ErasedRows(
                table=str(each["table"]),
                deleted=_count(each["deleted"]),
                changed=_count(each["changed"]),
            )
            for each in _objects(said.get("at_most", ()))
        ),
    )


def _kept(said: Mapping[str, Json]) -> KeptPart:
    until = said["until"]
    return KeptPart(
        place=str(said["place"]),
        table=str(said["table"]),
        reason=str(said["reason"]),
        until=None if until is None else str(until),
    )


def _recipient(said: Mapping[str, Json]) -> ToldRecipient:
    contact, told, answered = said["contact"], said["told_at"], said["answered_at"]
    return ToldRecipient(
        recipient=str(said["recipient"]),
        contact=None if contact is None else str(contact),
        told_at=None if told is None else _at(told),
        answered_at=None if answered is None else _at(answered),
    )


def _entry(said: Mapping[str, Json]) -> NamedEntry:
    return NamedEntry(
        act=str(said["act"]),
        position=_count(said["position"]),
        leaf_hash=bytes.fromhex(str(said["leaf_hash"])),
    )


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _objects(value: Json) -> tuple[Mapping[str, Json], ...]:
    if not isinstance(value, tuple):
        raise TypeError
    return tuple(_object(each) for each in value)


def _texts(value: Json) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        raise TypeError
    return tuple(map(str, value))


def _count(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _at(value: Json) -> datetime:
    return datetime.fromisoformat(str(value))
