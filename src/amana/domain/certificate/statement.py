"""What a certificate states: where what was erased, what was kept, who else was told.

It stands as the body of one ledger entry, and holds nothing that names or describes a person.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amana.domain.errors import Refused
from amana.domain.ledger.entry import Json

CERTIFY: Final = "certify-erasure"
"""The act whose entry holds the statement."""
OWN: Final = "own-records"
"""The place that our own records are."""


class NotAllDone(Refused):
    """Something of the erasure is not done yet: there is nothing to certify."""

    code = "certificate.not_done"


class NeverAllDone(NotAllDone):
    """Of something of the erasure it was said that it is not to be done: it is never certified."""

    code = "certificate.never"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedRows:
    """What became of the rows of one table, or of one kind of our own records."""

    table: str
    deleted: int = 0
    changed: int = 0
    kept: int = 0

    @property
    def counted(self) -> bool:
        """Tell whether anything became of it."""
        return any((self.deleted, self.changed, self.kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPlace:
    """One place that was erased from: our own records, or a source."""

    place: str
    tables: tuple[ErasedRows, ...]
    read_back_at: datetime
    """When it was looked at again, and nothing was there. Aware."""
    together: int = 1
    """How many requests went through the place in the same pass: the counts are of all of them."""
    looks: int | None = None
    """How many looks there were afterwards at what was to be erased; none where nothing was.

    ``None`` of our own records, which the database itself keeps closed."""
    at_most: tuple[ErasedRows, ...] = ()
    """What was erased at most besides, by passes whose end nobody saw: whether they did it is not
    known. It was there before, and was not found when the place was looked at again."""

    @property
    def nothing_there(self) -> bool:
        """Tell whether nothing of the person was ever found there, so that nothing was erased."""
        return self.looks == 0 and not self.at_most


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPart:
    """What stays, why, and until when."""

    place: str
    table: str
    reason: str
    until: str | None
    """A period or a date in ISO 8601; ``None`` where the reason has no end that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRecipient:
    """A recipient of the data: whether it was told of the erasure, and answered, by then.

    The certificate waits for neither.
    """

    recipient: str
    contact: str | None
    told_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def state(self) -> str:
        """Return ``answered``, ``told``, or ``awaited`` of who was not told yet."""
        if self.answered_at is not None:
            return "answered"
        return "awaited" if self.told_at is None else "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntry:
    """Another entry of the same erasure, by the hash of its public leaf."""

    act: str
    position: int
    leaf_hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything that the certificate of one erasure states."""

    erasure: str
    request: str | None
    """The request that it answers, where it was asked for as one."""
    ids: int
    """How many ids of the person were erased together."""
    begun_at: datetime
    """From here on every read refused."""
    closed_at: datetime
    """From here on nothing was left in our own database."""
    epoch: int | None
    """Copies of the key in backups open as long as the key of this epoch, or an older, is kept."""
    places: tuple[ErasedPlace, ...]
    kept: tuple[KeptPart, ...] = ()
    recipients: tuple[ToldRecipient, ...] = ()
    entries: tuple[NamedEntry, ...]
    categories: tuple[str, ...] = ()
    """What was erased of the person, where it was not everything; then their key stays."""


def statement_body(stated: Statement) -> dict[str, Json]:
    """Return the body of the entry that holds the statement.

    Raises ``NotAllDone`` where no place was read back, or no entry says that anything was done.
    """
    if not stated.places or not stated.entries:
        raise NotAllDone
    part: dict[str, Json] = {"categories": stated.categories} if stated.categories else {}
    return {
        **part,
        "erasure": stated.erasure,
        "request": stated.request,
        "ids": stated.ids,
        "begun_at": stated.begun_at.isoformat(),
        "closed_at": stated.closed_at.isoformat(),
        "key": {"deleted": not stated.categories, "epoch": stated.epoch},
        "places": tuple(_place(each) for each in stated.places),
        "kept": tuple(_kept(each) for each in stated.kept),
        "recipients": tuple(_recipient(each) for each in stated.recipients),
        "entries": tuple(_entry(each) for each in stated.entries),
    }


def _place(place: ErasedPlace) -> Json:
    at_most: dict[str, Json] = {
        "at_most": tuple(
            {"table": each.table, "deleted": each.deleted, "changed": each.changed}
            for each in place.at_most
        )
    }
    return {
        **(at_most if place.at_most else {}),
        "place": place.place,
        "read_back_at": place.read_back_at.isoformat(),
        "together": place.together,
        "looks": place.looks,
        "tables": tuple(
            {
                "table": each.table,
                "deleted": each.deleted,
                "changed": each.changed,
                "kept": each.kept,
            }
            for each in place.tables
        ),
    }


def _kept(part: KeptPart) -> Json:
    return {
        "place": part.place,
        "table": part.table,
        "reason": part.reason,
        "until": part.until,
    }


def _recipient(told: ToldRecipient) -> Json:
    return {
        "recipient": told.recipient,
        "contact": told.contact,
        "state": told.state,
        "told_at": _moment(told.told_at),
        "answered_at": _moment(told.answered_at),
    }


def _entry(entry: NamedEntry) -> Json:
    return {"act": entry.act, "position": entry.position, "leaf_hash": entry.leaf_hash.hex()}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
