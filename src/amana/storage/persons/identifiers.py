"""Identifiers of persons: sealed, found by a blind index, verified, ended, kept as history.

Several persons may have the same one: a family, an office. Values come normalised, so that one
address has one index.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Final
from uuid import UUID

from amana.domain.person.facts import ORIGINS
from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import IdentifierKind, matched
from amana.domain.vocabulary.collecting import Origin
from amana.storage.errors import KeyMissing, RecordSealBroken
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.sealed import seal, unsealed
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

_OWN: Final = "own"
_WHAT: Final = "identifier"
MOST_WHO_SHARE: Final = 100
"""Persons who are found under one identifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """What an identifier came in as; all ``None`` of those that are older than these facts."""

    policy_version: int | None = None
    occasion: str | None = None
    category: str | None = None


_UNKNOWN: Final = CameIn()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldIdentifier:
    """An identifier of a person, opened."""

    id: UUID
    person: PersonKey = field(repr=False)
    kind: IdentifierKind
    value: str = field(repr=False)
    origin: Origin
    source: str | None
    since: datetime
    verified_at: datetime | None
    verified_by: str | None
    ended_at: datetime | None
    replaced_by: UUID | None
    came: CameIn


class Identifiers:
    """The identifiers of one service's persons, in one transaction."""

    __slots__ = ("_made", "_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction, whose instant is ``now``; the sealer seals and opens."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer
        # Rows of one instant sort in the order in which they were made.
        self._made = count()

    def note(  # noqa: PLR0913 - whose, what, where from, by which entry
        self,
        person: PersonKey,
        kind: IdentifierKind,
        value: str,
        *,
        origin: Origin,
        source: str | None,
        entry: UUID,
        came: CameIn = _UNKNOWN,
    ) -> UUID | None:
        """Note an identifier and return its id; ``None`` where the person has it already."""
        looks = self._looks(kind, value)
        here = {"origin": origin.value, "source": source, "entry": entry, **asdict(came)}
        return self._put(person, kind.value, value, looks, here)

    def note_own(self, person: str, *, entry: UUID) -> None:
        """Keep the service's own id of a person, sealed: by it whoever is found can be named."""
        key = self._sealer.person_key(person)
        here = {
            "origin": Origin.AUTOMATIC.value,
            "source": None,
            "entry": entry,
            **asdict(_UNKNOWN),
        }
        self._put(key, _OWN, person, (key,), here)

    def of(
        self, members: Iterable[PersonKey], *, only_readable: bool = False
    ) -> tuple[HeldIdentifier, ...]:
        """Return the identifiers of these ids, also those that ended, the oldest first.

        One that does not open raises what opening raises; ``only_readable`` leaves it out, so
        that what cannot be read any more keeps nobody from being erased.
        """
        return tuple(self._each(members, only_readable=only_readable))

    def _each(
        self, members: Iterable[PersonKey], *, only_readable: bool
    ) -> Iterator[HeldIdentifier]:
        for row in self._held(members):
            if row["kind"] == _OWN:
                continue
            try:
                value = self._opened(row)
            except (KeyMissing, RecordSealBroken):
                if only_readable:
                    continue
                raise
            yield HeldIdentifier(
                id=row["id"],
                person=bytes(row["person_key"]),
                kind=IdentifierKind(row["kind"]),
                value=value,
                origin=ORIGINS[row["origin"]],
                source=row["source"],
                since=row["since"],
                verified_at=row["verified_at"],
                verified_by=row["verified_by"],
                ended_at=row["ended_at"],
                replaced_by=row["replaced_by"],
                came=CameIn(
                    policy_version=row["policy_version"],
                    occasion=row["occasion"],
                    category=row["category"],
                ),
            )

    def own_ids(self, members: Iterable[PersonKey]) -> Mapping[PersonKey, str]:
        """Return the service's own ids of these persons, as far as they were kept."""
        return {
            bytes(row["person_key"]): self._opened(row)
            for row in self._held(members)
            if row["kind"] == _OWN
        }

    def whose(self, kind: IdentifierKind, value: str) -> tuple[PersonKey, ...]:
        """Return who has the identifier now; several who share it, or nobody."""
        rows = self._transaction.rows(
            "identifiers",
            "whose",
            service=self._service,
            kind=kind.value,
            looks=list(self._looks(kind, value)),
            limit=MOST_WHO_SHARE,
        )
        return tuple(bytes(row["person_key"]) for row in rows)

    def verify(
        self, members: Iterable[PersonKey], kind: IdentifierKind, value: str, *, by: str
    ) -> bool:
        """Note that the person has shown it to be theirs; tell whether they have it."""
        return bool(self._change("verify", members, kind, value, verified_by=by))

    def end(
        self,
        members: Iterable[PersonKey],
        kind: IdentifierKind,
        value: str,
        *,
        replaced_by: UUID | None = None,
    ) -> bool:
        """End an identifier; it stays as history. Tell whether the person had it."""
        return bool(self._change("end", members, kind, value, replaced_by=replaced_by))

    def look_anew(self, *, after: UUID, limit: int) -> UUID | None:
        """Write the blind indexes of the next identifiers under the newest index key.

        Returns where to go on, ``None`` at the end. Twice is once.
        """
        rows = self._transaction.rows(
            "identifiers", "every", service=self._service, after=after, limit=limit
        )
        for row in rows:
            (look, *_) = self._looks(IdentifierKind(row["kind"]), self._opened(row))
            if look != bytes(row["look"]):
                self._transaction.change(
                    "identifiers", "relook", service=self._service, id=row["id"], look=look
                )
        return rows[-1]["id"] if len(rows) == limit else None

    def _put(
        self,
        person: PersonKey,
        kind: str,
        value: str,
        looks: tuple[bytes, ...],
        here: Mapping[str, object],
    ) -> UUID | None:
        identity = uuid7(self._now, order=next(self._made))
        sealed = seal(self._sealer, {"value": value}, what=_WHAT, row=identity, person=person)
        made = self._transaction.change(
            "identifiers",
            "put",
            service=self._service,
            id=identity,
            person_key=person,
            kind=kind,
            look=looks[0],
            looks=list(looks),
            sealed=sealed,
            **here,
        )
        return identity if made else None

    def _looks(self, kind: IdentifierKind, value: str) -> tuple[bytes, ...]:
        """Return all blind indexes of a value, the one that is written first."""
        return self._sealer.blinds(kind.value, matched(kind, value))

    def _held(self, members: Iterable[PersonKey]) -> list[dict[str, Any]]:
        return self._transaction.rows(
            "identifiers", "held", service=self._service, members=list(members)
        )

    def _opened(self, row: Mapping[str, Any]) -> str:
        person = bytes(row["person_key"])
        value = unsealed(self._sealer, row["sealed"], what=_WHAT, row=row["id"], person=person)
        return str(value["value"])

    def _change(
        self,
        statement: str,
        members: Iterable[PersonKey],
        kind: IdentifierKind,
        value: str,
        **more: object,
    ) -> int:
        return self._transaction.change(
            "identifiers",
            statement,
            service=self._service,
            members=list(members),
            kind=kind.value,
            looks=list(self._looks(kind, value)),
            **more,
        )
