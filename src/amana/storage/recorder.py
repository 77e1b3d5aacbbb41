"""Entries of reads by machines, kept back for a moment and committed many at a time.

At most ``MOST`` entries wait, at most ``LONGEST_S`` long: whoever brings the last one, or finds
that the oldest has waited so long, writes them all; a thread writes what nobody comes after. A
process that is killed loses what waits, and that is only evidence of reads by machines. Where they
cannot be written they wait on, and once they are too many the next read writes them first or fails,
and brings none: nothing goes on for long without evidence, and no memory fills.

An entry that the database refuses while it takes others beside it is set aside: told on the ledger
by another entry, to whoever brought it if they are still there, and to those who watch.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, TypeAlias
from uuid import UUID

from amana.domain.errors import AmanaError
from amana.storage.entry_rows import EntryRow
from amana.storage.errors import EvidenceRefused, Inconsistent, NotPermitted
from amana.storage.transaction import Transaction

REFUSED_EVIDENCE: Final = "evidence-refused"
"""The act under which the ledger says that an entry was set aside."""
MOST: Final = 512
LONGEST_S: Final = 0.1
HELD_BACK_MOST: Final = 8 * MOST
_OF_A_ROW: Final = (Inconsistent, NotPermitted)
"""What the database says of what a row holds; anything else says nothing of it."""
SetAside: TypeAlias = Callable[[str, EntryRow, str], None]
"""Hears of a service, an entry that was set aside, and the code of why."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Round:
    """What came of writing some entries."""

    left: list[EntryRow] = field(default_factory=list)
    """Not written, to be tried again."""
    refused: list[tuple[EntryRow, str]] = field(default_factory=list)
    fault: AmanaError | None = None
    written: int = 0


@dataclass(slots=True)
class _Waiting:
    """The entries of one service that are not written yet."""

    rows: list[EntryRow] = field(default_factory=list)
    since: float = 0.0
    writing: threading.Lock = field(default_factory=threading.Lock)


class Recorder:
    """Keeps entries back and writes them together. Safe to use from many threads."""

    __slots__ = ("_closed", "_guard", "_lend", "_set_aside", "_thread", "_waiting")

    def __init__(
        self, lend: Callable[[str], AbstractContextManager[Transaction]], set_aside: SetAside
    ) -> None:
        """Take what lends a transaction of a service's role, and what hears of what was refused.

        No thread runs before the first entry.
        """
        self._lend = lend
        self._set_aside = set_aside
        self._waiting: dict[str, _Waiting] = {}
        self._guard = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, service: str, row: EntryRow) -> None:
        """Take an entry. Raises what storage raises where those that wait cannot be written.

        The entry is not taken then. ``EvidenceRefused`` where it was refused itself meanwhile.
        """
        waiting = self._of(service)
        if len(waiting.rows) >= HELD_BACK_MOST:
            self._write(service, waiting, must=True)
        with self._guard:
            if not waiting.rows:
                waiting.since = monotonic()
            waiting.rows.append(row)
            full = len(waiting.rows) >= MOST
            self._begin()
        if full and row.entry in self._write(service, waiting, must=False):
            raise EvidenceRefused(service=service)

    def waiting(self, service: str) -> int:
        """Return how many entries of a service wait."""
        return len(self._of(service).rows)

    def _of(self, service: str) -> _Waiting:
        with self._guard:
            return self._waiting.setdefault(service, _Waiting())

    def flush(self, service: str | None = None) -> None:
        """Write all that waits, of one service or of all."""
        with self._guard:
            chosen = [
                (name, waiting)
                for name, waiting in self._waiting.items()
                if service is None or name == service
            ]
        for name, waiting in chosen:
            self._write(name, waiting, must=True)

    def close(self) -> None:
        """Write all that waits, and end."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()
        self.flush()

    def _write(self, service: str, waiting: _Waiting, *, must: bool) -> frozenset[UUID]:
        """Write what waits of a service; who may fail leaves it to the next.

        Returns the entries that the database refused.
        """
        with waiting.writing:
            with self._guard:
                rows, waiting.rows = waiting.rows, []
            done = _Round()
            try:
                self._try(service, rows, done)
            finally:
                unsettled = done.left
                if done.refused and not done.written:
                    # It takes nothing at all: then it says nothing of one row.
                    unsettled = [*(row for row, _ in done.refused), *unsettled]
                    done.refused = []
                with self._guard:
                    waiting.rows[:0] = unsettled
            for row, code in done.refused:
                _log.error("evidence set aside", extra={"event": "evidence.refused", "code": code})
                self._set_aside(service, row, code)
            if must and unsettled and done.fault is not None:
                raise done.fault
        return frozenset(row.entry for row, _ in done.refused)

    def _try(self, service: str, rows: Sequence[EntryRow], done: _Round) -> None:
        """Write the rows together, or else in halves, down to the one that is refused."""
        if not rows:
            return
        try:
            with self._lend(service) as transaction:
                put_many(transaction, service, rows)
                transaction.end(commit=True)
        except AmanaError as fault:
            done.fault = fault
            if not isinstance(fault, _OF_A_ROW):
                done.left += rows
            elif len(rows) == 1:
                done.refused.append((rows[0], fault.code))
            else:
                middle = len(rows) // 2
                self._try(service, rows[:middle], done)
                self._try(service, rows[middle:], done)
        except BaseException:
            done.left += rows
            raise
        else:
            done.written += len(rows)

    def _begin(self) -> None:
        """Run the thread; it ends with the process, which closes this before."""
        if self._thread is None and not self._closed.is_set():
            self._thread = threading.Thread(target=self._run, name="amana-recorder", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._closed.wait(LONGEST_S / 2):
            over = monotonic() - LONGEST_S
            with self._guard:
                chosen = [
                    (name, waiting)
                    for name, waiting in self._waiting.items()
                    if waiting.rows and waiting.since <= over
                ]
            for name, waiting in chosen:
                try:
                    self._write(name, waiting, must=False)
                except Exception as fault:  # noqa: BLE001 - the one thread of all services goes on
                    told = {"event": "evidence.unwritten", "code": type(fault).__name__}
                    _log.error("evidence waits", extra=told)


def put_many(transaction: Transaction, service: str, rows: Sequence[EntryRow]) -> None:
    """Write entries by one statement; of who was erased meanwhile only the leaf.

    Of a service that was closed meanwhile too: what is sealed of it is destroyed.
    """
    transaction.change(
        "entries",
        "put_many",
        service=service,
        entries=[row.entry for row in rows],
        headers=[row.header for row in rows],
        commitments=[row.commitment for row in rows],
        sealed=[row.sealed for row in rows],
        person_keys=[row.person_key for row in rows],
        acts=[row.act for row in rows],
        outcomes=[row.outcome for row in rows],
        versions=[row.policy_version for row in rows],
        set_entries=[row.entry for row in rows if row.persons],
        # As texts: arrays of one statement would all have to be of one length.
        set_persons=[f"{{{','.join(map(str, row.persons))}}}" for row in rows if row.persons],
        promise_entries=[row.entry for row in rows for _ in row.promises],
        promises=[promise for row in rows for promise in row.promises],
    )
