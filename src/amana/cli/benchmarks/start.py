"""``amana bench start``: how long until the first page, and how much memory it takes.

Each run starts ``amana serve`` on a new folder, asks for the first page until it is there, asks
100 times more, weighs the process tree, stops it, and starts it again on the same folder.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import httpx

from amana.cli.benchmarks.memory import proportional_mb
from amana.cli.benchmarks.result import Outcome, of_runs
from amana.cli.errors import DidNotStart

FIRST_START_BAR_S: Final = 8
LATER_START_BAR_S: Final = 3
MEMORY_BAR_MB: Final = 200
REQUESTS: Final = 100
RUNS: Final = 3
RUNS_IN_FULL: Final = 11
LONGEST_STOP_S: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A server that has given its first page."""

    process: int
    url: str
    after_s: float


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the medians of all runs. Raises ``DidNotStart``."""
    runs = RUNS_IN_FULL if full else RUNS
    first, later, memory = [], [], []
    for run in range(1, runs + 1):
        with tempfile.TemporaryDirectory(prefix="amana-bench-") as folder:
            Path(folder).chmod(0o711)  # root hands the database to another account, which must pass
            data = Path(folder) / "data"
            with _served(data) as started:
                first.append(started.after_s)
                memory.append(_weigh(started, data))
            with _served(data) as started:
                later.append(started.after_s)
        tell(f"{run}/{runs}: {first[-1]:.2f} s, {later[-1]:.2f} s, {memory[-1]:.0f} MB")
    return Outcome(
        size={"runs": runs, "requests": REQUESTS},
        figures=(
            *of_runs("first_start_s", first, "s", bar=FIRST_START_BAR_S),
            *of_runs("later_start_s", later, "s", bar=LATER_START_BAR_S),
            *of_runs("memory_mb", memory, "MB", bar=MEMORY_BAR_MB),
        ),
    )


@contextmanager
def _served(data: Path) -> Iterator[Started]:
    """Start the server on the folder, hand it over with its first page, and stop it."""
    command = [sys.executable, "-m", "amana", "serve", "--data", str(data), "--port", "0"]
    began = perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--format", "json"], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        try:
            url = _address(server)
            httpx.get(url, follow_redirects=True).raise_for_status()
            yield Started(process=server.pid, url=url, after_s=perf_counter() - began)
        finally:
            _stop(server)


def _address(server: "subprocess.Popen[str]") -> str:
    """Return the address that the server prints when its first page can be had."""
    line = server.stdout.readline() if server.stdout else ""
    if not line.startswith("{"):
        raise DidNotStart
    return str(json.loads(line)["url"])


def _weigh(started: Started, data: Path) -> float:
    """Ask many times, then return the memory of the server and its database in MB."""
    with httpx.Client(base_url=started.url, follow_redirects=True) as client:
        for _ in range(REQUESTS):
            client.get("/").raise_for_status()
    databases = {
        int(file.read_text(encoding="ascii").split("\n", 1)[0])
        for file in data.rglob("postmaster.pid")
    }
    return proportional_mb(frozenset({started.process, *databases}))


def _stop(server: "subprocess.Popen[str]") -> None:
    """Ask the server to end, and make it end if it does not."""
    server.terminate()
    try:
        server.wait(LONGEST_STOP_S)
    except subprocess.TimeoutExpired:
        server.kill()
