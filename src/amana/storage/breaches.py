"""Breaches: what was noted of each, who is affected, how telling them stands, and the clocks."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from amana.domain.breach.clocks import Clock
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_MOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRow:
    """One breach; what is known of it stands in its notes."""

    id: UUID
    rehearsal: bool
    opened_at: datetime
    series: UUID
    sending_at: datetime | None
    otherwise_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was noted of a breach at one time."""

    number: int
    kind: str
    at: datetime
    entry: UUID
    says: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Who is affected, and how telling them stands: numbers alone."""

    affected: int
    left: int
    """To whom nothing was put out yet."""
    going: int
    told: int
    unreached: int
    """Whom no message reaches, those without an address among them."""
    without_address: int
    later: int
    """Whom no message reaches, and who was not yet to be told when others were told otherwise."""
    last: datetime | None
    """When the last one of them was told."""


@dataclass(slots=True, kw_only=True)
class Breaches:
    """The breaches of one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def open(self, identity: UUID, *, series: UUID, rehearsal: bool) -> None:
        """Note a breach."""
        self._change("open", id=identity, series=series, rehearsal=rehearsal)

    def one(self, identity: UUID, *, hold: bool = False) -> BreachRow:
        """Return a breach, held until the transaction ends if wished, or raise ``NotFound``."""
        if hold:
            self._rows("hold", id=identity)
        rows = self._rows("one", id=identity)
        if not rows:
            raise NotFound(what="breach")
        return BreachRow(**rows[0])

    def listed(self) -> tuple[BreachRow, ...]:
        """Return the breaches, the latest first."""
        return tuple(BreachRow(**row) for row in self._rows("listed", most=_MOST))

    def going(self) -> tuple[UUID, ...]:
        """Return those that are not over."""
        return tuple(row["id"] for row in self._rows("going"))

    def note(self, breach: UUID, kind: str, says: Mapping[str, Any], *, entry: UUID) -> None:
        """Note something of a breach that is held, sealed under the service's own key."""
        plain = json.dumps(says, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        sealed = self.sealer.seal(plain, entry=entry)
        self._change("note", breach=breach, kind=kind, entry=entry, sealed=sealed)

    def notes(self, breach: UUID) -> tuple[Note, ...]:
        """Return what was noted of a breach, in its order."""
        return tuple(
            Note(
                number=row["number"],
                kind=row["kind"],
                at=row["at"],
                entry=row["entry"],
                says=json.loads(self.sealer.open(bytes(row["sealed"]), entry=row["entry"])),
            )
            for row in self._rows("notes", breach=breach)
        )

    def begin_sending(self, breach: UUID) -> None:
        """Note that people are told from now on."""
        self._change("begin_sending", breach=breach)

    def told_otherwise(self, breach: UUID, at: datetime) -> None:
        """Note when those whom no message reaches were told another way."""
        self._change("told_otherwise", breach=breach, at=at)

    def close(self, breach: UUID) -> None:
        """Note that it is over."""
        self._change("close", breach=breach)

    def add(self, breach: UUID, found: Mapping[bytes, Sequence[str]], *, how: str) -> int:
        """Add people with the laws of each; return how many rows were new or learnt a way."""
        return self._change(
            "add",
            breach=breach,
            how=how,
            person_keys=list(found),
            laws=[" ".join(laws) for laws in found.values()],
        )

    def held_of(
        self, types: Collection[str], upto: bytes | None, *, most: int
    ) -> tuple[bytes, ...]:
        """Return the next persons who have a record of these types, by look-up key."""
        rows = self._rows("held_of", types=sorted(types), upto=upto, most=most)
        return tuple(bytes(row["person_key"]) for row in rows)

    def received_by(self, recipient: str, upto: bytes | None, *, most: int) -> tuple[bytes, ...]:
        """Return the next persons of whom a recipient received something, by look-up key."""
        rows = self._rows("received_by", recipient=recipient, upto=upto, most=most)
        return tuple(bytes(row["person_key"]) for row in rows)

    def read_between(
        self,
        acts: Collection[str],
        since: datetime,
        until: datetime,
        upto: tuple[UUID, bytes] | None,
        *,
        most: int,
    ) -> list[dict[str, Any]]:
        """Return rows of entry, at, person_key, shared and sealed body, in their order."""
        entry, person = (None, None) if upto is None else upto
        return self._rows(
            "read_between",
            acts=sorted(acts),
            since=since,
            until=until,
            entry=entry,
            person_key=person,
            most=most,
        )

    def living(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Return by key which person it is; who is not known, or was erased, is left out."""
        rows = self._rows("living", person_keys=sorted(keys))
        return {bytes(row["person_key"]): bytes(row["root"]) for row in rows}

    def counts(self, breach: UUID) -> Counts:
        """Count who is affected and told."""
        return Counts(**self._rows("counts", breach=breach)[0])

    def by_way(self, breach: UUID) -> Mapping[str, int]:
        """Count who is affected by how they were found; somebody may be in several."""
        return {row["how"]: row["count"] for row in self._rows("by_way", breach=breach)}

    def by_law(self, breach: UUID) -> Mapping[str, int]:
        """Count who is affected by the laws that protect them."""
        return {row["law"]: row["count"] for row in self._rows("by_law", breach=breach)}

    def to_tell(self, breach: UUID, *, most: int) -> tuple[bytes, ...]:
        """Return the next people who are to be told; nobody else tells them meanwhile."""
        rows = self._rows("to_tell", breach=breach, most=most)
        return tuple(bytes(row["person_key"]) for row in rows)

    def put(self, breach: UUID, messages: Mapping[bytes, UUID | None]) -> None:
        """Note what was put out to whom; ``None`` where there is no address."""
        self._change(
            "put", breach=breach, person_keys=list(messages), messages=list(messages.values())
        )

    def rehearsed(
        self, breach: UUID, persons: Collection[bytes], reached: Collection[bytes]
    ) -> None:
        """Note of a rehearsal who would have been told."""
        self._change(
            "rehearsed", breach=breach, person_keys=sorted(persons), reached=sorted(reached)
        )

    def settle(self, breach: UUID, *, most: int) -> int:
        """Take over what became of messages; return of how many."""
        return self._change("settle", breach=breach, most=most)

    def take_back(self, breach: UUID) -> int:
        """Note whose letter came back after it had left: they were not told; return how many."""
        return self._change("take_back", breach=breach)

    def set_clocks(
        self, breach: UUID, clocks: Collection[Clock], *, promises: Collection[str]
    ) -> None:
        """Note the clocks as they are now; what was late for a promise not made any more stays."""
        names = [each.name for each in clocks]
        self._change("drop_clocks", breach=breach, names=names, promises=sorted(promises))
        for each in clocks:
            self._change(
                "set_clock",
                breach=breach,
                name=each.name,
                promise=each.promise,
                starts=each.starts,
                due=each.due,
                ended=each.ended,
            )

    def _rows(self, statement: str, /, **values: object) -> list[dict[str, Any]]:
        return self.transaction.rows("breaches", statement, service=self.service, **values)

    def _change(self, statement: str, /, **values: object) -> int:
        return self.transaction.change("breaches", statement, service=self.service, **values)
