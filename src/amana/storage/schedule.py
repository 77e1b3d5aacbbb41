"""Which workers live, and whose turn it is to run a scheduled task. Under the worker's role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.storage.transaction import Transaction

DEAD_AFTER: Final = timedelta(seconds=15)
"""A worker that was not seen for so long is taken for dead; it says that it lives far oftener."""

AGAIN: Final = timedelta(minutes=10)
"""A run that failed is tried again after so long, or after its interval where that is shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledRun:
    """The last run of a scheduled task for one service."""

    service: str
    name: str
    last_started: datetime
    last_ended: datetime | None
    outcome: str
    """``running``, ``done`` or ``failed``."""
    fault: str | None
    """The code of an error or the name of its class; never a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The list of workers and of runs, in one transaction of the worker's or platform's role."""

    transaction: Transaction

    def beat(self, worker: UUID) -> None:
        """Say that this worker lives, and strike off those that have not for too long."""
        self.transaction.change("schedule", "beat", worker=worker)
        self.transaction.change("schedule", "bury", dead_after=DEAD_AFTER)

    def leave(self, worker: UUID) -> None:
        """Strike a worker off: it ends, or its process was seen dead. What it held is free."""
        self.transaction.change("schedule", "leave", worker=worker)

    def due(self, tasks: Mapping[str, timedelta]) -> tuple[tuple[str, str], ...]:
        """Return which tasks, by name and interval, are due for which services: pairs of these."""
        rows = self.transaction.rows(
            "schedule", "due", names=[*tasks], every=[*tasks.values()], again=AGAIN
        )
        return tuple((row["name"], row["service"]) for row in rows)

    def claim(self, service: str, name: str, *, every: timedelta, worker: UUID) -> bool:
        """Take the next run of a task for a service; false if it is not due, or another's."""
        row = self.transaction.row(
            "schedule", "claim", service=service, name=name, every=every, again=AGAIN, worker=worker
        )
        return row is not None

    def release(self, service: str, name: str, *, worker: UUID, fault: str | None) -> None:
        """Say how a claimed run ended; one that was taken over meanwhile stays the other's."""
        self.transaction.change(
            "schedule",
            "release",
            service=service,
            name=name,
            worker=worker,
            outcome="done" if fault is None else "failed",
            fault=fault,
        )

    def give_back(self, worker: UUID, fault: str) -> None:
        """End the runs that this worker began and could not end, as failed."""
        self.transaction.change("schedule", "give_back", worker=worker, fault=fault)

    def runs(self, service: str | None = None) -> tuple[ScheduledRun, ...]:
        """Return the last run of each task, of one service or of all that the role can see."""
        rows = self.transaction.rows("schedule", "runs", service=service)
        return tuple(ScheduledRun(**row) for row in rows)
