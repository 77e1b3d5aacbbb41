"""The id of a person, read from a file: on the command line itself others would see it."""

import sys
from pathlib import Path
from typing import Final

from amana.cli.errors import WrongValue

_LONGEST: Final = 4096


def person_in(file: Path, *, command: str) -> str:
    """Return the id in the file, without the line's end; ``-`` is standard input.

    Raises ``WrongValue`` for a file that cannot be read.
    """
    wrong = WrongValue(command=command, name="--person-file")
    try:
        data = sys.stdin.buffer.read(_LONGEST) if str(file) == "-" else _head(file)
        return data.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        # What stood there is not repeated, by a cause neither.
        raise wrong from None


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LONGEST)
