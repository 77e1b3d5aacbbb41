"""A supervisor over small parts, each described by a word, that say what they do.

Run as ``python tended.py PHASE…``; a phase is words joined by ``+``: ``plain`` works until told
to stop, ``stubborn`` does not stop, ``mortal`` dies at once, ``broken`` raises an error of ours.
"""

import os
import signal
import sys
import time
from collections.abc import Callable

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


RUNS: dict[str, Callable[[Turn], None]] = {
    "plain": plain,
    "stubborn": stubborn,
    "mortal": mortal,
    "broken": broken,
}


def main() -> int:
    """Tend the parts until asked to stop."""
    phases = [
        [Part(name=word, run=RUNS[word], stops_within_s=0.5) for word in phase.split("+")]
        for phase in sys.argv[1:]
    ]
    try:
        Supervisor(phases, on_ready=lambda: print_text("ready")).run()
    except AmanaError as error:
        print_notice(str(error))
        return exit_for(error)
    print_text("over")
    return 0


if __name__ == "__main__":
    sys.exit(main())
