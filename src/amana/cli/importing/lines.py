"""Lines of a file of foreign bytes: bounded, counted, and with the place where each ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from amana.domain.errors import AmanaError

MOST_BYTES: Final = 1 << 20
"""Of a line: what a record's values may fill, several times over."""
_SKIPPED_AT_ONCE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record of a file, or why a line is none."""

    line: int
    """The number of its first line, from one."""
    last: int
    """The number of its last line."""
    end: int
    """The byte behind it."""
    values: dict[str, object] = field(default_factory=dict, repr=False)
    error: AmanaError | None = None


@dataclass(slots=True, kw_only=True)
class Lines:
    """Lines as bytes, and where they end; ``None`` stands for one beyond the bound, skipped."""

    file: BinaryIO
    place: int
    """The byte behind the last line."""
    line: int
    """The number of the last line."""

    def __iter__(self) -> Iterator[bytes | None]:
        """Return itself."""
        return self

    def __next__(self) -> bytes | None:
        """Return the next line."""
        data = self.file.readline(MOST_BYTES + 1)
        if not data:
            raise StopIteration
        self.line += 1
        self.place += len(data)
        if len(data) <= MOST_BYTES:
            return data
        while data and not data.endswith(b"\n"):
            data = self.file.readline(_SKIPPED_AT_ONCE)
            self.place += len(data)
        return None

    def back_to(self, *, place: int, line: int) -> None:
        """Go on behind this line again."""
        self.file.seek(place)
        self.place, self.line = place, line
