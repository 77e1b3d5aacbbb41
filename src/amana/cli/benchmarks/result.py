"""What a benchmark says: figures beside their bars, on which machine, at which size."""

import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TypeAlias

from amana.cli.printing import Json

Size: TypeAlias = Mapping[str, int]
"""How much was run, such as ``{"runs": 3, "requests": 100}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value. ``bar`` is the highest that is allowed; ``None`` where none is set."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False
    """Whether the bar is the lowest that is allowed instead."""

    @property
    def met(self) -> bool | None:
        """Whether the value keeps to its bar; ``None`` without one."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one benchmark found at one size."""

    size: Size
    figures: tuple[Figure, ...]

    @property
    def met(self) -> bool:
        """Whether no figure is beyond its bar; without figures nothing is met."""
        return bool(self.figures) and all(figure.met is not False for figure in self.figures)


Benchmark: TypeAlias = Callable[..., Outcome]
"""``measure(*, full: bool, tell: Callable[[str], None]) -> Outcome``; ``tell`` shows progress."""


def of_runs(
    name: str,
    values: Sequence[float],
    unit: str,
    *,
    bar: float | None = None,
    at_least: bool = False,
) -> tuple[Figure, ...]:
    """Return the median of the runs beside its bar, and the least and the greatest of them."""
    middle = round(median(values), 3)
    return (
        Figure(name=name, value=middle, unit=unit, bar=bar, at_least=at_least),
        Figure(name=f"{name}_least", value=round(min(values), 3), unit=unit),
        Figure(name=f"{name}_greatest", value=round(max(values), 3), unit=unit),
    )


def as_json(name: str, outcome: Outcome) -> Json:
    """Return the outcome in the form that ``--format json`` prints."""
    return {
        "benchmark": name,
        "machine": machine(),
        "size": dict(outcome.size),
        "figures": [
            {"name": f.name, "value": f.value, "unit": f.unit, "bar": f.bar, "met": f.met}
            for f in outcome.figures
        ],
    }


def machine() -> dict[str, Json]:
    """Return what the figures depend on: processor, memory, system and versions; no names."""
    return {
        "cpus": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1,
        "processor": _first_after(Path("/proc/cpuinfo"), "model name"),
        "memory_mb": int(_first_after(Path("/proc/meminfo"), "MemTotal").split()[0] or 0) // 1024,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "amana": version("amana"),
    }


def _first_after(file: Path, name: str) -> str:
    """Return what stands after ``name:`` in a file of the kernel; ``0`` where it is absent."""
    if not file.exists():
        return "0"
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(found, "") or "0"
