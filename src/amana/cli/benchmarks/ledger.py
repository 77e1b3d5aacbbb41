"""``amana bench ledger``: from committed entries to a signed, published checkpoint, and proofs.

Each run, in turn: entries are committed in bulk and nothing sequences them (the bare floor); they
are sequenced, signed and published (``entries_per_s``); as many are committed while the sequencer
is at work (``entries_per_s_together``, until the last is published); and processes commit single
acts, without the sequencer and beside it. Then proofs out of ledgers of growing size.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from amana.acts.sequencing import Sequencing
from amana.assembly import Running, prepared
from amana.cli.benchmarks.ledger_load import SERVICE, Proved, acts_per_s, fill, prove
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.settings import Settings

ENTRIES_BAR: Final = 60_000
PROOF_BAR_MS: Final = 5
PROOF_P99_BAR_MS: Final = 10
RUNS: Final = 5
ENTRIES_A_RUN: Final = 100_000
ENTRIES_A_RUN_IN_FULL: Final = 200_000
ACTING_S: Final = 2.0
PROOFS: Final = 1_000
SMALL_SIZES: Final = (10_000, 100_000)
SIZES: Final = (2_000_000,)
SIZES_IN_FULL: Final = (3_000_000, 10_000_000)
"""Beyond what the runs before them leave behind."""
_AT_ONCE: Final = 1_000_000
_FLUSHES: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rates:
    """Entries or acts a second, a value for each run."""

    committed: list[float] = field(default_factory=list)
    sequenced: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    acts_alone: list[float] = field(default_factory=list)
    acts_beside: list[float] = field(default_factory=list)


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the medians of all runs, and the proofs at each size."""
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        data = Path(folder) / "data"
        with prepared(Settings(data=data)) as amana:
            amana.storage.create_service(SERVICE)
            amana.sequencer.catch_up(SERVICE)
            flush_ms = _flush_ms(data)
            proofs = [_proved(amana, size, tell) for size in SMALL_SIZES]
            entries = ENTRIES_A_RUN_IN_FULL if full else ENTRIES_A_RUN
            rates = _rates(amana, data, entries, tell)
            proofs += [_proved(amana, size, tell) for size in (SIZES_IN_FULL if full else SIZES)]
    return Outcome(
        size={
            "runs": RUNS,
            "entries_a_run": entries,
            "largest_ledger": proofs[-1].size,
            "proofs": PROOFS,
            # Processes that wanted a processor in the last minute, times a hundred.
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=(*_rate_figures(rates), *_proof_figures(proofs), flush_ms),
    )


def _rates(amana: Running, data: Path, entries: int, tell: Callable[[str], None]) -> _Rates:
    """Measure all of it in each run, so that a slow minute of the machine meets all alike."""
    rates = _Rates()
    for run in range(1, RUNS + 1):
        rates.committed.append(entries / _seconds(lambda: fill(amana.storage, entries)))
        rates.sequenced.append(entries / _seconds(lambda: amana.sequencer.catch_up(SERVICE)))
        rates.together.append(entries / _seconds(lambda: _together(amana, entries)))
        rates.acts_alone.append(acts_per_s(data, ACTING_S))
        with Sequencing(amana.storage, amana.sequencer):
            rates.acts_beside.append(acts_per_s(data, ACTING_S))
        amana.sequencer.catch_up(SERVICE)
        latest = (rates.sequenced[-1], rates.together[-1], rates.acts_beside[-1])
        tell(f"{run}/{RUNS}: {latest[0]:,.0f}/s, {latest[1]:,.0f}/s, {latest[2]:,.0f}/s")
    return rates


def _together(amana: Running, entries: int) -> None:
    """Commit entries while the sequencer is at work; the last one must be published."""
    with Sequencing(amana.storage, amana.sequencer):
        fill(amana.storage, entries)
    amana.sequencer.catch_up(SERVICE)


def _proved(amana: Running, size: int, tell: Callable[[str], None]) -> Proved:
    """Let the ledger grow to the size, and time proofs."""
    while (missing := size - amana.sequencer.catch_up(SERVICE).size) > 0:
        fill(amana.storage, min(_AT_ONCE, missing))
    proved = prove(amana.storage, PROOFS)
    tell(f"{proved.size:,}: {median(proved.took_ms):.2f} ms, {proved.p99_ms:.2f} ms")
    return proved


def _rate_figures(rates: _Rates) -> Iterator[Figure]:
    yield from of_runs("entries_per_s", rates.sequenced, "/s", bar=ENTRIES_BAR, at_least=True)
    yield from of_runs("entries_per_s_together", rates.together, "/s")
    yield from of_runs("bare_entries_per_s", rates.committed, "/s")
    yield from of_runs("acts_per_s_beside", rates.acts_beside, "/s")
    yield from of_runs("acts_per_s_alone", rates.acts_alone, "/s")


def _proof_figures(proofs: list[Proved]) -> Iterator[Figure]:
    """Give the largest size its bars, and each size its own figures: so they grow."""
    largest = proofs[-1]
    yield _ms("proof_ms", median(largest.took_ms), PROOF_BAR_MS)
    yield _ms("proof_p99_ms", largest.p99_ms, PROOF_P99_BAR_MS)
    for proved in proofs:
        yield _ms(f"proof_ms_{proved.size}", median(proved.took_ms))
        yield _ms(f"proof_p99_ms_{proved.size}", proved.p99_ms)


def _ms(name: str, value: float, bar: float | None = None) -> Figure:
    return Figure(name=name, value=round(value, 3), unit="ms", bar=bar)


def _flush_ms(folder: Path) -> Figure:
    """Time what a durable write costs here: every commit waits for one."""
    took = []
    with (folder / "flushed").open("wb") as file:
        for _ in range(_FLUSHES):
            file.write(b"x" * 4096)
            file.flush()
            took.append(_seconds(lambda: os.fsync(file.fileno())) * 1000)
    return _ms("flush_ms", median(took))


def _seconds(what: Callable[[], object]) -> float:
    began = perf_counter()
    what()
    return perf_counter() - began
