"""How things stand: lengths and ages of ledgers, and the alarms that were raised."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from amana.domain.errors import Field
from amana.storage.inspection import Inspection
from amana.storage.job_queue import JobQueue, QueueStanding, SetAside
from amana.storage.schedule import DEAD_AFTER, Schedule, ScheduledRun
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import instant_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStanding:
    """How long a service's ledger is, and what is committed and not in it yet."""

    service: str
    size: int
    waiting: int
    """At most 10,000: beyond, more wait than were counted."""
    oldest: datetime | None
    """The instant of the oldest entry that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An alarm that was raised. Its fields are figures and names of ours."""

    id: UUID
    service: str
    """Empty for the whole installation."""
    kind: str
    subject: str
    why: str
    fields: Mapping[str, Field]
    raised_at: datetime
    seen_at: datetime
    over_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is to be told of an alarm over one channel."""

    id: UUID
    alarm: UUID
    event: str
    """``raised``, ``still`` or ``over``."""
    channel: str
    made_at: datetime
    service: str
    kind: str
    subject: str
    why: str
    fields: Mapping[str, Field]
    raised_at: datetime
    over_at: datetime | None
    last_try: bool
    """Whether it is given up if it cannot be sent this time."""


class Watch:
    """Looks at all services, in one transaction of the role that watches."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: Transaction) -> None:
        """Look inside the transaction."""
        self._transaction = transaction

    @property
    def server(self) -> Inspection:
        """Look at the server itself, in the same transaction."""
        return Inspection(self._transaction)

    def now(self) -> datetime:
        """Return the database's clock at this very moment."""
        return self._one("now")["now"].astimezone(UTC)  # type: ignore[no-any-return]  # the driver's row

    def ledgers(self, service: str | None = None) -> tuple[LedgerStanding, ...]:
        """Return how the ledger of the service stands, or those of all services."""
        return tuple(
            LedgerStanding(
                service=row["service"],
                size=row["size"],
                waiting=row["waiting"],
                oldest=None if row["oldest"] is None else instant_of(row["oldest"]),
            )
            for row in self._transaction.rows("watch", "ledgers", service=service)
        )

    def erasures(self, service: str | None = None) -> Mapping[str, tuple[int, datetime]]:
        """Return by service how many erasures are not ended, and since when the oldest runs."""
        rows = self._transaction.rows("watch", "erasures", service=service)
        return {row["service"]: (row["unfinished"], row["oldest"]) for row in rows}

    def workers(self) -> int:
        """Return how many workers live."""
        return int(self._one("workers", dead_after=DEAD_AFTER)["living"])

    def queues(self) -> tuple[QueueStanding, ...]:
        """Return how the queue of each service stands that has any job."""
        return JobQueue(transaction=self._transaction).standing()

    def set_aside(self, service: str | None = None) -> tuple[SetAside, ...]:
        """Return the jobs that are tried no more, of one service or of all."""
        return JobQueue(transaction=self._transaction).set_aside(service)

    def events_aside(self, service: str | None = None) -> Mapping[str, int]:
        """Return by kind how many events were set aside, undelivered."""
        rows = self._transaction.rows("watch", "events_aside", service=service)
        return {row["kind"]: row["count"] for row in rows}

    def runs(self, service: str | None = None) -> tuple[ScheduledRun, ...]:
        """Return the last run of each scheduled task, of one service or of all."""
        return Schedule(transaction=self._transaction).runs(service)

    def alone(self) -> None:
        """Wait for the turn to change alarms, which lasts until the transaction ends."""
        self._transaction.change("watch", "alone")

    def firing(self, service: str | None = None) -> tuple[Alarm, ...]:
        """Return the alarms that fire, of one scope or of all, the oldest first."""
        return tuple(
            Alarm(**row) for row in self._transaction.rows("watch", "firing", service=service)
        )

    def ended(self, scopes: Sequence[str], *, within: timedelta) -> tuple[Alarm, ...]:
        """Return at most twenty alarms of the scopes that ended a short while ago."""
        rows = self._transaction.rows("watch", "ended", scopes=list(scopes), within=within)
        return tuple(Alarm(**row) for row in rows)

    def raise_alarm(
        self, service: str, *, kind: str, subject: str, why: str, fields: Mapping[str, Field]
    ) -> UUID:
        """Raise an alarm and return its id."""
        identity = uuid4()
        self._transaction.change(
            "watch",
            "raise_alarm",
            id=identity,
            service=service,
            kind=kind,
            subject=subject,
            why=why,
            fields=json.dumps(dict(fields)),
        )
        return identity

    def still_firing(self, alarm: UUID, *, why: str, fields: Mapping[str, Field]) -> None:
        """Say that an alarm still fires, and how things stand now."""
        written = json.dumps(dict(fields))
        self._transaction.change("watch", "still_firing", id=alarm, why=why, fields=written)

    def end_alarm(self, alarm: UUID) -> None:
        """Say that an alarm is over."""
        self._transaction.change("watch", "end_alarm", id=alarm)

    def forget(self, service: str, *, after: timedelta) -> None:
        """Delete the scope's alarms that have been over for so long."""
        self._transaction.change("watch", "forget_alarms", service=service, after=after)

    def tell(self, alarm: UUID, *, event: str, channels: Iterable[str]) -> None:
        """Write down that an event is to be told over these channels."""
        for channel in channels:
            self._transaction.change(
                "watch", "add_notice", id=uuid4(), alarm=alarm, event=event, channel=channel
            )

    def remind(self, service: str, *, channels: Iterable[str], every: timedelta) -> None:
        """Write reminders of the scope's alarms of which nothing was told for so long."""
        for channel in channels:
            self._transaction.change(
                "watch", "add_reminders", service=service, channel=channel, every=every
            )

    def take_notice(self, channels: Iterable[str], *, gives_up_after: timedelta) -> Notice | None:
        """Take the next notice that is due; it comes again later unless it is ended."""
        row = self._transaction.row(
            "watch", "take_notice", channels=list(channels), gives_up_after=gives_up_after
        )
        return None if row is None else Notice(**row)

    def end_notice(self, notice: UUID, *, fault: str | None = None) -> None:
        """Say that a notice was sent, or with a fault's code that it is given up."""
        self._transaction.change("watch", "end_notice", id=notice, fault=fault)

    def fail_notice(self, notice: UUID, *, fault: str) -> None:
        """Say why a notice could not be sent this time."""
        self._transaction.change("watch", "fail_notice", id=notice, fault=fault)

    def unsent(self) -> Mapping[str, int]:
        """Return by channel how many notices could not be sent yet."""
        rows = self._transaction.rows("watch", "notices_unsent")
        return {row["channel"]: row["waiting"] for row in rows}

    def _one(self, name: str, **values: Any) -> Mapping[str, Any]:  # noqa: ANN401 - what the driver adapts
        (row,) = self._transaction.rows("watch", name, **values)
        return row
