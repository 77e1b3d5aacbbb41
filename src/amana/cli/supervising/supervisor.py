"""The supervisor: it starts the parts, starts again what dies, and stops all in order.

It does nothing else: no thread, no connection, no request. What it waits for is a signal, a word
from a child, or the time to start one again.
"""

import logging
import os
import select
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from types import FrameType
from typing import Final, Protocol

from amana.cli.errors import GaveUp
from amana.cli.supervising.child import Child, Lifeline, Part, start
from amana.domain.errors import AmanaError

_QUICK_DEATH_S: Final = 10.0
"""Who lived longer was well; its death is the first of a row."""
_MOST_DEATHS: Final = 6
"""Deaths in a row after which going on would only hide that something is wrong."""
_FIRST_WAIT_S: Final = 0.1
_LONGEST_WAIT_S: Final = 5.0
_LOOK_EVERY_S: Final = 5.0
_ASKING: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

_log = logging.getLogger(__name__)


class Tended(Protocol):
    """A server of its own kind that the supervisor keeps running, such as the database."""

    def alive(self) -> bool:
        """Tell whether it runs."""

    def restart(self) -> None:
        """Start it again. Raises an error of ours where it does not start."""

    def disown(self) -> None:
        """Give up, in a forked process, what belongs to the supervisor alone."""


class _Post:
    """A part with the process that does it now, if one does."""

    __slots__ = ("again_at", "child", "deaths", "part", "turns")

    def __init__(self, part: Part) -> None:
        self.part = part
        self.child: Child | None = None
        self.turns = 0
        self.deaths = 0
        self.again_at = 0.0


class Supervisor:
    """Tends the parts until it is asked to stop."""

    def __init__(
        self,
        phases: Sequence[Sequence[Part]],
        *,
        database: Tended | None = None,
        on_ready: Callable[[], None],
    ) -> None:
        """Name the parts in the order in which they are stopped, those of a phase together.

        ``on_ready`` is called once, when all of them do their work.
        """
        self._phases = [[_Post(part) for part in phase] for phase in phases]
        self._database = database
        self._database_deaths = 0
        self._on_ready = on_ready
        self._said_ready = False
        self._asked = 0

    def run(self) -> None:
        """Tend the parts until SIGTERM, SIGINT or SIGHUP comes; a second one hurries the stop.

        Raises ``GaveUp`` when a part dies again and again, after the others were stopped.
        """
        with self._listening() as woken:
            lifeline = Lifeline()
            try:
                while not self._asked:
                    self._start_what_is_due(lifeline)
                    self._wait(woken, self._patience())
                    self._look()
            finally:
                for phase in self._phases:
                    self._stop(phase, woken)
                lifeline.close()

    @property
    def _posts(self) -> list[_Post]:
        return [post for phase in self._phases for post in phase]

    @contextmanager
    def _listening(self) -> Iterator[int]:
        """Hear signals, each as a byte in a pipe; afterwards everything is as before."""
        reads, writes = os.pipe()
        for end in (reads, writes):
            os.set_blocking(end, False)
        before = {kind: signal.getsignal(kind) for kind in (*_ASKING, signal.SIGCHLD)}
        for kind in _ASKING:
            # Under nohup the end of a terminal is nothing to us.
            if before[kind] is not signal.SIG_IGN:
                signal.signal(kind, self._ask)
        signal.signal(signal.SIGCHLD, lambda _signal, _frame: None)
        woken_before = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
        try:
            yield reads
        finally:
            signal.set_wakeup_fd(woken_before)
            for kind, handler in before.items():
                signal.signal(kind, handler)
            os.close(reads)
            os.close(writes)

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked += 1

    def _start_what_is_due(self, lifeline: Lifeline) -> None:
        for post in self._posts:
            if post.child is None and monotonic() >= post.again_at:
                post.turns += 1
                post.child = start(post.part, post.turns, lifeline, self._give_up_in_child)

    def _give_up_in_child(self) -> None:
        """In a child: let go of what the supervisor alone holds."""
        for post in self._posts:
            if post.child is not None:
                post.child.hang_up()
        if self._database is not None:
            self._database.disown()

    def _patience(self) -> float:
        """Return how long nothing has to be done by the clock alone."""
        waiting = [post.again_at - monotonic() for post in self._posts if post.child is None]
        return max(0.0, min([_LOOK_EVERY_S, *waiting]))

    def _wait(self, woken: int, patience: float) -> None:
        """Wait for a signal or for the word of a child; hear them all."""
        starting = {
            post.child.reads: post.child
            for post in self._posts
            if post.child is not None and post.child.reads >= 0
        }
        heard, _, _ = select.select([woken, *starting], [], [], patience)
        for pipe in heard:
            if pipe == woken:
                os.read(woken, 4096)
            else:
                starting[pipe].hear()

    def _look(self) -> None:
        """See who died, and whether all are ready."""
        for post in self._posts:
            if post.child is not None and post.child.ended():
                self._bury(post, post.child)
        if self._database is not None and not self._asked and not self._database.alive():
            self._revive(self._database)
        if not self._said_ready and all(post.child and post.child.is_ready for post in self._posts):
            self._said_ready = True
            self._on_ready()

    def _bury(self, post: _Post, child: Child) -> None:
        """Plan a dead process's next start: the later the more died in a row."""
        child.hang_up()
        post.child = None
        well = child.is_ready and monotonic() - child.began > _QUICK_DEATH_S
        post.deaths = 1 if well else post.deaths + 1
        _log.warning("%s died (%d in a row)", post.part.name, post.deaths)
        if post.deaths >= _MOST_DEATHS and not self._asked:
            raise GaveUp(part=post.part.name, times=post.deaths)
        post.again_at = monotonic() + _wait_after(post.deaths)

    def _revive(self, database: Tended) -> None:
        """Start the database again; the other parts wait for it and go on by themselves."""
        _log.warning("the database died")
        for deaths in range(1, _MOST_DEATHS):
            try:
                database.restart()
            except AmanaError as error:
                _log.warning("the database did not start: %s", error)
                if self._asked:
                    return
                sleep(_wait_after(deaths))
            else:
                return
        raise GaveUp(part="database", times=_MOST_DEATHS)

    def _stop(self, phase: Sequence[_Post], woken: int) -> None:
        """End the processes of a phase, and return when none is left."""
        for post in phase:
            if post.child is not None:
                post.child.signal(signal.SIGTERM)
        until = monotonic() + max((post.part.stops_within_s for post in phase), default=0.0)
        while self._left(phase) and monotonic() < until and self._asked <= 1:
            self._wait(woken, min(_LOOK_EVERY_S, max(0.0, until - monotonic())))
        for post in phase:
            if post.child is not None:
                _log.warning("%s did not stop in time", post.part.name)
                post.child.signal(signal.SIGKILL)
                os.waitpid(post.child.pid, 0)
                post.child = None

    def _left(self, phase: Sequence[_Post]) -> bool:
        """Tell whether a process of the phase is left; those that have ended are let go."""
        for post in phase:
            if post.child is not None and post.child.ended():
                post.child.hang_up()
                post.child = None
        return any(post.child is not None for post in phase)


def _wait_after(deaths: int) -> float:
    """Return how long to wait before the next start: doubled each time, some seconds at most."""
    return float(min(_FIRST_WAIT_S * (1 << (deaths - 1)), _LONGEST_WAIT_S))
