"""Records of a file with one JSON object a line (NDJSON)."""

from collections.abc import Iterator

from amana.acts.records.json_lines import LineTooLong, object_of
from amana.cli.importing.lines import MOST_BYTES, Lines, Row
from amana.domain.errors import AmanaError


def json_rows(lines: Lines) -> Iterator[Row]:
    """Yield each line that is not blank: its object, or why it is none."""
    for data in lines:
        if data is not None and not data.strip():
            continue
        values, error = _object(data)
        yield Row(line=lines.line, last=lines.line, end=lines.place, values=values, error=error)


def _object(data: bytes | None) -> tuple[dict[str, object], AmanaError | None]:
    if data is None:
        return {}, LineTooLong(limit_kb=MOST_BYTES >> 10)
    try:
        return object_of(data), None
    except AmanaError as error:
        return {}, error
