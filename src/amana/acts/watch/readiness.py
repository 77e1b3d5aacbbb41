"""Whether this process can serve now: looked at once a second at most, whoever asks how often."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from amana.acts.watch.finding import Finding, State
from amana.acts.watch.looks import (
    look_at_database,
    look_at_disk,
    look_at_keys,
    look_at_ledger,
)
from amana.acts.watch.surroundings import Surroundings
from amana.acts.watch.work_looks import look_at_queue, look_at_workers
from amana.domain.errors import AmanaError

_KEPT_S: Final = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What the last look found."""

    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Tell whether nothing is at fault; a warning still serves."""
        return not self.failing

    @property
    def failing(self) -> tuple[str, ...]:
        """Return the names of the checks that are at fault, each once."""
        faults = (it.check for it in self.findings if it.state is State.FAULT)
        return tuple(dict.fromkeys(faults))


@dataclass(slots=True)
class Ready:
    """Looks, and remembers for a second. Safe to use from many threads."""

    here: Surroundings
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _last: Readiness | None = None
    _until: float = 0.0
    _turn: int = 0
    _keys: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def look(self) -> Readiness:
        """Return how things stand, as of at most a second ago."""
        with self._guard:
            if self._last is None or time.monotonic() >= self._until:
                self._last = Readiness(findings=tuple(self._look()))
                self._until = time.monotonic() + _KEPT_S
            return self._last

    def _look(self) -> Iterable[Finding]:
        found = list(look_at_database(self.here))
        yield from found
        yield from safely("disk", lambda: look_at_disk(self.here))
        if any(it.state is State.FAULT and it.check == "database" for it in found):
            # What else would be asked of it would only wait for the same answer.
            return
        yield from safely("ledger", lambda: look_at_ledger(self.here))
        yield from safely("queue", lambda: look_at_queue(self.here))
        yield from safely("workers", lambda: look_at_workers(self.here))
        yield from safely("keys", self._look_at_keys)

    def _look_at_keys(self) -> Iterable[Finding]:
        """Look at the keys of one service more, for each has connections of its own."""
        services = self.here.storage.services()
        if services:
            service = services[self._turn % len(services)]
            self._turn += 1
            self._keys[service] = tuple(look_at_keys(self.here, service))
        return [it for service in services for it in self._keys.get(service, ())]


def safely(check: str, look: Callable[[], Iterable[Finding]]) -> Iterable[Finding]:
    """Return what a look finds; one that fails found nothing, which is told as a fault."""
    try:
        return tuple(look())
    except AmanaError as error:
        return (_failed(check, error.code),)
    except Exception as error:  # noqa: BLE001 - a look that nobody foresaw to fail must not end the others
        _log.warning("look at %s failed: %s", check, type(error).__name__)
        return (_failed(check, type(error).__name__),)


def _failed(check: str, code: str) -> Finding:
    """Say that a look failed; the code is one of ours or the name of a class."""
    return Finding(check=check, state=State.FAULT, why="failed", fields={"code": code})
