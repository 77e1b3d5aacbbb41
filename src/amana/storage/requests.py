"""What people asked for: a row a request, and beside it whose it is, under their key."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger.entry import Json
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import DOORS, KINDS, RequestDoor, RequestKind
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.sealed import seal, unsealed
from amana.storage.transaction import Transaction

_WHAT: Final = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """By when a request is to be answered, and what says so."""

    law: str | None
    article: str
    certain: bool
    safe_until: datetime
    latest_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request. Whose it is stands there where it was asked for, and they are not erased."""

    id: UUID
    kind: RequestKind
    door: RequestDoor
    state: State
    by_guardian: bool
    linked: bool
    """Whether somebody was found whose it is."""
    promises: tuple[str, ...]
    laws: tuple[str, ...]
    law: str | None
    article: str
    certain: bool
    country: str | None
    received_at: datetime
    safe_until: datetime
    latest_until: datetime
    extended_at: datetime | None
    proven_at: datetime | None
    proven_by: str | None
    proven_member: UUID | None
    """The member who noted how it was proven."""
    alone: bool
    """Whether that member approved it as well, for nobody else might."""
    fee: int | None
    currency: str | None
    fee_settled_at: datetime | None
    reason: str | None
    ended_at: datetime | None
    late_at: datetime | None
    entry: UUID
    ended: UUID | None
    person_key: bytes | None = field(repr=False)
    sealed: bytes | None = field(repr=False)

    @property
    def gone(self) -> bool:
        """Whether whose it is was erased since."""
        return self.linked and self.person_key is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What comes with a step of a request."""

    proven_by: str | None = None
    proven_member: UUID | None = None
    alone: bool = False
    fee: int | None = None
    currency: str | None = None
    settled: bool = False
    reason: str | None = None
    ended: UUID | None = None
    """The entry that says that it ended; ``None`` while it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests are wanted: those of which all that is named is true."""

    only_open: bool = True
    state: State | None = None
    kind: RequestKind | None = None
    door: RequestDoor | None = None
    law: str | None = None
    """The law that sets the term."""
    late: bool = False
    """Open, and the latest end is over."""
    number: str | None = None
    """With what the id ends, in small letters, without hyphens."""
    source: str | None = None
    """It has, or had, something to do in this source; or its copy is without it."""
    fault: str | None = None
    """The code of what keeps it in a source: in the one that is named, else in any."""


OPEN: Final = Wanted()


@dataclass(slots=True, kw_only=True)
class Requests:
    """The requests of one service's people, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def receive(  # noqa: PLR0913 - what it is, by when, and whose
        self,
        identity: UUID,
        *,
        kind: RequestKind,
        door: RequestDoor,
        by_guardian: bool,
        linked: bool,
        promises: Collection[str],
        laws: Collection[str],
        country: str | None,
        term: Term,
        entry: UUID,
    ) -> None:
        """Note a request that came in."""
        self._change(
            "receive",
            id=identity,
            kind=kind.value,
            door=door.value,
            by_guardian=by_guardian,
            linked=linked,
            promises=sorted(promises),
            laws=sorted(laws),
            country=country,
            entry=entry,
            **_term(term),
        )

    def link(self, identity: UUID, person: bytes, content: Mapping[str, Json]) -> None:
        """Note whose it is and what they said, sealed under their key."""
        sealed = seal(self.sealer, content, what=_WHAT, row=identity, person=person)
        self._change("link", request=identity, person_key=person, sealed=sealed)

    def hold_person(self, members: Collection[bytes]) -> bool:
        """Keep others from receiving a request of this person; tell whether they are known."""
        return bool(self._rows("hold_person", members=list(members)))

    def one(self, identity: UUID, *, hold: bool = False) -> RequestRow:
        """Return a request, or raise ``NotFound``; held, nobody else moves it meanwhile."""
        if hold:
            self._rows("hold", id=identity)
        rows = self._rows("one", id=identity)
        if not rows:
            raise NotFound(what="request")
        return _row(rows[0])

    def said(self, row: RequestRow) -> Mapping[str, Json]:
        """Open what was said; nothing where it is nobody's. Raises what opening does."""
        if row.person_key is None or row.sealed is None:
            return {}
        return unsealed(self.sealer, row.sealed, what=_WHAT, row=row.id, person=row.person_key)

    def listed(
        self, *, limit: int, after: UUID | None = None, wanted: Wanted = OPEN
    ) -> tuple[RequestRow, ...]:
        """Return a page by deadline; whose they are is left out."""
        asked = {name: getattr(wanted, name) for name in Wanted.__slots__}
        rows = self._rows("listed", limit=limit, after=after, **asked)
        return tuple(_row(row) for row in rows)

    def faults(self, *, limit: int) -> tuple[tuple[str, str], ...]:
        """Return what keeps open requests: pairs of a source and a code."""
        return tuple((row["source"], row["fault"]) for row in self._rows("faults", limit=limit))

    def counts(self) -> Mapping[State, int]:
        """Return how many requests stand where."""
        return {State(row["state"]): row["count"] for row in self._rows("counts")}

    def count_late(self) -> int:
        """Return how many open ones are late."""
        return int(self._rows("count_late")[0]["count"])

    def ageing(self, days: Sequence[int], *, limit: int) -> Mapping[int | None, int]:
        """Return how many open ones have to be answered within how many of these days.

        Each stands under the first that is enough: under 0 where it is late, under ``None`` where
        none is. Looked at are the first by deadline, at most ``limit``.
        """
        rows = self._rows("ageing", days=list(days), limit=limit)
        return {row["days"]: row["count"] for row in rows}

    def of(self, members: Collection[bytes], *, limit: int) -> tuple[RequestRow, ...]:
        """Return the requests of a person's ids, the latest first."""
        rows = self._rows("of", members=list(members), limit=limit)
        return tuple(_row(row) for row in rows)

    def whose(self, requests: Collection[UUID]) -> Mapping[UUID, bytes]:
        """Return the look-up key of whose each request is; none of who was erased."""
        rows = self._rows("whose", requests=list(requests))
        return {row["request"]: bytes(row["person_key"]) for row in rows}

    def hold_open(
        self, members: Collection[bytes], kind: RequestKind, *, limit: int
    ) -> tuple[RequestRow, ...]:
        """Return the open requests of a kind of a person's ids, the latest first, held."""
        rows = self._rows("hold_open", members=list(members), kind=kind.value, limit=limit)
        return tuple(_row(row) for row in rows)

    def move(self, identity: UUID, state: State, moved: Moved) -> None:
        """Note where it stands now."""
        self._change(
            "move",
            id=identity,
            state=state.value,
            proven_by=moved.proven_by,
            proven_member=moved.proven_member,
            alone=moved.alone,
            fee=moved.fee,
            currency=moved.currency,
            settled=moved.settled,
            reason=moved.reason,
            ended=moved.ended,
        )

    def extend(self, identity: UUID, term: Term) -> bool:
        """Note the longer term; tell whether it was not extended before."""
        return bool(self._change("extend", id=identity, **_term(term)))

    def late(self, *, limit: int) -> tuple[UUID, ...]:
        """Return open requests that are late and not noted so."""
        return tuple(row["id"] for row in self._rows("late", limit=limit))

    def note_late(self, identity: UUID) -> bool:
        """Note that it is late; tell whether that is news."""
        return bool(self._change("note_late", id=identity))

    def left_behind(self, *, limit: int) -> tuple[UUID, ...]:
        """Return open requests of who was erased since, and erasures that are carried out."""
        return tuple(row["id"] for row in self._rows("left_behind", limit=limit))

    def set_day(self, country: str, day: date, *, off: bool, entry: UUID) -> None:
        """Note that a day is off in a country, or is not."""
        self._change("set_day", country=country, day=day, off=off, entry=entry)

    def days(self, country: str) -> Mapping[date, bool]:
        """Return what is known of the days of a country."""
        return {row["day"]: row["off"] for row in self._rows("days", country=country)}

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("requests", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("requests", name, service=self.service, **values)


def _term(term: Term) -> dict[str, object]:
    return {name: getattr(term, name) for name in Term.__slots__}


def _row(row: DictRow) -> RequestRow:
    return RequestRow(
        **{
            **row,
            "kind": KINDS[row["kind"]],
            "door": DOORS[row["door"]],
            "state": State(row["state"]),
            "promises": tuple(row["promises"]),
            "laws": tuple(row["laws"]),
            "person_key": None if row["person_key"] is None else bytes(row["person_key"]),
            "sealed": None if row["sealed"] is None else bytes(row["sealed"]),
        }
    )
