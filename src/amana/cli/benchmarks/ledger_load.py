"""What the ledger's benchmark puts on it: acts by several processes, entries in bulk, proofs."""

import multiprocessing
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import perf_counter
from typing import Final
from uuid import UUID

from amana.assembly import reached
from amana.domain.ledger.checkpoint import read_unverified
from amana.domain.ledger.encoding import encode_header
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.proof import verify_inclusion
from amana.settings import Settings
from amana.storage import Storage
from amana.storage.ledger import Ledger

SERVICE: Final = "bench"
WRITERS: Final = 3
BULK_WRITERS: Final = 2
IN_ONE_COMMIT: Final = 5_000


@contextmanager
def acting(data: Path, seconds: float) -> Iterator[SimpleQueue[float]]:
    """Let processes commit one act after another; each says at its end how many a second."""
    spawned = multiprocessing.get_context("spawn")
    rates: SimpleQueue[float] = spawned.SimpleQueue()
    start = spawned.Barrier(WRITERS + 1)
    writers = [
        spawned.Process(target=_act, args=(data, seconds, start, rates), daemon=True)
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    start.wait()
    yield rates
    for writer in writers:
        writer.join()


def acts_per_s(data: Path, seconds: float) -> float:
    """Return how many acts a second all writers together committed."""
    with acting(data, seconds) as rates:
        return sum(rates.get() for _ in range(WRITERS))


def _act(data: Path, seconds: float, start: Barrier, rates: SimpleQueue[float]) -> None:
    """Commit acts, one a transaction, about one of a thousand persons each."""
    with reached(Settings(data=data)) as storage:
        _one_act(storage, 0)
        start.wait()
        began, done = perf_counter(), 0
        while perf_counter() - began < seconds:
            _one_act(storage, done)
            done += 1
        rates.put(done / (perf_counter() - began))


def _one_act(storage: Storage, number: int) -> None:
    entry = Entry(
        act="use",
        promises=("W5",),
        policy_version=1,
        body={"number": number, "purpose": "delivery"},
        person=f"person-{number % 1000}",
    )
    with storage.work(SERVICE) as work:
        work.commit(entry)


def fill(storage: Storage, count: int) -> None:
    """Commit as many entries, thousands at a time, by several connections.

    Only the inbox is filled: the sequencer looks at nothing else.
    """
    parts = [IN_ONE_COMMIT] * (count // IN_ONE_COMMIT) + [count % IN_ONE_COMMIT]
    with ThreadPoolExecutor(BULK_WRITERS) as writers:
        list(writers.map(lambda part: _fill(storage, part), parts))


def _fill(storage: Storage, count: int) -> None:
    entry = Entry(act="use", promises=("W5",), policy_version=1, body={})
    with storage.work(SERVICE) as work:
        header = encode_header(entry, service=SERVICE, hour=work.now)
        work.transaction.change("bench_ledger", "fill", service=SERVICE, header=header, count=count)
        work.transaction.end(commit=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """How long proofs took, in milliseconds, the shortest first; all of them held."""

    size: int
    took_ms: tuple[float, ...]

    @property
    def p99_ms(self) -> float:
        """Return the time that 99 of 100 proofs did not take."""
        return self.took_ms[min(len(self.took_ms) - 1, len(self.took_ms) * 99 // 100)]


def prove(storage: Storage, proofs: int) -> Proved:
    """Time proofs of entries from anywhere in the log, each asked for alone, and check each."""
    with storage.reading(SERVICE) as view:
        size = Ledger(view.transaction, service=SERVICE).head().size
        positions = [secrets.randbelow(size) for _ in range(proofs)]
        rows = view.transaction.rows(
            "bench_ledger", "entries_at", service=SERVICE, positions=positions
        )
    asked = [row["entry"] for row in rows]
    return Proved(size=size, took_ms=tuple(sorted(_prove(storage, entry) for entry in asked)))


def _prove(storage: Storage, entry: UUID) -> float:
    """Return the milliseconds from asking for a proof to having it; it must hold."""
    began = perf_counter()
    with storage.reading(SERVICE) as view:
        shown = Ledger(view.transaction, service=SERVICE).inclusions([entry])[entry]
    took_ms = (perf_counter() - began) * 1000
    holds = verify_inclusion(
        shown.leaf_hash,
        index=shown.position,
        size=shown.size,
        proof=shown.proof,
        root=read_unverified(shown.checkpoint.encode()).root,
    )
    if not holds:
        msg = "a proof does not hold"
        raise AssertionError(msg)
    return took_ms
