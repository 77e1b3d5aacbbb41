"""A text as a value of a column: what a constant, an identifier or a correction becomes."""

import re
from datetime import date, datetime
from typing import Final, TypeAlias

from amana.domain.source.structure import ColumnKind, StructureColumn

Bound: TypeAlias = str | int | bool
"""What a statement binds. A date, a number with a fraction and the like stay texts, which every
database reads as its column needs it."""

PSEUDONYM_LENGTH: Final = 24
"""Letters of a pseudonym."""
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,29})(\.\d{1,30})?", re.ASCII)
_INTEGER: Final = re.compile(r"0|-?[1-9]\d{0,18}", re.ASCII)
"""Written as a database writes it: the id ``01`` is another one than the number 1."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_WIDEST: Final = 2**63


def fitting(column: StructureColumn, text: str) -> Bound | None:
    """Return the text as a value of the column, or ``None`` where it is none."""
    if column.kind is ColumnKind.TEXT:
        return text if _fits(column, text) else None
    if column.kind is ColumnKind.INTEGER:
        return _integer(text)
    if column.kind is ColumnKind.BOOLEAN:
        return {"true": True, "false": False}.get(text)
    return text if _written(column.kind, text) else None


def _written(kind: ColumnKind, text: str) -> bool:
    """Tell whether the text is a value of a kind that is bound as a text."""
    if kind in {ColumnKind.DATE, ColumnKind.TIME}:
        return _dated(kind, text)
    pattern = {ColumnKind.NUMBER: _NUMBER, ColumnKind.UUID: _UUID}.get(kind)
    return pattern is not None and pattern.fullmatch(text) is not None


def _fits(column: StructureColumn, text: str) -> bool:
    """Tell whether the column has room, and the text nothing that no database can hold."""
    return "\x00" not in text and (column.length is None or len(text) <= column.length)


def _integer(text: str) -> int | None:
    """Return the number, if 64 bits hold it."""
    number = int(text) if _INTEGER.fullmatch(text) else _WIDEST
    return number if -_WIDEST <= number < _WIDEST else None


def _dated(kind: ColumnKind, text: str) -> bool:
    """Tell whether the text is a day, or an instant, as ISO 8601 writes it."""
    try:
        (date if kind is ColumnKind.DATE else datetime).fromisoformat(text)
    except ValueError:
        return False
    return True
