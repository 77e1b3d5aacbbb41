"""The program ``demonstration`` of an example: its options, what it says, and when it ends.

Nothing is imported here that an example's own environment may lack.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread


def options(prog: str, about: str | None) -> argparse.Namespace:
    """Read the command line. The key is not on it, for other processes can read that."""
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("--amana", required=True, help="address of Amana")
    parser.add_argument("--port", type=int, default=0, help="port; 0 lets the system choose")
    parser.add_argument("--data", type=Path, required=True, help="folder of the app's own files")
    parser.add_argument("--rate", type=float, default=1.0, help="stories a second")
    parser.add_argument("--rounds", type=int, help="stories after which the traffic ends")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input is closed"
    )
    return parser.parse_args()


def say(line: dict[str, object]) -> None:
    """Print a line for whoever started the app."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def end_with_parent(end: Callable[[], object]) -> None:
    """Have this called when whoever started the app is gone, even by a kill."""

    def wait() -> None:
        sys.stdin.read()
        end()

    Thread(target=wait, name="parent", daemon=True).start()
