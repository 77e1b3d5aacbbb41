"""Workers that are killed while they carry requests through sources."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pytest

from amana.storage import ServerAddress

PROGRAM: Final = Path(__file__).parents[1] / "programs" / "carrying_worker.py"
WORKERS: Final = 3


class Workers:
    """Three processes, each of which is started again when it was killed."""

    def __init__(self) -> None:
        """Start none yet."""
        self.running: list[subprocess.Popen[str]] = []
        self.where = ""

    @contextmanager
    def at_work(self, address: ServerAddress, folder: Path) -> Iterator[None]:
        """Run them for as long as the context lasts."""
        self.where = json.dumps({"address": asdict(address), "secrets": str(folder)})
        try:
            for _ in range(WORKERS):
                self.running.append(self._started())
            yield
        finally:
            for each in self.running:
                _end(each)

    def kill(self, number: int) -> None:
        """Kill one, and start another in its place."""
        _end(self.running[number])
        self.running[number] = self._started()

    def _started(self) -> "subprocess.Popen[str]":
        worker = subprocess.Popen(
            [sys.executable, PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert worker.stdin is not None
        assert worker.stdout is not None
        # It stays open: a worker ends with the process that started it, however that ends.
        worker.stdin.write(self.where + "\n")
        worker.stdin.flush()
        assert worker.stdout.readline() == "ready\n"
        return worker


def _end(worker: "subprocess.Popen[str]") -> None:
    worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            pipe.close()


@pytest.fixture
def workers() -> Workers:
    """Return three processes that are not started yet."""
    return Workers()
