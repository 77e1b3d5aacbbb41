"""Values of any database as JSON has them."""

import base64
import math
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from amana.domain.copying.shape import Cell, Datatype

_SAFE: Final = 2**53
"""Beyond it readers of JSON lose digits (RFC 8259, section 6)."""
_DEEPEST: Final = 64
_Typed = tuple[Cell, Datatype | None]


def plain(value: object) -> _Typed:
    """Return the value as JSON has it, and what it is; what nobody knows becomes its text.

    Nothing is of no type. A number that JSON would lose digits of becomes text.
    """
    if value is None:
        return None, None
    if isinstance(value, bool):
        return value, Datatype.BOOLEAN
    if isinstance(value, int):
        return (value, Datatype.INTEGER) if abs(value) < _SAFE else (str(value), Datatype.STRING)
    if isinstance(value, float):
        return (value, Datatype.NUMBER) if math.isfinite(value) else (str(value), Datatype.STRING)
    if isinstance(value, str):
        return _text(value), Datatype.STRING
    return _dated(value) or _other(value)


def _dated(value: object) -> _Typed | None:
    if isinstance(value, datetime):
        return value.isoformat(), Datatype.DATETIME
    if isinstance(value, date):
        return value.isoformat(), Datatype.DATE
    return (value.isoformat(), Datatype.STRING) if isinstance(value, time) else None


def _other(value: object) -> _Typed:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii"), Datatype.BYTES
    if isinstance(value, (Mapping, list, tuple, set, frozenset)):
        return _nested(value, _DEEPEST), Datatype.JSON
    return _text(str(value)), Datatype.STRING


def _nested(value: object, deep: int) -> Cell:
    """Return a list or an object as JSON has it; what lies too deep becomes its text."""
    if deep and isinstance(value, Mapping):
        return {_text(str(key)): _nested(each, deep - 1) for key, each in value.items()}
    if deep and isinstance(value, (list, tuple)):
        return [_nested(each, deep - 1) for each in value]
    if deep and isinstance(value, (set, frozenset)):
        return sorted(_text(str(each)) for each in value)
    if isinstance(value, (Mapping, list, tuple, set, frozenset)):
        return _text(str(value))
    return plain(value)[0]


def _text(value: str) -> str:
    """Return text that UTF-8 has a form for: halves of characters become question marks."""
    return value.encode("utf-8", "replace").decode("utf-8")


def common(one: Datatype | None, other: Datatype | None) -> Datatype | None:
    """Return the type of a column that holds values of both."""
    if one is None or one is other:
        return other
    if other is None:
        return one
    if {one, other} == {Datatype.INTEGER, Datatype.NUMBER}:
        return Datatype.NUMBER
    return Datatype.STRING
