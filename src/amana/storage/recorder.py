"""Entries of reads by machines, kept back for a moment and committed many at a time.

At most ``MOST`` entries wait, at most ``LONGEST_S`` long: whoever brings the last one, or finds
that the oldest has waited so long, writes them all; a thread writes what nobody comes after. A
process that is killed loses what waits, and that is only evidence of reads by machines. Where they
cannot be written they wait on, and once they are too many the next read fails: nothing goes on for
long without evidence.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from amana.domain.errors import AmanaError
from amana.storage.entry_rows import EntryRow
from amana.storage.transaction import Transaction

MOST: Final = 512
LONGEST_S: Final = 0.1
_HELD_BACK_MOST: Final = 8 * MOST


@dataclass(slots=True)
class _Waiting:
    """The entries of one service that are not written yet."""

    rows: list[EntryRow] = field(default_factory=list)
    since: float = 0.0
    writing: threading.Lock = field(default_factory=threading.Lock)


class Recorder:
    """Keeps entries back and writes them together. Safe to use from many threads."""

    __slots__ = ("_closed", "_guard", "_lend", "_thread", "_waiting")

    def __init__(self, lend: Callable[[str], AbstractContextManager[Transaction]]) -> None:
        """Take what lends a transaction of a service's role. No thread runs before the first."""
        self._lend = lend
        self._waiting: dict[str, _Waiting] = {}
        self._guard = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, service: str, row: EntryRow) -> None:
        """Take an entry. Raises what storage raises where those that wait cannot be written."""
        now = monotonic()
        with self._guard:
            waiting = self._waiting.setdefault(service, _Waiting())
            if not waiting.rows:
                waiting.since = now
            waiting.rows.append(row)
            full = len(waiting.rows) >= MOST
            too_many = len(waiting.rows) >= _HELD_BACK_MOST
            self._begin()
        if full:
            self._write(service, waiting, must=too_many)

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

    def _write(self, service: str, waiting: _Waiting, *, must: bool) -> None:
        """Write what waits of a service; who may fail leaves it to the next."""
        with waiting.writing:
            with self._guard:
                rows, waiting.rows = waiting.rows, []
            if not rows:
                return
            try:
                with self._lend(service) as transaction:
                    put_many(transaction, service, rows)
                    transaction.end(commit=True)
            except AmanaError:
                with self._guard:
                    waiting.rows[:0] = rows
                if must:
                    raise

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
                self._write(name, waiting, must=False)


def put_many(transaction: Transaction, service: str, rows: list[EntryRow]) -> None:
    """Write entries by one statement; of who was erased meanwhile only the leaf."""
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
