"""The queue of all services as workers and the administration see it: no data, only what is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from amana.storage.errors import NotFound
from amana.storage.jobs import Job
from amana.storage.transaction import Transaction

MOST_ATTEMPTS: Final = 5
"""A job that failed so often, or whose worker died so often, is set aside for a person."""
WORKER_DIED: Final = "worker_died"
_FIRST_WAIT: Final = timedelta(seconds=2)
_LONGEST_WAIT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A job that is tried no more until a person says so."""

    service: str
    id: UUID
    name: str
    key: str | None
    made_at: datetime
    started_at: datetime | None
    attempts: int
    fault: str | None
    """The code of an error, the name of its class, or ``worker_died``; never a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStanding:
    """How a service's queue stands."""

    service: str
    ready: int
    """Due, and not begun."""
    later: int
    running: int
    set_aside: int
    oldest: datetime | None
    """Since when the oldest of those that are ready could be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobQueue:
    """The queue, in one transaction of the worker's or the platform's role."""

    transaction: Transaction

    def take(self, worker: UUID, names: Collection[str]) -> Job | None:
        """Give a living worker the job that is due the longest, of those that it can do."""
        row = self.transaction.row("jobs", "take", worker=worker, names=sorted(names))
        return None if row is None else Job(**row, worker=worker)

    def fail(self, job: Job, fault: str) -> None:
        """Put a job back for later, the longer the oftener it failed, or set it aside."""
        self._fail(
            service=job.service,
            id=job.id,
            worker=job.worker,
            fault=fault,
            wait=wait_after(job.attempts),
        )

    def free(self) -> None:
        """Put the jobs of dead workers back, or aside."""
        self._let_go(self.transaction.rows("jobs", "held_by_the_dead"), WORKER_DIED)

    def give_back(self, worker: UUID, fault: str) -> None:
        """Put back, or aside, what a worker took and could not bring to an end."""
        self._let_go(self.transaction.rows("jobs", "held_by", worker=worker), fault)

    def set_aside(self, service: str | None = None) -> tuple[SetAside, ...]:
        """Return the jobs that were set aside, of one service or of all."""
        rows = self.transaction.rows("jobs", "set_aside", service=service)
        return tuple(SetAside(**row) for row in rows)

    def end(self, job: Job) -> None:
        """Take a job whose handler is through off the queue, if it is still its worker's."""
        self.transaction.change("jobs", "end", service=job.service, id=job.id, worker=job.worker)

    def retry(self, service: str, job: UUID) -> None:
        """Put a job that was set aside back into the queue, or raise ``NotFound``."""
        if not self.transaction.change("jobs", "retry", service=service, id=job):
            raise NotFound(what="job")

    def discard(self, service: str, job: UUID) -> None:
        """Give a job that was set aside up for good, or raise ``NotFound``."""
        if not self.transaction.change("jobs", "discard", service=service, id=job):
            raise NotFound(what="job")

    def standing(self) -> tuple[QueueStanding, ...]:
        """Return how the queue of each service that has jobs stands."""
        return tuple(QueueStanding(**row) for row in self.transaction.rows("jobs", "standing"))

    def _let_go(self, held: Sequence[Mapping[str, object]], fault: str) -> None:
        for row in held:
            self._fail(**row, fault=fault, wait=timedelta())

    def _fail(self, *, fault: str, wait: timedelta, **job: object) -> None:
        """Put it back or aside; where another waits under its key, that one goes on alone."""
        if not self.transaction.change("jobs", "give_way", **job):
            self.transaction.change(
                "jobs", "fail", most=MOST_ATTEMPTS, fault=fault, wait=wait, **job
            )


def wait_after(attempts: int) -> timedelta:
    """Return how long a job rests after so many attempts: doubled each time, an hour at most."""
    doublings = min(attempts - 1, 20)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)
