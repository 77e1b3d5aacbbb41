"""Records of a file with one JSON object a line (NDJSON)."""

import json
from collections.abc import Iterator

from amana.cli.importing.errors import LineTooLong, NotJson, NotUtf8
from amana.cli.importing.lines import MOST_BYTES, Lines, Row
from amana.domain.errors import AmanaError


def json_rows(lines: Lines) -> Iterator[Row]:
    """Yield each line that is not blank: its object, or why it is none."""
    for data in lines:
        if data is not None and not data.strip():
            continue
        values, error = _object(data)
        yield Row(
            line=lines.line, last=lines.line, end=lines.place, values=values or {}, error=error
        )


def _object(data: bytes | None) -> tuple[dict[str, object] | None, AmanaError | None]:
    if data is None:
        return None, LineTooLong(most=MOST_BYTES)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, NotUtf8()
    try:
        found = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None, NotJson()
    return (found, None) if isinstance(found, dict) else (None, NotJson())


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _no_number(_: str) -> object:
    """Refuse ``NaN`` and the infinities, which JSON does not have."""
    raise ValueError
