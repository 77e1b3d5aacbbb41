"""Scheduled tasks: each runs once for each service and interval, over all processes."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from amana.acts.fault import fault_of
from amana.storage.database import Storage
from amana.storage.schedule import Schedule
from amana.storage.spans import span

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """A task that runs again and again for each service."""

    name: str
    """Stable: by it the database knows when the task ran last."""
    every: timedelta
    """From one start to the next. Zero runs it at every look."""
    run: Callable[[Storage, str], None]
    """Does the work for the service named. It opens its own transactions, commits in small
    steps, and can be killed between any two: the next run goes on. What it raises is logged by
    its code and shown, and stops nothing else."""


def run_due(
    storage: Storage,
    tasks: Sequence[Scheduled],
    *,
    worker: UUID,
    over: Callable[[], bool] = lambda: False,
) -> int:
    """Run what is due for every service, and return how many runs there were.

    A run is claimed in the database first, so that of many workers one does it. ``over`` tells
    whether this worker should end: then nothing more is begun.
    """
    by_name = {task.name: task for task in tasks}
    if not by_name:
        return 0
    with storage.working() as transaction:
        due = Schedule(transaction=transaction).due({task.name: task.every for task in tasks})
    turns = ((by_name[name], service) for name, service in due)
    return sum(_turn(storage, *turn, worker) for turn in turns if not over())


def _turn(storage: Storage, task: Scheduled, service: str, worker: UUID) -> bool:
    """Run one task for one service, if it is due and nobody else's; tell whether it ran."""
    with storage.working() as transaction:
        claimed = Schedule(transaction=transaction).claim(
            service, task.name, every=task.every, worker=worker
        )
        transaction.end(commit=True)
    if not claimed:
        return False
    with span("task", task=task.name):
        fault = fault_of(lambda: task.run(storage, service))
    if fault is not None:
        _log.warning("scheduled task %s of %s: %s", task.name, service, fault)
    with storage.working() as transaction:
        Schedule(transaction=transaction).release(service, task.name, worker=worker, fault=fault)
        transaction.end(commit=True)
    return True
