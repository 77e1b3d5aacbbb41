"""The supervisor over processes of its own: start, restart, stop in order, never leave one."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from amana.cli.exits import Exit
from amana.cli.supervising.notify import notify

PROGRAM = Path(__file__).parent / "programs" / "tended.py"
PATIENCE_S = 30
LOOK_EVERY_S = 0.02


class Tended:
    """The program as it runs, with what it said."""

    def __init__(self, process: "subprocess.Popen[str]", said: Path) -> None:
        """Look at a program that writes into a file."""
        self.process = process
        self._said = said

    @property
    def lines(self) -> list[str]:
        """What it said so far."""
        return self._said.read_text(encoding="utf-8").splitlines()

    def wait_for(self, line: str, times: int = 1) -> None:
        """Wait until a line was said so often."""
        pause = threading.Event()
        for _ in range(int(PATIENCE_S / LOOK_EVERY_S)):
            if sum(said.startswith(line) for said in self.lines) >= times:
                return
            pause.wait(LOOK_EVERY_S)
        pytest.fail(f"{line!r} was not said {times} times: {self.lines}")

    def process_of(self, part: str) -> int:
        """Return the process that said last that it works."""
        return int([line for line in self.lines if line.startswith(f"{part} works")][-1].split()[2])

    def ends(self) -> int:
        """Wait for the end, and return the exit code."""
        return self.process.wait(PATIENCE_S)


@contextmanager
def _tended(said: Path, *phases: str, before: Sequence[str] = (), **env: str) -> Iterator[Tended]:
    with said.open("w", encoding="utf-8") as file:
        command = [*before, sys.executable, str(PROGRAM), *phases]
        with subprocess.Popen(
            command, stdout=file, stderr=file, text=True, env={**os.environ, **env}
        ) as process:
            try:
                yield Tended(process, said)
            finally:
                process.kill()


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_phases_stop_one_after_the_other(kind: signal.Signals, tmp_path: Path) -> None:
    """What is in the second phase goes on until the first has stopped, whoever asks."""
    with _tended(tmp_path / "said", "plain", "plain", "plain") as tended:
        tended.wait_for("ready")
        tended.wait_for("plain works", 3)
        children = [child.pid for child in psutil.Process(tended.process.pid).children()]
        tended.process.send_signal(kind)
        assert tended.ends() == 0
    stopped = [int(line.split()[2]) for line in tended.lines if line.startswith("plain stops")]
    assert stopped == sorted(children)
    assert tended.lines[-1] == "over"


def test_what_dies_is_started_again_and_the_others_go_on(tmp_path: Path) -> None:
    """Another process has its place; nobody else was touched."""
    with _tended(tmp_path / "said", "plain", "stubborn") as tended:
        tended.wait_for("ready")
        tended.wait_for("stubborn works")
        other = tended.process_of("stubborn")
        os.kill(tended.process_of("plain"), signal.SIGKILL)
        tended.wait_for("plain works", 2)
        assert psutil.pid_exists(other)
        assert tended.lines.count("ready") == 1


@pytest.mark.parametrize("part", ["mortal", "broken", "strange"])
def test_what_cannot_start_is_given_up_loudly(part: str, tmp_path: Path) -> None:
    """After some deaths in a row all is stopped, and the code says that something is broken."""
    with _tended(tmp_path / "said", "plain", part) as tended:
        assert tended.ends() == Exit.BROKEN
    begun = [line for line in tended.lines if line.startswith(f"{part} begins")]
    assert begun == [f"{part} begins {number}" for number in range(1, 7)]
    assert any("plain stops" in line for line in tended.lines)
    assert "ready" not in tended.lines
    assert not [line for line in tended.lines if "planted" in line]
    assert f"cli.gave_up (part={part}, times=6)" in tended.lines[-1]


def test_what_does_not_stop_in_time_is_killed(tmp_path: Path) -> None:
    """A stop has an end."""
    with _tended(tmp_path / "said", "stubborn") as tended:
        tended.wait_for("stubborn works")
        tended.process.terminate()
        assert tended.ends() == 0
        assert not psutil.pid_exists(tended.process_of("stubborn"))


def test_nobody_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    """Even who hears no signal ends with it."""
    with _tended(tmp_path / "said", "plain+stubborn") as tended:
        tended.wait_for("ready")
        children = psutil.Process(tended.process.pid).children()
        assert len(children) == 2
        tended.process.kill()
        _, alive = psutil.wait_procs(children, timeout=PATIENCE_S)
        assert not alive


@pytest.mark.parametrize(("lit_at", "code"), [(3, Exit.OK), (99, Exit.BROKEN)])
def test_a_database_that_died_is_started_again_or_given_up(
    lit_at: int, code: Exit, tmp_path: Path
) -> None:
    """Tried several times, while the others go on; then all is stopped, and the code says so."""
    lamp = tmp_path / "lamp"
    environment = {"LAMP": str(lamp), "LIT_AT": str(lit_at)}
    with _tended(tmp_path / "said", "plain", **environment) as tended:
        tended.wait_for("ready")
        tended.wait_for("plain works")
        lamp.unlink()
        # The end of a child of its own is what a supervisor is woken by.
        os.kill(tended.process_of("plain"), signal.SIGKILL)
        if code is Exit.OK:
            tended.wait_for("plain works", 2)
            tended.process.terminate()
        assert tended.ends() == code
    lights = [line for line in tended.lines if line.startswith("lamp")]
    assert lights == [f"lamp {number}" for number in range(1, min(lit_at, 5) + 1)]
    assert lamp.exists() == (code is Exit.OK)


def test_under_nohup_the_end_of_a_terminal_is_nothing(tmp_path: Path) -> None:
    """Who asked to go on after it does."""
    with _tended(tmp_path / "said", "plain", before=("nohup",)) as tended:
        tended.wait_for("ready")
        tended.process.send_signal(signal.SIGHUP)
        os.kill(tended.process_of("plain"), signal.SIGKILL)
        tended.wait_for("plain works", 2)
        tended.process.terminate()
        assert tended.ends() == 0


@pytest.mark.parametrize("abstract", [False, True])
def test_a_service_manager_hears_how_things_stand(abstract: bool, tmp_path: Path) -> None:  # noqa: FBT001 - pytest gives it
    """At a path, or at an abstract address; where nobody listens nothing fails."""
    address = f"@amana-{os.getpid()}" if abstract else str(tmp_path / "notify")
    notify(None, "READY=1")
    notify(address, "READY=1")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.settimeout(PATIENCE_S)
        manager.bind(address.replace("@", "\0"))
        notify(address, "READY=1")
        assert manager.recv(100) == b"READY=1"
