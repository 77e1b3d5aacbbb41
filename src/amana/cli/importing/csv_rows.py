"""Records of a file of comma-separated values (RFC 4180), in UTF-8, with a header.

Commas, semicolons or tabulators part the cells, whichever the header has most. A quote that is not
closed spoils its own line only: the lines behind it are read anew.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amana.acts.records.json_lines import LineNotUtf8, LineTooLong
from amana.cli.importing.errors import NotCsv, WrongColumns
from amana.cli.importing.lines import MOST_BYTES, Lines, Row
from amana.domain.errors import AmanaError

_MOST_LINES: Final = 100
"""Of one row: more line feeds in quotes are taken for a quote that was not closed."""
_PARTS: Final = ",;\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line: the names of the columns, and what parts cells."""

    names: tuple[str, ...]
    part: str


class _TooManyLines(Exception):
    """A row goes over too many lines."""


class _LineUnfit(Exception):
    """A line of the row is too long or no UTF-8."""

    def __init__(self, error: AmanaError) -> None:
        super().__init__()
        self.error = error


@dataclass(slots=True, kw_only=True)
class _OfOneRow:
    """Lines as text for the reader of the library, which takes as many as a row has."""

    lines: Lines
    first: tuple[int, int] = (0, 0)
    """Place and number behind the first line of the row."""
    count: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        data = next(self.lines)
        self.count += 1
        if self.count == 1:
            self.first = (self.lines.place, self.lines.line)
        if self.count > _MOST_LINES:
            raise _TooManyLines
        if data is None:
            raise _LineUnfit(LineTooLong(limit_kb=MOST_BYTES >> 10))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise _LineUnfit(LineNotUtf8()) from None

    def begin(self) -> None:
        """Begin a row."""
        self.count = 0


def header_of(lines: Lines) -> Header:
    """Read the header. Raises ``NotCsv`` where there is none."""
    data = next(lines, None)
    if data is None:
        raise NotCsv
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LineNotUtf8 from None
    part = max(_PARTS, key=text.count)
    try:
        (names,) = csv.reader([text], delimiter=part, strict=True)
    except (csv.Error, ValueError):
        raise NotCsv from None
    return Header(names=tuple(name.strip() for name in names), part=part)


def csv_rows(lines: Lines, header: Header) -> Iterator[Row]:
    """Yield each row that is not blank: its cells by column, empty ones left out, or its error."""
    csv.field_size_limit(MOST_BYTES)
    of_row = _OfOneRow(lines=lines)
    reader = csv.reader(of_row, delimiter=header.part, strict=True)
    while True:
        of_row.begin()
        begins = lines.line + 1
        error: AmanaError | None = None
        cells: Sequence[str] = ()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _LineUnfit as unfit:
            # A later line speaks for itself when it is read anew.
            error = unfit.error if of_row.count == 1 else NotCsv()
        except (csv.Error, _TooManyLines):
            error = NotCsv()
        if error is not None:
            _back(lines, of_row)
            reader = csv.reader(of_row, delimiter=header.part, strict=True)
        elif not cells:
            continue
        elif len(cells) != len(header.names):
            error = WrongColumns(found=len(cells), expected=len(header.names))
        values: dict[str, object] = (
            {} if error else {n: c for n, c in zip(header.names, cells, strict=True) if c}
        )
        yield Row(line=begins, last=lines.line, end=lines.place, values=values, error=error)


def _back(lines: Lines, of_row: _OfOneRow) -> None:
    """Go on behind the first line of a row that is none."""
    place, line = of_row.first
    lines.back_to(place=place, line=line)
