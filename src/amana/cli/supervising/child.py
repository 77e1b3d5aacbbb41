"""One process under the supervisor: forked, told to end, and never left behind.

It is forked from a parent that has loaded everything and holds no thread and no connection, so
that the pages of all processes are shared and a restart takes no time.
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final, NoReturn

from amana.cli.exits import Exit, exit_for
from amana.domain.errors import AmanaError

_COMM: Final = Path("/proc/self/comm")
_OURS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a part is told when it is started."""

    number: int
    """Counted from 1; the process before it is dead for certain."""
    ready: Callable[[], None]
    """Called once when the part does its work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one process does."""

    name: str
    run: Callable[[Turn], None]
    """Runs in a process of its own until SIGTERM comes, and then returns in good time."""
    stops_within_s: float


class Lifeline:
    """A pipe whose writing end only the supervisor has: when it ends, however, so do the others."""

    def __init__(self) -> None:
        """Open it; the children inherit its reading end."""
        self.reads, self._writes = os.pipe()

    def hold_on(self) -> None:
        """Let go of the writing end, and end this process at once when the supervisor does."""
        os.close(self._writes)
        threading.Thread(target=self._watch, name="lifeline", daemon=True).start()

    def _watch(self) -> None:
        os.read(self.reads, 1)
        os._exit(Exit.BROKEN)

    def close(self) -> None:
        """Close both ends; whoever still holds on ends."""
        os.close(self._writes)
        os.close(self.reads)


class Child:
    """A process that was started, as the supervisor sees it."""

    __slots__ = ("began", "is_ready", "pid", "reads")

    def __init__(self, *, pid: int, reads: int) -> None:
        """Keep its number and the pipe on which it says that it is ready."""
        self.pid = pid
        self.reads = reads
        self.began = monotonic()
        self.is_ready = False

    def hear(self) -> None:
        """Take the word that it is ready, or the end of the pipe without one."""
        self.is_ready = self.is_ready or bool(os.read(self.reads, 1))
        self.hang_up()

    def hang_up(self) -> None:
        """Close the pipe."""
        if self.reads >= 0:
            os.close(self.reads)
            self.reads = -1

    def signal(self, kind: signal.Signals) -> None:
        """Send it a signal; it was not reaped yet, so that the number is still its own."""
        os.kill(self.pid, kind)

    def ended(self) -> bool:
        """Tell whether it has ended, and if so reap it."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid and os.waitstatus_to_exitcode(status):
            _log.warning("process %d ended with %d", pid, os.waitstatus_to_exitcode(status))
        return bool(pid)


def start(part: Part, number: int, lifeline: Lifeline, in_child: Callable[[], None]) -> Child:
    """Fork a process that runs the part, and return it. ``in_child`` gives up what is not its."""
    reads, writes = os.pipe()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    # A signal between the fork and the child's own handlers would reach the parent's, in the child.
    signal.pthread_sigmask(signal.SIG_BLOCK, _OURS)
    pid = os.fork()
    if not pid:
        _run(part, Turn(number=number, ready=lambda: _say_ready(writes)), lifeline, in_child)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _OURS)
    os.close(writes)
    return Child(pid=pid, reads=reads)


def _say_ready(writes: int) -> None:
    os.write(writes, b"!")
    os.close(writes)


def _run(part: Part, turn: Turn, lifeline: Lifeline, in_child: Callable[[], None]) -> NoReturn:
    """Be the part, to its end. The parent's own context managers must never run in here."""
    code: int = Exit.INCIDENT
    try:
        signal.set_wakeup_fd(-1)
        for kind in _OURS:
            signal.signal(kind, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _OURS)
        # Ctrl-C at the terminal reaches the supervisor alone, which stops all in order.
        os.setpgid(0, 0)
        lifeline.hold_on()
        in_child()
        _name(part.name)
        part.run(turn)
        code = Exit.OK
    except AmanaError as error:
        _log.error("%s: %s", part.name, error)
        code = exit_for(error)
    except BaseException as error:  # noqa: BLE001 - whatever it was, nothing of the parent's may run
        _log.error("%s: %s", part.name, type(error).__name__)
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _name(part: str) -> None:
    """Give the process a name for ``ps`` and ``top``, where the system takes one."""
    with suppress(OSError):
        _COMM.write_text(f"amana {part}"[:15], encoding="ascii")
