"""The list of lines that were left out: number, code and field of each, never a value."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self, TextIO

from amana.cli.importing.errors import ListUnwritable
from amana.domain.errors import AmanaError

_MODE: Final = 0o600


class LeftOut:
    """The list as a file, one JSON object a line. A context manager; an empty one leaves none."""

    def __init__(self, path: Path, *, behind: int) -> None:
        """Go on with the list of a file of which so many lines are behind."""
        self._path = path
        self._behind = behind
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        """Keep what was listed of the lines that are behind. Raises ``ListUnwritable``."""
        kept = self._kept()
        try:
            self._path.unlink(missing_ok=True)
            for line in kept:
                self._write(line)
        except OSError:
            raise ListUnwritable from None
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def add(self, line: int, error: AmanaError) -> None:
        """List a line. Raises ``ListUnwritable``."""
        try:
            self._write(json.dumps({"line": line, "code": error.code, **error.fields}))
        except OSError:
            raise ListUnwritable from None

    def add_all(self, errors: Mapping[int, AmanaError]) -> None:
        """Add the lines of one part in their order; afterwards they are in the file."""
        for line in sorted(errors):
            self.add(line, errors[line])
        self.flush()

    def flush(self) -> None:
        """Bring what was listed to the file."""
        if self._file is not None:
            self._file.flush()

    def _write(self, line: str) -> None:
        if self._file is None:
            opened = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _MODE)
            self._file = os.fdopen(opened, "a", encoding="utf-8")
        self._file.write(f"{line}\n")

    def _kept(self) -> list[str]:
        """Return what an earlier run listed of the lines that are behind.

        Raises ``ListUnwritable`` for a file that is no such list: it is not written over.
        """
        if not self._path.exists():
            return []
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            raise ListUnwritable from None
        numbers = [_number(line) for line in lines]
        if None in numbers:
            raise ListUnwritable
        pairs = zip(lines, numbers, strict=True)
        return [line for line, number in pairs if (number or 0) <= self._behind]


def _number(line: str) -> int | None:
    """Return the number of a listed line; ``None`` for anything else."""
    try:
        found = json.loads(line)["line"]
    except (ValueError, TypeError, KeyError):
        return None
    return found if isinstance(found, int) else None
