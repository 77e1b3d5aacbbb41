"""Scheduled tasks over several workers."""

import logging
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.acts.schedule import Scheduled, run_due
from amana.storage import ServerAddress, Storage
from amana.storage.errors import Unreachable
from amana.storage.schedule import Schedule, ScheduledRun

HOUR = timedelta(hours=1)


def _worker(storage: Storage) -> UUID:
    """Add a worker that lives."""
    worker = uuid4()
    with storage.working() as transaction:
        Schedule(transaction=transaction).beat(worker)
        transaction.end(commit=True)
    return worker


def _runs(storage: Storage, service: str) -> dict[str, ScheduledRun]:
    with storage.working() as transaction:
        runs = Schedule(transaction=transaction).runs(service)
    return {run.name: run for run in runs}


@pytest.fixture
def later(server: ServerAddress) -> Iterator[Callable[[str, timedelta], None]]:
    """Return what lets time pass for a service's runs: it puts them into the past."""
    with psycopg.connect(
        server.conninfo(), options="-c search_path=amana", autocommit=True
    ) as connection:

        def pass_time(service: str, time: timedelta) -> None:
            connection.execute(
                "update scheduled_run set last_started = last_started - %(t)s,"
                " last_ended = last_ended - %(t)s where service = %(s)s",
                {"t": time, "s": service},
            )

        yield pass_time


def _task(name: str, ran: list[str], *, every: timedelta = HOUR) -> Scheduled:
    return Scheduled(name=name, every=every, run=lambda _, service: ran.append(service))


def test_a_task_runs_once_for_each_service_and_interval(
    storage: Storage, service: str, later: Callable[[str, timedelta], None]
) -> None:
    """However many workers look at the same time, one of them runs it, until it is due again."""
    ran: list[str] = []
    task = _task(f"count-{secrets.token_hex(4)}", ran)
    workers = [_worker(storage) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda worker: run_due(storage, [task], worker=worker), workers))
    assert sorted(ran) == sorted(set(ran))
    assert ran.count(service) == 1
    later(service, HOUR)
    run_due(storage, [task], worker=workers[0])
    assert ran.count(service) == 2
    run = _runs(storage, service)[task.name]
    assert (run.outcome, run.fault) == ("done", None)
    assert run.last_ended is not None
    assert run.last_ended >= run.last_started


def test_a_fault_is_shown_without_values_and_stops_no_other(
    storage: Storage,
    service: str,
    later: Callable[[str, timedelta], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What failed is named by code or class, and tried again before its interval is over."""
    caplog.set_level(logging.WARNING)
    ran: list[str] = []
    after: list[str] = []
    worker, mark = _worker(storage), secrets.token_hex(4)

    def fail(_: Storage, name: str) -> None:
        if name == service:
            ran.append(name)
            raise ValueError(name)

    def lose(_: Storage, name: str) -> None:
        if name == service:
            raise Unreachable

    tasks = [
        Scheduled(name=f"fail-{mark}", every=24 * HOUR, run=fail),
        Scheduled(name=f"lose-{mark}", every=HOUR, run=lose),
        _task(f"after-{mark}", after),
    ]
    run_due(storage, tasks, worker=worker)
    runs = _runs(storage, service)
    assert service in after
    assert (runs[f"fail-{mark}"].outcome, runs[f"fail-{mark}"].fault) == ("failed", "ValueError")
    assert runs[f"lose-{mark}"].fault == "storage.unreachable"
    assert f"fail-{mark} of {service}: ValueError" in caplog.text
    run_due(storage, tasks, worker=worker)
    later(service, timedelta(minutes=11))
    run_due(storage, tasks, worker=worker)
    assert ran == [service, service]


def test_the_run_of_a_dead_worker_is_taken_over(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """A run whose worker stopped living is another's at once; a living one's is left alone."""
    ran: list[str] = []
    task = _task(f"long-{secrets.token_hex(4)}", ran)
    first, second = _worker(storage), _worker(storage)
    with storage.working() as transaction:
        claim = Schedule(transaction=transaction).claim
        assert claim(service, task.name, every=task.every, worker=first)
        transaction.end(commit=True)
    run_due(storage, [task], worker=second)
    assert service not in ran
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as connection:
        connection.execute(
            "update worker set seen_at = seen_at - interval '1 minute' where id = %s", [first]
        )
    _worker(storage)
    run_due(storage, [task], worker=second)
    assert ran.count(service) == 1
    with storage.working() as transaction:
        Schedule(transaction=transaction).release(service, task.name, worker=first, fault="late")
        transaction.end(commit=True)
    assert _runs(storage, service)[task.name].outcome == "done"


def test_a_worker_that_ends_begins_nothing_more(storage: Storage, service: str) -> None:
    """Told to end, a worker leaves the rest for others."""
    ran: list[str] = []
    task = _task(f"rest-{secrets.token_hex(4)}", ran)
    assert run_due(storage, [task], worker=_worker(storage), over=lambda: True) == 0
    assert service not in ran
