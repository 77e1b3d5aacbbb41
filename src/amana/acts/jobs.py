"""Do the jobs of the queue: one after the other, each once in effect."""

import logging
from collections.abc import Callable, Mapping
from typing import TypeAlias
from uuid import UUID

from amana.acts.fault import fault_of
from amana.storage.database import Storage
from amana.storage.job_queue import JobQueue
from amana.storage.jobs import Job
from amana.storage.schedule import Schedule

Handler: TypeAlias = Callable[[Storage, Job], None]
"""Does one job. It opens a work of ``job.service``, and in that work calls ``work.jobs.end(job)``
before its commit: then the job goes in the transaction of its work, and is done once however
often it is begun. A handler that does not is ended for it afterwards, and must bear to be run
again. What it raises is kept by its code alone."""

_log = logging.getLogger(__name__)


def do_jobs(
    storage: Storage,
    handlers: Mapping[str, Handler],
    *,
    worker: UUID,
    over: Callable[[], bool] = lambda: False,
    most: int = 100,
) -> int:
    """Do jobs that are due and that these handlers know; return how many were begun."""
    begun = 0
    while handlers and begun < most and not over():
        job = _take(storage, worker, handlers)
        if job is None:
            break
        begun += 1
        _do(storage, handlers[job.name], job)
    return begun


def stay_alive(storage: Storage, worker: UUID) -> None:
    """Say that the worker lives, and give back what dead workers held."""
    with storage.working() as transaction:
        Schedule(transaction=transaction).beat(worker)
        JobQueue(transaction=transaction).free()
        transaction.end(commit=True)


def leave(storage: Storage, worker: UUID) -> None:
    """Take a worker that ends, or that was seen dead, off the list, and free what it held."""
    with storage.working() as transaction:
        Schedule(transaction=transaction).leave(worker)
        JobQueue(transaction=transaction).free()
        transaction.end(commit=True)


def give_back(storage: Storage, worker: UUID, fault: str) -> None:
    """Give back what a living worker took and could not bring to an end, the database being away.

    Its name is on the list of the living, so that nobody else would free it.
    """
    with storage.working() as transaction:
        JobQueue(transaction=transaction).give_back(worker, fault)
        Schedule(transaction=transaction).give_back(worker, fault)
        transaction.end(commit=True)


def _take(storage: Storage, worker: UUID, handlers: Mapping[str, Handler]) -> Job | None:
    with storage.working() as transaction:
        job = JobQueue(transaction=transaction).take(worker, handlers.keys())
        transaction.end(commit=True)
    return job


def _do(storage: Storage, handler: Handler, job: Job) -> None:
    """Do the job; afterwards it is off the queue, back in it for later, or set aside."""
    fault = fault_of(lambda: handler(storage, job))
    if fault is not None:
        _log.warning("job %s of %s, attempt %d: %s", job.name, job.service, job.attempts, fault)
    with storage.working() as transaction:
        if fault is None:
            JobQueue(transaction=transaction).end(job)
        else:
            JobQueue(transaction=transaction).fail(job, fault)
        transaction.end(commit=True)
