"""The life of a worker: say that it lives, do jobs, run what is scheduled, until told to end."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.fault import fault_of
from amana.acts.jobs import Handler, do_jobs, give_back, leave, stay_alive
from amana.acts.schedule import Scheduled, run_due
from amana.acts.sequencing import Over
from amana.storage.database import Storage

_BEAT_EVERY_S: Final = 3.0
_LOOK_EVERY_S: Final = 0.5
_AFTER_A_FAULT_S: Final = 2.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What a worker can do."""

    tasks: Sequence[Scheduled]
    handlers: Mapping[str, Handler]


def work_until(
    over: Over, storage: Storage, duties: Duties, *, worker: UUID, dead: UUID | None = None
) -> None:
    """Work until told to end; then finish the job at hand and begin none.

    ``dead`` is a worker whose process is known to have ended: what it held is free at once.

    While the database is away nothing is done and nothing is lost: this goes on when it is back.
    """
    begun: list[int] = []
    fault: str | None = None

    def go_round() -> None:
        if fault is not None:
            give_back(storage, worker, fault)
        begun.append(do_jobs(storage, duties.handlers, worker=worker, over=over.is_set))
        begun.append(run_due(storage, duties.tasks, worker=worker, over=over.is_set))

    if dead is not None:
        _tell(lambda: leave(storage, dead))
    with _beating(storage, worker):
        while not over.is_set():
            begun.clear()
            fault = fault_of(go_round)
            if fault is not None:
                _log.warning("worker: %s", fault)
                over.wait(_AFTER_A_FAULT_S)
            elif not any(begun):
                over.wait(_LOOK_EVERY_S)


@contextmanager
def _beating(storage: Storage, worker: UUID) -> Iterator[None]:
    """Say again and again that the worker lives, however long a job takes; in the end, leave."""
    ended = threading.Event()
    _tell(lambda: stay_alive(storage, worker))
    thread = threading.Thread(
        target=lambda: _beat_until(ended, storage, worker), name="heartbeat", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        _tell(lambda: leave(storage, worker))


def _beat_until(ended: threading.Event, storage: Storage, worker: UUID) -> None:
    while not ended.wait(_BEAT_EVERY_S):
        _tell(lambda: stay_alive(storage, worker))


def _tell(beat: Callable[[], None]) -> None:
    fault = fault_of(beat)
    if fault is not None:
        _log.warning("heartbeat: %s", fault)
