"""``amana bench copy``: a person's copy out of twenty tables, over the bare selects; and memory.

Each pair is the copy of one person by the map, and the same rows by hand over a connection of its
own, another one first each time. Memory is weighed for persons with ever more rows in one table.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.cli.benchmarks.sources.peak import weigh
from amana.cli.benchmarks.sources.shop import url_of
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.sql_source import SqlSource
from amana.storage.address import ServerAddress
from amana.storage.embedded import EmbeddedServer
from amana.storage.floor import floor, reached_floor

OVERHEAD_BAR_MS: Final = 100.0
GROWN_BAR_MB: Final = 16.0
"""How much more memory the person with the most rows may take: what is noise of an allocator."""
PARTS: Final = 19
_DATABASE: Final = "bench_copy"
_AREA: Final = "bench_copy"
_LARGE: Final = 1 << 40
"""Where the ids of the persons with very many rows begin."""
_MS: Final = 1_000
_HEAD: Final = """\
amana: 1
service: bench
source: forum
tables:
  account:
    erase: delete
    person: {email: email}
    columns:
      email: {is: email, type: email}
      name: {is: name}
"""
_PART: Final = """\
  part_{number}:
    erase: delete
    via: {{account: {{table: account, on: {{account_id: id}}}}}}
    columns:
      at: {{is: note}}
      title: {{is: note}}
      body: {{is: note}}
"""
MAP: Final = _HEAD + "".join(_PART.format(number=number + 1) for number in range(PARTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    people: int = 2_000
    rows: int = 10
    """Rows that each has in each table but the first."""
    pairs: int = 25
    large: Sequence[int] = (1_000, 100_000, 1_000_000)
    """Rows in one table of persons whose copies are weighed, the fewest first."""


USUAL: Final = Sizes()
FULL: Final = Sizes(people=20_000, pairs=101, large=(1_000, 100_000, 1_000_000, 10_000_000))
SMALL: Final = Sizes(people=50, rows=2, pairs=3, large=(10, 2_000))


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Copy, and weigh a person with a million rows; ``full`` one with ten million."""
    return measured(FULL if full else USUAL, tell)


def measure_smoke(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Do the same with few rows, to see that all of it works."""
    del full
    return measured(SMALL, tell)


def measured(sizes: Sizes, tell: Callable[[str], None]) -> Outcome:
    """Make the tables, and copy."""
    with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
        Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
        with EmbeddedServer(Path(folder) / "data") as address:
            _fill(address, sizes)
            tell(f"{sum(sizes.large):,}")
            copied, bare, rows = _pairs(address, sizes)
            figures = [*_figures(copied, bare), *_weighed(address, sizes, tell)]
    return Outcome(
        size={
            "tables": PARTS + 1,
            "people": sizes.people,
            "rows_a_copy": rows,
            "pairs": sizes.pairs,
            "most_rows": sizes.large[-1],
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=tuple(figures),
    )


def _fill(address: ServerAddress, sizes: Sizes) -> None:
    """Make the tables and their rows."""
    with floor(address, database=_DATABASE, area=_AREA) as database:
        database.script("tables")
        database.change("fill_accounts", people=sizes.people)
        database.rows("say_people", people=sizes.people, rows=sizes.rows)
        database.script("fill_parts")
        first = _LARGE
        for rows in sizes.large:
            database.change("fill_large", account=first, email=_large(rows), first=first, rows=rows)
            first += rows
        database.script("settle")


def _pairs(address: ServerAddress, sizes: Sizes) -> tuple[list[float], list[float], int]:
    """Return the times by the map and by hand, and how many rows there were."""
    source = SqlSource(url_of(address, _DATABASE), parse(MAP))
    copied: list[float] = []
    bare: list[float] = []
    counts: set[int] = set()
    for pair in range(sizes.pairs + 1):
        email = f"person-{1 + pair % sizes.people}@mail.example"
        turns: list[Callable[[], None]] = [
            lambda: _time(copied, counts, lambda: _copy(source, email)),  # noqa: B023 - called at once
            lambda: _time(bare, counts, lambda: _by_hand(address, email)),  # noqa: B023 - called at once
        ]
        for turn in turns if pair % 2 else reversed(turns):
            turn()
    (rows,) = counts  # both found the same
    return copied[1:], bare[1:], rows


def _time(into: list[float], counts: set[int], what: Callable[[], int]) -> None:
    """Do it, note how long it took, and how many rows it found."""
    began = perf_counter()
    counts.add(what())
    into.append((perf_counter() - began) * _MS)


def _copy(source: SqlSource, email: str) -> int:
    """Copy one person, and return the number of rows; each is let go at once."""
    sought = Sought(person="x", identifiers={"email": (email,)})
    return sum(1 for _ in source.copy([sought]))


def _by_hand(address: ServerAddress, email: str) -> int:
    """Read the same rows by hand."""
    with reached_floor(address, database=_DATABASE, area=_AREA) as database:
        (account,) = database.rows("bare_account", email=email)
        parts = (
            database.rows(f"bare_part_{number + 1}", account=account["id"])
            for number in range(PARTS)
        )
        return 1 + sum(len(rows) for rows in parts)


def _figures(copied: Sequence[float], bare: Sequence[float]) -> tuple[Figure, ...]:
    over = [a - b for a, b in zip(copied, bare, strict=True)]
    return (
        *of_runs("overhead_ms", over, "ms", bar=OVERHEAD_BAR_MS),
        *of_runs("copy_ms", copied, "ms"),
        *of_runs("bare_ms", bare, "ms"),
    )


def _weighed(
    address: ServerAddress, sizes: Sizes, tell: Callable[[str], None]
) -> tuple[Figure, ...]:
    """Return the most memory that a process takes to copy persons with ever more rows."""
    peaks, took = [], 0.0
    for rows in sizes.large:
        weighed = weigh(_copy_apart, url_of(address, _DATABASE), _large(rows), rows + 1)
        took = weighed.seconds
        peaks.append(weighed.peak_mb)
        tell(f"{rows:,}: {weighed.peak_mb:,.1f} MB, {took:,.1f} s")
    return (
        Figure(name="memory_mb", value=round(peaks[-1], 1), unit="MB"),
        Figure(
            name="memory_grown_mb",
            value=round(peaks[-1] - peaks[0], 1),
            unit="MB",
            bar=GROWN_BAR_MB,
        ),
        *(
            Figure(name=f"memory_{rows}_mb", value=round(peak, 1), unit="MB")
            for rows, peak in zip(sizes.large, peaks, strict=True)
        ),
        Figure(name="rows_per_s", value=round(sizes.large[-1] / took), unit="/s"),
    )


def _copy_apart(url: str, email: str, rows: int) -> None:
    """Copy one person in a process of its own, whose memory is weighed."""
    if _copy(SqlSource(url, parse(MAP)), email) != rows:
        raise AssertionError


def _large(rows: int) -> str:
    return f"large-{rows}@mail.example"
