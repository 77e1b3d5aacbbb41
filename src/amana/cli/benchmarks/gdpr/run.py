"""``amana bench gdpr``: each operation by the floor and by Amana, strict and fast, in turn.

All three work on one PostgreSQL. Times are summed by persona; answers of Amana are compared with
those of a model in memory. A figure is the median over the repeats.
"""

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from math import inf
from pathlib import Path
from time import perf_counter
from typing import Final, Protocol

from amana.assembly import prepared, reached
from amana.assembly.database import clock
from amana.cli.benchmarks.gdpr.bare import Bare
from amana.cli.benchmarks.gdpr.model import Answer, Model
from amana.cli.benchmarks.gdpr.operations import (
    By,
    Create,
    Delete,
    Drawing,
    Operation,
    Persona,
    Update,
)
from amana.cli.benchmarks.gdpr.raw import files_with
from amana.cli.benchmarks.gdpr.records import Record, Size, draw_records
from amana.cli.benchmarks.gdpr.scoring import Score
from amana.cli.benchmarks.gdpr.sealed import Sealed
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.domain.ledger.entry import EvidenceMode
from amana.settings import Settings
from amana.storage import Storage
from amana.storage.embedded import place_of
from amana.storage.floor import Floor, floor

SMOKE: Final = Size(records=10_000, operations=200, users=1_000)
USUAL: Final = Size(records=10_000, operations=400, users=1_000)
FULL: Final = Size(records=100_000, operations=10_000)
REPEATS: Final = 5
SMOKE_REPEATS: Final = 1
LONGEST_S: Final = 540.0
"""Of a run that is not full: no repeat begins that would end later."""
BARS: Final = {
    Persona.CONTROLLER: 1.3,
    Persona.CUSTOMER: 1.5,
    Persona.PROCESSOR: 3.5,
    Persona.REGULATOR: 2.0,
}
ORDER: Final = (Persona.PROCESSOR, Persona.REGULATOR, Persona.CUSTOMER, Persona.CONTROLLER)
BARE: Final = "bare"
STRICT: Final = "strict"
FAST: Final = "fast"
_SEARCHED: Final = 5
"""Erasures in each run after which the raw files are searched."""


class System(Protocol):
    """What does operations."""

    def do(self, persona: Persona, operation: Operation) -> Answer:
        """Do one operation and return its answer."""
        ...


@dataclass(slots=True)
class Measured:
    """What all repeats gave."""

    seconds: dict[tuple[str, Persona], list[float]] = field(
        default_factory=lambda: defaultdict(list)
    )
    score: Score = field(default_factory=Score)
    plain: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Values of erased people found in raw files, by system and kind of file."""
    searched: int = 0
    space: dict[str, float] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Run the usual or the full size."""
    if full:
        return run(FULL, repeats=REPEATS, tell=tell)
    return run(USUAL, repeats=REPEATS, tell=tell, longest_s=LONGEST_S)


def measure_smoke(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Run a small size once, to see that all of it works."""
    del full
    return run(SMOKE, repeats=SMOKE_REPEATS, tell=tell)


def run(
    size: Size, *, repeats: int, tell: Callable[[str], None], longest_s: float = inf
) -> Outcome:
    """Repeat all personas on fresh records of one server; return the figures.

    On a slow machine there are fewer repeats, so that it takes no longer than ``longest_s``.
    """
    measured = Measured()
    began, done = perf_counter(), 0
    for repeat in range(repeats):
        spent = perf_counter() - began
        if done and spent * (done + 1) / done > longest_s:
            break
        done += 1
        with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
            Path(folder).chmod(0o711)  # root hands the database to another account
            _repeat(Path(folder) / "data", size, repeat, measured)
        latest = ", ".join(
            f"{persona} {_ratios(measured, FAST, persona)[-1]:.2f}" for persona in ORDER
        )
        tell(f"{repeat + 1}/{repeats}: {latest}, {measured.score.percent:.2f} %")
    return Outcome(
        size={
            "records": size.records,
            "operations": size.operations,
            "users": size.users,
            "data_bytes": size.data_bytes,
            "repeats": done,
            "engine_version": int(measured.settings["server_version_num"]),
            "fsync": int(measured.settings["fsync"] == "on"),
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=tuple(_figures(measured)),
    )


def _repeat(data: Path, size: Size, repeat: int, measured: Measured) -> None:
    """Load all three systems with the same records, and let each persona work."""
    with ExitStack() as stack:
        amana = stack.enter_context(prepared(Settings(data=data)))
        strict = amana.storage
        fast = stack.enter_context(reached(Settings(data=data, evidence=EvidenceMode.FAST)))
        plain = stack.enter_context(floor(strict.address, database="bare", area="bench_gdpr"))
        began = clock().timestamp()
        records = list(draw_records(size, seed=repeat, now=began))
        bare, systems = _loaded(plain, strict, fast, records, size, measured)
        models = {name: Model() for name in systems}
        for model in models.values():
            model.load(records)
        for persona in ORDER:
            stream = Drawing(persona, models[STRICT].records, size, repeat, now=began)
            _persona(persona, stream, bare, systems, models, data, began, measured)


def _loaded(  # noqa: PLR0913, PLR0917 - the three systems and their records
    plain: Floor,
    strict: Storage,
    fast: Storage,
    records: list[Record],
    size: Size,
    measured: Measured,
) -> tuple[Bare, dict[str, Sealed]]:
    personal = sum(len(record.data) for record in records)
    bare = Bare(plain)
    empty = bare.bytes()
    bare.load(records)
    measured.space[BARE] = (bare.bytes() - empty) / personal
    systems = {
        STRICT: Sealed(strict, "bench-strict", size),
        FAST: Sealed(fast, "bench-fast", size),
    }
    for name, system in systems.items():
        before = system.bytes()
        system.load(records)
        measured.space[name] = (system.bytes() - before) / personal
        system.settle()
    # Both begin with statistics and without litter.
    with floor(strict.address, database=strict.address.database, area="bench_gdpr") as own:
        own.script("settle")
    measured.settings = {name: bare.setting(name) for name in ("server_version_num", "fsync")}
    return bare, systems


def _persona(  # noqa: PLR0913, PLR0917 - a persona's stream and what works on it
    persona: Persona,
    stream: Drawing,
    bare: Bare,
    systems: dict[str, Sealed],
    models: dict[str, Model],
    data: Path,
    began: float,
    measured: Measured,
) -> None:
    """Let every system do each operation, another one first each time."""
    spent = dict.fromkeys((BARE, *systems), 0.0)
    named: list[tuple[str, System]] = [(BARE, bare), *systems.items()]
    left, erased = _SEARCHED, list[str]()
    for turn, drawn in zip(cycle(range(len(named))), list(stream.operations()), strict=False):
        operation = _dated(drawn, clock().timestamp() - began)
        searched = persona is Persona.CONTROLLER and _erases(operation) and left > 0
        values = _values(models[FAST], operation) if searched else []
        for name, system in islice(cycle(named), turn, turn + len(named)):
            asked = clock().timestamp()
            started = perf_counter()
            answer = system.do(persona, operation)
            spent[name] += perf_counter() - started
            if name in models:
                measured.score.judge(
                    models[name], persona, operation, answer, asked, clock().timestamp()
                )
        if values:
            left -= 1
            erased += values
            measured.searched += len(values)
            _search(data, values, measured, when="at_once")
    if erased:
        bare.settle()
        _search(data, erased, measured, when="after_vacuum")
    for name, sealed in systems.items():
        started = perf_counter()
        sealed.settle()
        spent[name] += perf_counter() - started
    for name, seconds in spent.items():
        measured.seconds[name, persona].append(seconds)


def _dated(operation: Operation, later: float) -> Operation:
    """Return the operation with its times counted from when it is done."""
    if isinstance(operation, Create):
        record = replace(operation.record, expires_at=operation.record.expires_at + later)
        return Create(record=record)
    if isinstance(operation, Update) and operation.change.expires_at is not None:
        moved = replace(operation.change, expires_at=operation.change.expires_at + later)
        return replace(operation, change=moved)
    return operation


def _erases(operation: Operation) -> bool:
    return isinstance(operation, Delete) and operation.by is By.USER


def _values(model: Model, operation: Operation) -> list[str]:
    assert isinstance(operation, Delete)  # noqa: S101 - asked before
    return [each.data for each in model.records.values() if each.user == operation.name]


def _search(data: Path, values: list[str], measured: Measured, *, when: str) -> None:
    """Count what stands in the raw files: small letters come from the floor, capitals from us."""
    folder = place_of(data / "database")
    for name, forms in ((BARE, values), (FAST, [value.upper() for value in values])):
        for kind, count in files_with(folder, forms).items():
            measured.plain[f"{name}_{when}_{kind}"] += count


def _ratios(measured: Measured, name: str, persona: Persona) -> list[float]:
    floors = measured.seconds[BARE, persona]
    return [own / bare for own, bare in zip(measured.seconds[name, persona], floors, strict=True)]


def _figures(measured: Measured) -> Iterator[Figure]:
    for persona in ORDER:
        fast = _ratios(measured, FAST, persona)
        yield from of_runs(f"{persona}_ratio", fast, "x", bar=BARS[persona])
        yield from of_runs(f"{persona}_ratio_strict", _ratios(measured, STRICT, persona), "x")
        for name in (BARE, STRICT, FAST):
            yield from of_runs(f"{persona}_{name}_s", measured.seconds[name, persona], "s")
    score = measured.score
    yield Figure(
        name="correctness", value=round(score.percent, 4), unit="%", bar=100, at_least=True
    )
    yield Figure(name="missed_refusals", value=score.missed_refusals, unit="", bar=0)
    yield Figure(name="expired_read", value=score.expired_read, unit="", bar=0)
    yield Figure(name="found_after_deletion", value=score.found_after_deletion, unit="", bar=0)
    for name in (FAST, BARE):
        label = "space_factor" if name == FAST else "space_factor_bare"
        yield Figure(name=label, value=round(measured.space[name], 2), unit="x")
    yield Figure(name="erased_values_searched", value=measured.searched, unit="")
    for kind, count in sorted(measured.plain.items()):
        yield Figure(name=f"erased_in_files_{kind}", value=count, unit="")
