"""What the application is told: written with what happened, delivered afterwards, kept a while."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

JOB: Final = "deliver_event"
_LASTS: Final = timedelta(days=30)
_LONGEST: Final = timedelta(days=90)
_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOut:
    """An event that is to be delivered, or is shown to whoever asks for them."""

    id: UUID
    kind: str
    at: datetime
    person: bytes | None = field(repr=False)
    """The look-up key of whom it is about."""
    sealed: bytes = field(repr=False)
    tries: int = 0
    last_try: bool = False
    """Whether it is set aside if it cannot be delivered this time."""
    place: int = 0
    """Where a page of them goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event ready to be written down, also by the statement of the act that it tells of."""

    id: UUID
    job: UUID
    person_key: bytes | None = field(repr=False)
    kind: str
    sealed: bytes = field(repr=False)
    name: str = JOB
    """Of the job that delivers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStanding:
    """How an event stands; what it tells is not shown."""

    id: UUID
    kind: str
    at: datetime
    tries: int
    next_at: datetime
    delivered_at: datetime | None
    set_aside_at: datetime | None
    fault: str | None


@dataclass(slots=True, kw_only=True)
class EventsOut:
    """The events that one service's application is told of, in one transaction."""

    transaction: Transaction
    service: str
    now: datetime
    sealer: Sealer

    def ready(self, kind: str, plain: bytes, *, person: bytes | None) -> NewEvent:
        """Return an event as it is written down. ``person`` is a look-up key."""
        identity = uuid7(self.now)
        return NewEvent(
            id=identity,
            job=uuid7(self.now, order=1),
            person_key=person,
            kind=kind,
            sealed=self.sealer.seal(plain, entry=identity, person=person),
        )

    def tell(self, event: NewEvent) -> UUID:
        """Write an event down, with the job of delivering it, and return its id."""
        self.transaction.change(
            "events_out",
            "tell",
            service=self.service,
            id=event.id,
            job=event.job,
            name=event.name,
            person_key=event.person_key,
            kind=event.kind,
            sealed=event.sealed,
        )
        return event.id

    def take(self, *, lease: timedelta, gives_up_after: timedelta) -> EventOut | None:
        """Take the next event for a while; it comes again unless it is ended."""
        row = self.transaction.row(
            "events_out", "take", service=self.service, lease=lease, days=gives_up_after
        )
        if row is None:
            return None
        person = row.pop("person_key")
        return EventOut(**row, person=None if person is None else bytes(person))

    def open(self, event: EventOut) -> bytes:
        """Return what it tells. Raises ``KeyMissing`` where whom it is about was erased."""
        return self.sealer.open(event.sealed, entry=event.id, person=event.person)

    def delivered(self, event: UUID) -> None:
        """Say that the application took it."""
        self.transaction.change("events_out", "delivered", service=self.service, id=event)

    def failed(self, event: UUID, *, fault: str, wait: timedelta, aside: bool) -> None:
        """Say by which fault it was not taken; it comes again after a while, or is set aside."""
        self.transaction.change(
            "events_out",
            "failed",
            service=self.service,
            id=event,
            fault=fault,
            wait=wait,
            aside=aside,
        )

    def drop(self, event: UUID) -> None:
        """Take it away: whom it is about was erased."""
        self.transaction.change("events_out", "drop", service=self.service, id=event)

    def page(self, *, after: int, most: int) -> tuple[EventOut, ...]:
        """Return events after a place, never beyond a transaction that is still open.

        All of the last transaction are shown, so that there may be some more than ``most``.
        """
        rows = self.transaction.rows(
            "events_out", "page", service=self.service, after=after, most=most
        )
        return tuple(
            EventOut(
                id=row["id"],
                kind=row["kind"],
                at=row["at"],
                person=None if row["person_key"] is None else bytes(row["person_key"]),
                sealed=row["sealed"],
                place=row["place"],
            )
            for row in rows
        )

    def generation(self) -> str:
        """Return what the places of pages belong to: a restored database counts anew."""
        row = self.transaction.rows("events_out", "generation", service=self.service)[0]
        return str(row["generation"])

    def listed(self, *, only_open: bool, most: int) -> tuple[EventStanding, ...]:
        """Return how the latest events stand, or the latest of those not delivered."""
        rows = self.transaction.rows(
            "events_out", "listed", service=self.service, open=only_open, most=most
        )
        return tuple(EventStanding(**row) for row in rows)

    def replay(self, event: UUID) -> None:
        """Have it delivered again, or raise ``NotFound``."""
        if not self.transaction.change("events_out", "replay", service=self.service, id=event):
            raise NotFound(what="event")

    def replay_since(self, since: datetime | None) -> int:
        """Have all since then delivered again, or all set aside; return how many."""
        return self.transaction.change(
            "events_out", "replay_since", service=self.service, since=since
        )

    def forget(self) -> int:
        """Delete some of what is old; return how many."""
        return self.transaction.change(
            "events_out",
            "forget",
            service=self.service,
            lasts=_LASTS,
            longest=_LONGEST,
            most=_AT_ONCE,
        )
