"""``amana bench retention``: rows past their time, in sets beside readers, over one bare DELETE.

Two copies of one filled PostgreSQL table take turns: in one Amana ends what is due, in sets that
are found again, read back and committed each by itself; in the other stands one ``DELETE`` by the
same instant. Meanwhile readers ask for single rows, and how long they wait is shown.
"""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from amana.assembly import clock
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.cli.benchmarks.sources.shop import url_of
from amana.domain.period import Period
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bearing, Condition, condition_of
from amana.domain.retention.terms import Term
from amana.domain.source.parse import parse
from amana.sources.sql_source import SqlSource
from amana.storage.address import ServerAddress
from amana.storage.embedded import EmbeddedServer
from amana.storage.floor import Floor, reached_floor

if TYPE_CHECKING:
    from amana.domain.retention.ended import Batch

RATIO_BAR: Final = 3.0
OVERSTAY_BAR_S: Final = 60.0
_MS: Final = 1_000
_AT_ONCE: Final = 20_000
_DATABASE: Final = "postgres"
_EVERY_S: Final = 0.02
_MAP: Final = """\
amana: 1
service: bench
source: bench
approved: true
tables:
  visit:
    erase: delete
    person: {own: customer}
    times: {collection: at}
    columns: {ip: {is: ip, type: text}, page: {is: ip, type: text}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    rows: int
    due: int
    rounds: int = 3


USUAL: Final = Sizes(rows=1_000_000, due=100_000)
FULL: Final = Sizes(rows=10_000_000, due=1_000_000)
SMALL: Final = Sizes(rows=2_000, due=200, rounds=1)


@dataclass(slots=True)
class Times:
    """Seconds of all turns, by who ended the rows."""

    whole: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    overstay: list[float] = field(default_factory=list)
    """From when the rows were due to when the last was gone."""
    alone: list[float] = field(default_factory=list)
    structure: list[float] = field(default_factory=list)
    """For reading how the table is laid out, which the first pass of a process does."""
    beside: list[float] = field(default_factory=list)
    beside_bare: list[float] = field(default_factory=list)


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """End a hundred thousand of a million rows; ``full`` a million of ten million."""
    return measured(FULL if full else USUAL, tell)


def measure_smoke(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Do the same with few rows once, to see that all of it works."""
    del full
    return measured(SMALL, tell)


def measured(sizes: Sizes, tell: Callable[[str], None]) -> Outcome:
    """Fill the table, and let both take turns."""
    times = Times()
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        with EmbeddedServer(Path(folder) / "data") as address:
            bench = _Bench(address)
            for number in range(sizes.rounds):
                turns = [bench.whole, bench.bare]
                for turn in turns if number % 2 == 0 else reversed(turns):
                    bench.fill(sizes)
                    turn(sizes, times)
                tell(f"{number + 1}/{sizes.rounds}: {times.whole[-1]:.2f} s, {times.bare[-1]:.2f}")
    return _outcome(sizes, times)


class _Bench:
    """The database of a benchmark."""

    def __init__(self, address: ServerAddress) -> None:
        """Take its address."""
        self._address = address

    def fill(self, sizes: Sizes) -> None:
        """Make the table anew, of which a part is due."""
        with self._connected() as connection:
            for name in ("drop", "make", "fill", "index", "settle"):
                connection.change(name, rows=sizes.rows, due=sizes.due)

    def whole(self, sizes: Sizes, times: Times) -> None:
        """End what is due as Amana does."""
        source = SqlSource(self._url(), parse(_MAP))
        began = perf_counter()
        source.structure()
        times.structure.append((perf_counter() - began) * _MS)
        with self._reading(times.alone):
            threading.Event().wait(_EVERY_S * 25)
        due_at = perf_counter()
        done: list[Batch] = []
        with self._reading(times.beside):
            left = source.end_due(
                "visit",
                _condition(),
                held=(),
                at_once=_AT_ONCE,
                before=lambda _count: None,
                after=done.append,
            )
        times.whole.append(perf_counter() - due_at)
        times.overstay.append(times.whole[-1])
        if left.count or sum(each.ended for each in done) != sizes.due:
            raise AssertionError

    def bare(self, sizes: Sizes, times: Times) -> None:
        """Delete the same rows by one statement, and ask for them once."""
        with self._connected() as connection, self._reading(times.beside_bare):
            began = perf_counter()
            gone = connection.change("bare")
            times.bare.append(perf_counter() - began)
        if gone != sizes.due:
            raise AssertionError

    @contextmanager
    def _reading(self, into: list[float]) -> Iterator[None]:
        """Read single rows at a steady pace meanwhile, and note how long each waited, in ms."""
        over = threading.Event()
        reader = threading.Thread(target=self._read_until, args=(over, into), name="reader")
        reader.start()
        try:
            yield
        finally:
            over.set()
            reader.join()

    def _read_until(self, over: threading.Event, into: list[float]) -> None:
        with self._connected() as connection:
            number = 0
            while not over.wait(_EVERY_S):
                number += 7919
                began = perf_counter()
                connection.rows("read", number=number % 1000)
                into.append((perf_counter() - began) * _MS)

    def _connected(self) -> AbstractContextManager[Floor]:
        return reached_floor(self._address, database=_DATABASE, area="bench_retention")

    def _url(self) -> str:
        return url_of(self._address, _DATABASE)


def _condition() -> Condition:
    """Return what a promise of thirty days says now."""
    term = Term(
        promise="logs",
        data=frozenset({"ip"}),
        moment=Moment.COLLECTION,
        period=Period(days=30),
    )
    found = condition_of(Bearing(terms=(term,)), ["ip"], clock())
    if found is None:
        raise AssertionError
    return found


def _outcome(sizes: Sizes, times: Times) -> Outcome:
    ratios = [a / b for a, b in zip(times.whole, times.bare, strict=True)]
    return Outcome(
        size={
            "rows": sizes.rows,
            "due": sizes.due,
            "rounds": sizes.rounds,
            "at_once": _AT_ONCE,
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=(
            *of_runs("ratio_to_bare", ratios, "", bar=RATIO_BAR),
            *of_runs("overstay_s", times.overstay, "s", bar=OVERSTAY_BAR_S),
            *of_runs("retention_s", times.whole, "s"),
            *of_runs("bare_s", times.bare, "s"),
            *of_runs("structure_ms", times.structure, "ms"),
            Figure(name="read_alone_ms", value=round(median(times.alone), 2), unit="ms"),
            *(
                Figure(name=name, value=round(median(values), 2), unit="ms")
                for name, values in (
                    ("read_beside_ms", times.beside),
                    ("read_beside_bare_ms", times.beside_bare),
                )
                if values
            ),
        ),
    )
