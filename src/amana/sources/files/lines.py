"""The lines of a file that others wrote: decoded strictly, counted, and of bounded length."""

import codecs
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amana.sources.errors import FileUnfit

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BOM: Final = "\ufeff"


class Wrong(StrEnum):
    """What a file can break of its form."""

    ENCODING = "encoding"
    LENGTH = "length"
    HEADER = "header"
    FIELDS = "fields"
    QUOTING = "quoting"
    JSON = "json"
    DEPTH = "depth"
    SIGN = "sign"
    """A new value has a sign that the file's encoding does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """What of a file is read at all."""

    file_bytes: int = 4 * 1024**3
    line_characters: int = 1024 * 1024
    """Also of a record that has line ends in its fields."""
    fields: int = 1_000
    depth: int = 32
    """Objects and lists within one another in a record of JSON Lines."""


LIMITS: Final = FileLimits()


def encoding_of(descriptor: int, declared: str) -> str:
    """Return the encoding that the file's first bytes say, or the declared one."""
    first = os.pread(descriptor, 4, 0)
    return next((name for bom, name in _BOMS if first.startswith(bom)), declared)


class Lines:
    """The lines as they stand, their ends with them; ``at`` is the number of the last."""

    def __init__(
        self, descriptor: int, *, table: str, encoding: str, limits: FileLimits, newline: str
    ) -> None:
        """Read from the beginning. The descriptor stays open."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        self._file = io.open(  # noqa: SIM115, UP020 - a descriptor that is closed elsewhere
            descriptor, encoding=encoding, errors="strict", newline=newline, closefd=False
        )
        self._table = table
        self._most = limits.line_characters
        self._taken: list[str] = []
        self._length = 0
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        """Yield each line, without a byte order mark before the first. Raises ``FileUnfit``."""
        while line := self._next():
            self._taken.append(line)
            self._length += len(line)
            if self._length > self._most:
                raise self.unfit(Wrong.LENGTH)
            yield line.removeprefix(BOM) if self.at == 1 else line

    def taken(self) -> str:
        """Return what was yielded since this was asked before, as it stands in the file."""
        raw = "".join(self._taken)
        self._taken.clear()
        self._length = 0
        return raw

    def unfit(self, what: Wrong) -> FileUnfit:
        """Return the error that names this line."""
        return FileUnfit(table=self._table, line=self.at, what=what.value)

    def close(self) -> None:
        """Let the buffers go."""
        self._file.close()

    def _next(self) -> str:
        self.at += 1
        try:
            return self._file.readline(self._most + 1)
        except UnicodeError:
            raise self.unfit(Wrong.ENCODING) from None
