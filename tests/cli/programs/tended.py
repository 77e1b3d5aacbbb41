"""A supervisor over small parts, each described by a word, that say what they do.

Run as ``python tended.py PHASE…``; a phase is words joined by ``+``: ``plain`` works until told
to stop, ``stubborn`` does not stop, ``mortal`` dies at once, ``broken`` raises an error of ours,
``strange`` one of nobody's.
With ``LAMP=FILE`` and ``LIT_AT=N`` there is, in place of the database, a lamp that goes out when
its file goes, and that can be lit again at the N-th attempt.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from amana.cli.exits import exit_for
from amana.cli.printing import print_notice, print_text
from amana.cli.supervising.child import Part, Turn
from amana.cli.supervising.stop import Stop
from amana.cli.supervising.supervisor import Supervisor
from amana.domain.errors import AmanaError, Broken


def plain(turn: Turn) -> None:
    """Work until told to stop."""
    over = Stop()
    turn.ready()
    print_text(f"plain works {os.getpid()}")
    while not over.is_set():
        over.wait(60)
    assert over.wait(60)
    print_text(f"plain stops {os.getpid()}")


def stubborn(turn: Turn) -> None:
    """Hear nothing."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    turn.ready()
    print_text(f"stubborn works {os.getpid()}")
    while True:
        time.sleep(60)


def mortal(turn: Turn) -> None:
    """Die before any work."""
    print_text(f"mortal begins {turn.number}")
    os.kill(os.getpid(), signal.SIGKILL)


def broken(turn: Turn) -> None:
    """Find that something is wrong."""
    print_text(f"broken begins {turn.number}")
    raise Broken


def strange(turn: Turn) -> None:
    """Fail in a way that nobody foresaw."""
    print_text(f"strange begins {turn.number}")
    msg = "planted value"
    raise ValueError(msg)


class Lamp:
    """A server of its own kind: it runs while its file is there."""

    def __init__(self, file: Path, *, lit_at: int) -> None:
        """Light it."""
        self._file, self._lit_at, self._tries = file, lit_at, 0
        file.touch()

    def alive(self) -> bool:
        """Tell whether it is lit."""
        return self._file.exists()

    def restart(self) -> None:
        """Light it again, if it was tried often enough."""
        self._tries += 1
        print_text(f"lamp {self._tries}")
        if self._tries < self._lit_at:
            raise Broken
        self._file.touch()

    def disown(self) -> None:
        """Leave it to the supervisor."""
        self._file = Path(os.devnull)


RUNS: dict[str, Callable[[Turn], None]] = {
    "plain": plain,
    "stubborn": stubborn,
    "mortal": mortal,
    "broken": broken,
    "strange": strange,
}


def main() -> int:
    """Tend the parts until asked to stop."""
    phases = [
        [Part(name=word, run=RUNS[word], stops_within_s=0.5) for word in phase.split("+")]
        for phase in sys.argv[1:]
    ]
    lamp = None
    if "LAMP" in os.environ:
        lamp = Lamp(Path(os.environ["LAMP"]), lit_at=int(os.environ["LIT_AT"]))
    try:
        Supervisor(phases, database=lamp, on_ready=lambda: print_text("ready")).run()
    except AmanaError as error:
        print_notice(str(error))
        return exit_for(error)
    print_text("over")
    return 0


if __name__ == "__main__":
    sys.exit(main())
