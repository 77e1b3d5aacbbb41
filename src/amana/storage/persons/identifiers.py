"""Identifiers of persons: sealed, found by a blind index, verified, ended, kept as history.

Several persons may have the same one: a family, an office. Values come normalised, so that one
address has one index.
"""

import hmac
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final
from uuid import UUID

from amana.domain.person.facts import ORIGINS
from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import OWN_ID, IdentifierKind, matched
from amana.domain.vocabulary.collecting import Origin
from amana.storage.errors import KeyMissing, RecordSealBroken
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.sealed import seal, seal_many, unsealed
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

_WHAT: Final = "identifier"
MOST_WHO_SHARE: Final = 100
"""Persons who are found under one identifier."""
_LOOK_BYTES: Final = 32
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


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
        self.note_owns({self._sealer.person_key(person): person}, entry=entry)

    def note_owns(self, persons: Mapping[PersonKey, str], *, entry: UUID) -> None:
        """Keep the own ids of many persons, by their look-up keys, in one statement."""
        # In one order, so that two programs never wait for each other in a circle.
        keys = sorted(persons)
        ids = [uuid7(self._now, order=next(self._made)) for _ in keys]
        given = [
            (identity, key, {"value": persons[key]})
            for identity, key in zip(ids, keys, strict=True)
        ]
        self._change(
            "put_own",
            ids=ids,
            person_keys=keys,
            sealed=seal_many(self._sealer, given, what=_WHAT),
            origin=Origin.AUTOMATIC.value,
            entry=entry,
            index_key=self._sealer.index_key,
        )

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
            if row["kind"] == OWN_ID:
                continue
            try:
                value = self._opened(row)
            except (KeyMissing, RecordSealBroken):
                if only_readable:
                    continue
                raise
            verified = self._is_verified(row)
            yield HeldIdentifier(
                id=row["id"],
                person=bytes(row["person_key"]),
                kind=IdentifierKind(row["kind"]),
                value=value,
                origin=ORIGINS[row["origin"]],
                source=row["source"],
                since=row["since"],
                verified_at=row["verified_at"] if verified else None,
                verified_by=row["verified_by"] if verified else None,
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
            if row["kind"] == OWN_ID
        }

    def whose(self, kind: IdentifierKind, value: str) -> tuple[PersonKey, ...]:
        """Return who has the identifier now; several who share it, or nobody.

        The index only leads there: what is sealed in the row has to be the value.
        """
        rows = self._transaction.rows(
            "identifiers",
            "whose",
            service=self._service,
            kind=kind.value,
            looks=list(self._looks(kind, value)),
            limit=MOST_WHO_SHARE,
        )
        wanted = matched(kind, value)
        found = {bytes(row["person_key"]) for row in rows if self._holds(row, kind, wanted)}
        return tuple(sorted(found))

    def whose_many(
        self, asked: Collection[tuple[IdentifierKind, str]]
    ) -> Mapping[tuple[IdentifierKind, str], frozenset[PersonKey]]:
        """Return of many identifiers what :meth:`whose` does of one, by one statement."""
        wanted = list(dict.fromkeys(asked))
        looks = [
            (place, kind.value, look)
            for place, (kind, value) in enumerate(wanted)
            for look in self._looks(kind, value)
        ]
        rows = self._transaction.rows(
            "identifiers",
            "whose_many",
            service=self._service,
            places=[place for place, _, _ in looks],
            kinds=[kind for _, kind, _ in looks],
            looks=[look for _, _, look in looks],
            limit=MOST_WHO_SHARE,
        )
        self._sealer.persons.find_many(self._service, {bytes(row["person_key"]) for row in rows})
        found: dict[tuple[IdentifierKind, str], set[PersonKey]] = {each: set() for each in wanted}
        for row in rows:
            kind, value = wanted[row["place"]]
            if self._holds(row, kind, matched(kind, value)):
                found[kind, value].add(bytes(row["person_key"]))
        return {each: frozenset(keys) for each, keys in found.items()}

    def verify(
        self, members: Iterable[PersonKey], kind: IdentifierKind, value: str, *, by: str
    ) -> bool:
        """Note that the person has shown it to be theirs; tell whether they have it."""
        ids = self._to_change(members, kind, value)
        for identity in ids:
            self._change(
                "verify",
                id=identity,
                at=self._now,
                verified_by=by,
                mark=self._verified(identity, by, self._now),
            )
        return bool(ids)

    def end(
        self,
        members: Iterable[PersonKey],
        kind: IdentifierKind,
        value: str,
        *,
        replaced_by: UUID | None = None,
    ) -> bool:
        """End an identifier; it stays as history. Tell whether the person had it."""
        ids = self._to_change(members, kind, value)
        for identity in ids:
            self._end(identity, replaced_by)
        return bool(ids)

    def look_anew(self, *, limit: int) -> int:
        """Write the blind indexes of some identifiers under the newest index key.

        Returns how many there were. What does not open any more is found by nobody and gets an
        index of chance; the second of two rows of one person and address ends.
        """
        newest = self._sealer.index_key
        rows = self._transaction.rows(
            "identifiers", "to_relook", service=self._service, index_key=newest, limit=limit
        )
        for row in rows:
            look = self._look_of(row)
            here = {"id": row["id"], "look": look, "index_key": newest}
            if not self._change("relook", **here):
                self._end(row["id"], None)
                self._change("relook", **here)
        return len(rows)

    def forged(self, *, limit: int) -> tuple[UUID, ...]:
        """Return which of the newest were verified, or ended, by no act of ours."""
        rows = self._transaction.rows("identifiers", "marked", service=self._service, limit=limit)
        return tuple(
            row["id"]
            for row in rows
            if (row["verified_at"] is not None and not self._is_verified(row))
            or (row["ended_at"] is not None and not self._is_ended(row))
        )

    def under_others(self) -> int:
        """Count the identifiers whose blind indexes stand under another key than the newest."""
        row = self._transaction.row(
            "identifiers",
            "under_others",
            service=self._service,
            index_key=self._sealer.index_key,
        )
        return 0 if row is None else int(row["count"])

    def _look_of(self, row: Mapping[str, Any]) -> bytes:
        try:
            value = self._opened(row)
        except (KeyMissing, RecordSealBroken):
            return secrets.token_bytes(_LOOK_BYTES)
        return self._looks(IdentifierKind(row["kind"]), value)[0]

    def _holds(self, row: Mapping[str, Any], kind: IdentifierKind, wanted: str) -> bool:
        """Tell whether the value in the row is the one that was looked for."""
        try:
            return matched(kind, self._opened(row)) == wanted
        except (KeyMissing, RecordSealBroken):
            return False

    def _end(self, identity: UUID, replaced_by: UUID | None) -> None:
        mark = self._ended(identity, self._now)
        self._change("end", id=identity, at=self._now, replaced_by=replaced_by, mark=mark)

    def _ended(self, identity: UUID, at: datetime) -> bytes:
        """Return the mark of an identifier's having ended at this instant."""
        return self._sealer.mark("ended", identity.bytes + _instant(at))

    def _is_ended(self, row: Mapping[str, Any]) -> bool:
        wanted = self._ended(row["id"], row["ended_at"])
        return hmac.compare_digest(bytes(row["ended_mark"] or b""), wanted)

    def _verified(self, identity: UUID, by: str, at: datetime) -> bytes:
        """Return the mark of an identifier's having been verified so, at this instant."""
        told = identity.bytes + _instant(at) + by.encode("utf-8")
        return self._sealer.mark("verified", told)

    def _is_verified(self, row: Mapping[str, Any]) -> bool:
        """Tell whether it was verified by an act of ours: what others wrote does not hold."""
        at, by = row["verified_at"], row["verified_by"]
        if at is None or row["verified_mark"] is None:
            return False
        return hmac.compare_digest(bytes(row["verified_mark"]), self._verified(row["id"], by, at))

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
            index_key=self._sealer.index_key,
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

    def _to_change(
        self, members: Iterable[PersonKey], kind: IdentifierKind, value: str
    ) -> tuple[UUID, ...]:
        """Return the rows of these persons' identifier, held until the transaction ends."""
        rows = self._transaction.rows(
            "identifiers",
            "to_change",
            service=self._service,
            members=list(members),
            kind=kind.value,
            looks=list(self._looks(kind, value)),
        )
        return tuple(row["id"] for row in rows)

    def _change(self, statement: str, **values: object) -> int:
        return self._transaction.change("identifiers", statement, service=self._service, **values)


def _instant(at: datetime) -> bytes:
    """Return an instant in microseconds since 1970, as marks take it."""
    return ((at - _EPOCH) // _MICROSECOND).to_bytes(8, "big", signed=True)
