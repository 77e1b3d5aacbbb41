"""Lines of a stream (NDJSON), one after the other, of bounded length, read strictly.

A line that is too long is skipped as it comes, and never held as a whole.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from amana.acts.records.json_lines import LineTooLong, object_of
from amana.domain.errors import AmanaError, Malformed

LONGEST_LINE: Final = 256 << 10
MOST_LINES: Final = 2_000_000
LONGEST_STREAM: Final = 2 << 30


class StreamTooLong(Malformed):
    """The stream has more lines or bytes than one may have; what was answered stands."""

    code = "stream.too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the stream."""

    number: int
    plain: bytes = field(repr=False)
    error: AmanaError | None = None
    """Why it was not read."""

    def value(self) -> dict[str, Any]:
        """Return the object in the line, or raise why there is none."""
        if self.error is not None:
            raise self.error
        return object_of(self.plain)


@dataclass(slots=True)
class Splitter:
    """Cuts pieces of a stream into lines."""

    _rest: bytearray = field(default_factory=bytearray)
    _number: int = 0
    _bytes: int = 0
    _skipping: bool = False

    async def lines(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[list[Line]]:
        """Yield the lines that each piece completes. Raises ``StreamTooLong``."""
        async for piece in pieces:
            self._bytes += len(piece)
            if self._bytes > LONGEST_STREAM:
                raise StreamTooLong
            yield list(self._cut(piece))
        if self._rest or self._skipping:
            yield [self._line(b"")]

    def _cut(self, piece: bytes) -> Iterator[Line]:
        *whole, rest = piece.split(b"\n")
        for end in whole:
            yield self._line(end)
        self._rest += rest
        if len(self._rest) > LONGEST_LINE:
            self._skipping = True
            self._rest.clear()

    def _line(self, end: bytes) -> Line:
        self._number += 1
        if self._number > MOST_LINES:
            raise StreamTooLong
        plain, self._rest = bytes(self._rest) + end, bytearray()
        if self._skipping or len(plain) > LONGEST_LINE:
            self._skipping = False
            error = LineTooLong(limit_kb=LONGEST_LINE >> 10)
            return Line(number=self._number, plain=b"", error=error)
        return Line(number=self._number, plain=plain)
