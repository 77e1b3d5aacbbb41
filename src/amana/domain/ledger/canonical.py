"""Canonical JSON: one value has one text (RFC 8785, without floats).

Object keys are printable ASCII without quotes or backslashes, so that their order by code point
is their order by UTF-16 unit (RFC 8785, section 3.2.3), and sorting needs no code of our own.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from amana.domain.ledger.entry import Json

LARGEST_INTEGER: Final = 2**53 - 1
"""Beyond it an integer is not the same number in every JSON reader (RFC 8785, section 3.1)."""
DEEPEST: Final = 16
_KEY: Final = re.compile(r"[ !#-\[\]-~]{1,64}")
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def write(value: Json) -> bytes:
    """Return the one text of the value, as UTF-8.

    ``ValueError`` where there is none: a float, an integer beyond ``LARGEST_INTEGER``, half a
    surrogate pair, a key outside printable ASCII, or more than ``DEEPEST`` levels.
    """
    return _ENCODER.encode(_plain(value, depth=0)).encode("utf-8")


def read(data: bytes) -> Json:
    """Return the value whose one text is ``data``; ``ValueError`` for any other bytes."""
    value = read_loosely(data)
    if write(value) != data:
        msg = "not in canonical form"
        raise ValueError(msg)
    return value


def read_loosely(data: bytes) -> Json:
    """Return the value of a JSON text that people may have laid out anew.

    White space, order of keys and escapes are free. ``ValueError`` for all that has no canonical
    text, and for a key that stands twice.
    """
    try:
        parsed = json.loads(data.decode("utf-8"), object_pairs_hook=_each_once)
    except RecursionError as error:
        raise ValueError(_DEEP) from error
    value = _frozen(parsed, depth=0)
    write(value)
    return value


_DEEP: Final = "nested too deeply"


def _plain(value: Json, *, depth: int) -> object:
    """Return the value as dicts and lists, or raise ``ValueError``."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return _whole(value)
    if depth == DEEPEST:
        raise ValueError(_DEEP)
    if isinstance(value, dict | Mapping):  # a dict is told at once, any other mapping slowly
        return {
            _key(key): part if isinstance(part, str) else _plain(part, depth=depth + 1)
            for key, part in value.items()
        }
    if isinstance(value, tuple):
        return [_plain(part, depth=depth + 1) for part in value]
    msg = f"not a canonical value: {type(value).__name__}"
    raise ValueError(msg)


def _frozen(value: object, *, depth: int) -> Json:
    """Return what the JSON reader made, with tuples for lists."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if depth == DEEPEST:
        raise ValueError(_DEEP)
    if isinstance(value, dict):
        return {key: _frozen(part, depth=depth + 1) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(part, depth=depth + 1) for part in value)
    msg = "a number is not whole"
    raise ValueError(msg)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    msg = "a key stands twice"
    raise ValueError(msg)


@lru_cache(maxsize=1024, typed=True)
def _key(key: object) -> str:
    if isinstance(key, str) and _KEY.fullmatch(key):
        return key
    msg = "a key is not printable ASCII of at most 64 characters"
    raise ValueError(msg)


def _whole(number: int) -> int:
    if abs(number) <= LARGEST_INTEGER:
        return number
    msg = "an integer is too large"
    raise ValueError(msg)
