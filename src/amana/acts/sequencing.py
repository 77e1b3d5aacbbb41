"""Keep the ledgers up to date: sequence what was committed, again and again."""

import logging
import threading
from typing import Final, Protocol, Self

from amana.storage.database import Storage
from amana.storage.ledger import LongWork, Sequencer

_EVERY_S: Final = 0.5
"""An entry is in a signed checkpoint about a second after its act (``spec/ledger.md``)."""
_AFTER_A_FAULT_S: Final = 5.0
_ENDS_WITHIN_S: Final = 10.0

_log = logging.getLogger(__name__)


class Over(Protocol):
    """Says when a loop should end: an event, or a process that was told to stop."""

    def is_set(self) -> bool:
        """Tell whether to end."""

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds at most; tell whether to end."""


def sequence_until(over: Over, storage: Storage, sequencer: Sequencer) -> None:
    """Sequence the ledgers of all services until told to end, and then take what is left."""
    long_work = LongWork(storage)
    while not over.is_set():
        well = _round(storage, sequencer)
        _end(long_work)
        over.wait(_EVERY_S if well else _AFTER_A_FAULT_S)
    _round(storage, sequencer)


class Sequencing:
    """A thread that sequences the ledgers of all services. A context manager."""

    def __init__(self, storage: Storage, sequencer: Sequencer) -> None:
        """Name the parts; nothing happens before the context is entered."""
        self._over = threading.Event()
        self._thread = threading.Thread(
            target=sequence_until,
            args=(self._over, storage, sequencer),
            name="sequencer",
            daemon=True,
        )

    def __enter__(self) -> Self:
        """Start."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take what is left, and end."""
        self._over.set()
        self._thread.join(_ENDS_WITHIN_S)


def _end(long_work: LongWork) -> None:
    """End transactions of services that hold the ledgers back, and say so."""
    try:
        ended = long_work.end()
    except Exception as error:  # noqa: BLE001 - the next round looks again
        _log.warning("sequencer, transactions held open: %s", type(error).__name__)
        return
    for service in ended:
        _log.warning("sequencer: ended a transaction of %s that was held open too long", service)


def _round(storage: Storage, sequencer: Sequencer) -> bool:
    """Go once through all services; tell whether none failed. One that fails stops no other."""
    try:
        services = storage.services()
    except Exception as error:  # noqa: BLE001 - a fault that nobody foresaw must not end the loop
        _log.warning("sequencer: %s", type(error).__name__)
        return False
    taken = [_take(sequencer, service) for service in services]
    return all(taken)


def _take(sequencer: Sequencer, service: str) -> bool:
    try:
        sequencer.catch_up(service)
    except Exception as error:  # noqa: BLE001 - nor keep the other services' ledgers waiting
        _log.warning("sequencer of %s: %s", service, type(error).__name__)
        return False
    return True
