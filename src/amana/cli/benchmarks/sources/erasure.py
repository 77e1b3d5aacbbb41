"""``amana bench erasure``: people out of twelve tables, over the same by hand, and over row by row.

All erase in copies of one filled PostgreSQL database: a round has a copy of its own, and each turn
in it people of its own, so that all meet the same state and the same number of rows. The turns of a
round stand in another order each time.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.cli.benchmarks.sources.bare import by_sets, row_by_row
from amana.cli.benchmarks.sources.peak import weigh
from amana.cli.benchmarks.sources.shop import (
    ROWS_A_PERSON,
    TABLES,
    TURN,
    Shop,
    make_shop,
    mapping,
    url_of,
)
from amana.domain.source.outcome import Sought
from amana.sources.sql_source import SqlSource, Step
from amana.storage.embedded import EmbeddedServer

RATIO_BAR: Final = 1.5
SPEEDUP_BAR: Final = 15.0
_MS: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    people: int
    """People in the shop, of 25 rows each."""
    erased: int = 1_000
    rounds: int = 7
    sample: int = 50
    """People erased row by row; the time is that of so many, taken times as many as there are."""
    growing: Sequence[int] = (100, 4_000)
    """Other numbers of people erased at once."""


USUAL: Final = Sizes(people=40_000)
FULL: Final = Sizes(people=400_000, growing=(100, 10_000))
SMALL: Final = Sizes(people=1_001, erased=20, rounds=1, sample=2, growing=(10,))
_SMALLER: Final = 10
"""How much smaller the second shop is, in which the growth with rows is seen."""


@dataclass(slots=True)
class Times:
    """Milliseconds of all turns, by who erased."""

    whole: list[float] = field(default_factory=list)
    """Amana, with both its looks."""
    without: list[float] = field(default_factory=list)
    """The same turns without these looks."""
    bare: list[float] = field(default_factory=list)
    bare_read_back: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    """Row by row: a sample, scaled to all."""
    steps: dict[Step, list[float]] = field(default_factory=dict)


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Erase out of a million rows; ``full`` out of ten million."""
    return measured(FULL if full else USUAL, tell)


def measure_smoke(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Do the same with few people once, to see that all of it works."""
    del full
    return measured(SMALL, tell)


def measured(sizes: Sizes, tell: Callable[[str], None]) -> Outcome:
    """Make the shop, and erase."""
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        with EmbeddedServer(Path(folder) / "data") as address:
            smaller, _ = make_shop(address, max(sizes.erased * 2 + 1, sizes.people // _SMALLER))
            fewer = _growth(smaller, (sizes.erased,))[0]
            shop, rows = make_shop(address, sizes.people)
            tell(f"{rows:,}")
            times = Times()
            for number in range(sizes.rounds):
                _round(shop, sizes, number, times)
                tell(
                    f"{number + 1}/{sizes.rounds}: {times.whole[-1]:,.0f} ms,"
                    f" {times.bare_read_back[-1]:,.0f}, {times.bare[-1]:,.0f},"
                    f" {times.rows[-1]:,.0f}"
                )
            grown = _growth(shop, sizes.growing)
            with shop.turn():
                weighed = weigh(_erase_apart, url_of(address, TURN), sizes.erased, shop)
    return Outcome(
        size={
            "rows": rows,
            "tables": len(TABLES),
            "people": sizes.people,
            "erased": sizes.erased,
            "rounds": sizes.rounds,
            "sample_row_by_row": sizes.sample,
            "rows_a_person": ROWS_A_PERSON,
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=(
            *_figures(times),
            Figure(name=f"erase_{smaller.people}_people_ms", value=round(fewer), unit="ms"),
            *(
                Figure(name=f"erase_{count}_at_once_ms", value=round(took), unit="ms")
                for count, took in zip(sizes.growing, grown, strict=True)
            ),
            Figure(name="memory_mb", value=round(weighed.peak_mb, 1), unit="MB"),
            Figure(name="memory_before_mb", value=round(weighed.before_mb, 1), unit="MB"),
        ),
    )


def _round(shop: Shop, sizes: Sizes, number: int, times: Times) -> None:
    """Let each take its turn in one copy, after one that nobody counts."""
    count = sizes.erased
    with shop.turn():
        source = _Source(shop)
        by_sets(shop.address, shop.some(0, count // 2), read_back=True)
        source.erase(shop.some(count // 2, count // 2), Times())
        turns: list[Callable[[Sequence[Sought]], None]] = [
            partial(source.erase, times=times),
            partial(_bare, shop, times.bare, read_back=False),
            partial(_bare, shop, times.bare_read_back, read_back=True),
        ]
        for place in range(len(turns)):
            turn = turns[(place + number) % len(turns)]
            turn(shop.some(count * (place + 1), count))
        some = shop.some(count * (len(turns) + 1), sizes.sample)
        times.rows.append(_timed(lambda: row_by_row(shop.address, some)) * count / sizes.sample)


class _Source:
    """The source of a turn, as a worker keeps it: opened once, with a session for each call."""

    def __init__(self, shop: Shop) -> None:
        self._heard: list[tuple[Step, float]] = []
        self._source = SqlSource(url_of(shop.address, TURN), mapping(), on_step=self._hear)

    def _hear(self, step: Step) -> None:
        self._heard.append((step, perf_counter()))

    def erase(self, persons: Sequence[Sought], times: Times) -> None:
        """Erase them, and note how long each step took."""
        self._heard.clear()
        began = perf_counter()
        self._source.erase(persons)
        whole = (perf_counter() - began) * _MS
        took, before = dict.fromkeys(Step, 0.0), began
        for step, at in self._heard:
            took[step] += (at - before) * _MS
            before = at
        times.whole.append(whole)
        times.without.append(whole - took[Step.READ_BACK] - took[Step.READ_AGAIN])
        for step, value in took.items():
            times.steps.setdefault(step, []).append(value)


def _bare(shop: Shop, into: list[float], persons: Sequence[Sought], *, read_back: bool) -> None:
    into.append(_timed(lambda: by_sets(shop.address, persons, read_back=read_back)))


def _figures(times: Times) -> tuple[Figure, ...]:
    """Return the ratios with their bars, and what they are made of."""
    like = [a / b for a, b in zip(times.whole, times.bare_read_back, strict=True)]
    without = [a / b for a, b in zip(times.without, times.bare, strict=True)]
    strict = [a / b for a, b in zip(times.whole, times.bare, strict=True)]
    speedup = [a / b for a, b in zip(times.rows, times.whole, strict=True)]
    return (
        *of_runs("ratio_to_bare", like, "", bar=RATIO_BAR),
        *of_runs("ratio_to_bare_unread", without, "", bar=RATIO_BAR),
        *of_runs("ratio_read_to_unread", strict, ""),
        *of_runs("speedup_over_rows", speedup, "", bar=SPEEDUP_BAR, at_least=True),
        *of_runs("erase_ms", times.whole, "ms"),
        *of_runs("erase_unread_ms", times.without, "ms"),
        *of_runs("bare_ms", times.bare, "ms"),
        *of_runs("bare_read_back_ms", times.bare_read_back, "ms"),
        *of_runs("rows_ms", times.rows, "ms"),
        *(
            Figure(name=f"step_{step}_ms", value=round(median(took), 1), unit="ms")
            for step, took in times.steps.items()
        ),
    )


def _growth(shop: Shop, counts: Sequence[int]) -> list[float]:
    """Return how long the median of three erasures of each count takes, in one copy."""
    with shop.turn():
        source, first, found = _Source(shop), 0, []
        for count in counts:
            times = Times()
            for _ in range(3 if count * 3 < shop.people // 2 else 1):
                source.erase(shop.some(first, count), times)
                first += count
            found.append(median(times.whole))
        return found


def _erase_apart(url: str, count: int, shop: Shop) -> None:
    """Erase as many in a process of its own, whose memory is weighed."""
    SqlSource(url, mapping()).erase(shop.some(0, count))


def _timed(what: Callable[[], object]) -> float:
    began = perf_counter()
    what()
    return (perf_counter() - began) * _MS
