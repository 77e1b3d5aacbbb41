"""Each process killed in turn while traffic goes on: nothing is lost, and nothing doubled."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil
import psycopg
import pytest

from amana.storage.embedded import EmbeddedServer, running_at

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run

PROGRAM = Path(__file__).parent / "programs" / "busy.py"
SERVICE = "rose-shop"
ASKED = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}
PATIENCE_S = 30
LOOK_EVERY_S = 0.02
ROUNDS = 2
PARTS = ("amana web 1", "amana worker 1", "amana sequencer", "postgres", "amana busy")


class Traffic:
    """Asks all the time, and counts what was answered and what got no answer."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.answered: list[str] = []
        self.lost = 0
        self.url = ""
        self.key = ""
        self._over = threading.Event()

    def turn_to(self, url: str, key_file: Path) -> None:
        """Ask at this address from now on."""
        self.url, self.key = url, key_file.read_text(encoding="ascii").strip()

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Ask for as long as the context lasts."""
        self._over.clear()
        thread = threading.Thread(target=self._ask)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _ask(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            bearer = {"authorization": f"Bearer {self.key}"}
            try:
                answer = httpx.post(f"{self.url}/v1/collect", json=ASKED, headers=bearer, timeout=5)
            except httpx.ConnectError:
                continue
            except httpx.HTTPError:
                self.lost += 1
                continue
            if answer.status_code == 200:
                self.answered.append(answer.json()["entry"])
            else:
                self.lost += 1

    def goes_on(self) -> None:
        """Wait until something more was answered."""
        before = len(self.answered)
        _until(lambda: len(self.answered) > before + 3)


def _until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / LOOK_EVERY_S)):
        if holds():
            return
        pause.wait(LOOK_EVERY_S)
    pytest.fail("it did not come to hold in time")


@contextmanager
def _running(folder: Path, policy: Path) -> Iterator[tuple[psutil.Process, str]]:
    """Run the program, and leave nothing of it behind."""
    with subprocess.Popen(
        [sys.executable, PROGRAM, folder, SERVICE, policy], stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout is not None
            yield psutil.Process(program.pid), json.loads(program.stdout.readline())["url"]
        finally:
            program.kill()


def _part(program: psutil.Process, name: str) -> psutil.Process | None:
    """Return the child of this name, once it lives."""
    for child in program.children():
        with suppress(psutil.NoSuchProcess):
            if child.name() == name and child.status() != psutil.STATUS_ZOMBIE:
                return child
    return None


def _kill(program: psutil.Process, name: str) -> None:
    """Kill a part, and wait until another has its place."""
    _until(lambda: _part(program, name) is not None)
    killed = _part(program, name)
    assert killed is not None
    os.kill(killed.pid, signal.SIGKILL)
    _until(lambda: (now := _part(program, name)) is not None and now.pid != killed.pid)


def _kill_supervisor(program: psutil.Process) -> None:
    """Kill the supervisor, and wait until none of its processes is left."""
    children = program.children(recursive=True)
    program.kill()
    _, left = psutil.wait_procs(children, timeout=PATIENCE_S)
    assert not left


def _until_no_job_waits(data: Path) -> None:
    """Wait until the workers have done what there was for them: they know this job alone."""
    address = running_at(data / "database")
    assert address is not None
    with psycopg.connect(
        address.conninfo(), options="-c search_path=amana", autocommit=True
    ) as connection:
        waiting = "select from job where name = 'busy'"
        _until(lambda: connection.execute(waiting).fetchone() is None)


@dataclass(frozen=True, slots=True)
class Held:
    """What the database holds in the end."""

    collected: set[str]
    put: list[str]
    done: list[str]
    jobs: int
    entries: int
    sequenced: int


def _held(data: Path) -> Held:
    """Read beside all of our code what the database holds."""
    with (
        EmbeddedServer(data / "database") as address,
        psycopg.connect(address.conninfo(), options="-c search_path=amana") as connection,
    ):
        acts = connection.execute("select act, promise, entry::text from entry_promise").fetchall()
        counts = connection.execute(
            "select (select count(*) from job where name = 'busy'), (select count(*) from entry),"
            " (select size from ledger)"
        ).fetchone()
    assert counts is not None
    return Held(
        {entry for act, _, entry in acts if act == "collect"},
        sorted(promise for act, promise, _ in acts if act == "put"),
        sorted(promise for act, promise, _ in acts if act == "done"),
        *counts,
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a child's name is read from the kernel")
def test_each_process_killed_in_turn_loses_and_doubles_nothing(
    folder: Path, policy_of: "PolicyOf", run: "Run"
) -> None:
    """Web, worker, sequencer, database, at last the supervisor: afterwards all of them agree."""
    policy, traffic, data = policy_of(folder, SERVICE), Traffic(), folder / "data"
    for _ in range(ROUNDS):
        with _running(folder, policy) as (program, url):
            traffic.turn_to(url, data / "secrets" / f"{SERVICE}.key")
            with traffic.going_on():
                for name in PARTS:
                    _kill(program, name)
                    traffic.goes_on()
                _kill_supervisor(program)
    with _running(folder, policy) as (program, url):
        traffic.turn_to(url, data / "secrets" / f"{SERVICE}.key")
        with traffic.going_on():
            traffic.goes_on()
        (folder / "enough").touch()
        _until_no_job_waits(data)
        program.terminate()
        assert program.wait(PATIENCE_S) == 0
    held = _held(data)
    assert set(traffic.answered) <= held.collected
    assert len(held.collected) <= len(traffic.answered) + traffic.lost
    assert held.put == held.done
    assert len(set(held.put)) == len(held.put)
    assert held.jobs == 0
    assert held.sequenced == held.entries
    checked = run("verify", data / "ledger" / SERVICE)
    assert checked.code == 0, checked.err
