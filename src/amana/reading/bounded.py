"""Reading a file in a process of its own, with bounds on time, memory and what it answers.

The file goes in on standard input; lines of JSON come out. What keeps a file from being read is a
last line with the reason. The limits are those of POSIX systems.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterable
from typing import Any, Final, NoReturn, TypeAlias

from amana.reading.errors import Damaged, Endless, Locked, TooDeep, TooLarge

Row: TypeAlias = dict[str, Any]

SECONDS: Final = 30
"""Of processor time; as many again of waiting."""
MEGABYTES: Final = 1_024
_MOST_WRITTEN: Final = 64 * 1024 * 1024


def ask(module: str, data: bytes, *, form: str) -> list[Row]:
    """Return the lines that the program ``module`` answers about a file.

    ``form`` names the file's format. Raises ``Damaged``, ``Locked``, ``TooLarge``, ``TooDeep`` or
    ``Endless``.
    """
    command = [sys.executable, "-m", module, str(SECONDS), str(MEGABYTES)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Endless(seconds=SECONDS) from error
    rows: list[Row] = [json.loads(row) for row in done.stdout.splitlines() if row.endswith(b"}")]
    if rows and "fault" in rows[-1]:
        _refuse(rows[-1], form)
    if done.returncode != 0:
        raise Endless(seconds=SECONDS) if rows or done.returncode < 0 else Damaged(format=form)
    return rows


def _refuse(row: Row, form: str) -> NoReturn:
    """Raise what the other process found wrong with the file."""
    match row["fault"]:
        case "locked":
            raise Locked(format=form)
        case "too_large":
            raise TooLarge(limit=row["limit"])
        case "too_deep":
            raise TooDeep(limit=row["limit"])
        case "endless":
            raise Endless(seconds=SECONDS)
    raise Damaged(format=form)


def bound() -> None:
    """Bound this process by the seconds and megabytes of its command line."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def say(rows: Iterable[Row]) -> None:
    """Write each line whole, up to the bound."""
    left = _MOST_WRITTEN
    try:
        for row in rows:
            line = json.dumps(row) + "\n"
            left -= len(line)
            if left < 0:
                _say({"fault": "endless"})
                return
            sys.stdout.write(line)
            sys.stdout.flush()
    except MemoryError:
        _say({"fault": "endless"})


def fault(reason: str, **more: object) -> None:
    """Write what keeps the file from being read."""
    _say({"fault": reason, **more})


def _say(row: Row) -> None:
    """Write one line, whole."""
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()
