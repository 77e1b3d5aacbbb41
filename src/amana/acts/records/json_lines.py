"""A line of NDJSON that others wrote, in a stream or a file: one object, read strictly.

Malformed
├── LineTooLong      a line beyond the bound
├── LineNotUtf8      bytes that are no text
└── LineNotJson      no JSON object, one that names something twice, or one too deep
"""

from typing import Any, Final

from amana.domain.errors import Malformed
from amana.values.strict_json import parse_json

_DEEPEST: Final = 8


class LineTooLong(Malformed):
    """The line has more than ``limit_kb`` KiB."""

    code = "line.too_long"


class LineNotUtf8(Malformed):
    """The line is not UTF-8."""

    code = "line.not_utf8"


class LineNotJson(Malformed):
    """The line is not one JSON object, each name once, not nested too deep."""

    code = "line.not_json"


def object_of(plain: bytes) -> dict[str, Any]:
    """Return the object in the line, or raise ``LineNotUtf8`` or ``LineNotJson``."""
    try:
        found = parse_json(plain)
    except UnicodeDecodeError:
        raise LineNotUtf8 from None
    except (ValueError, RecursionError):
        raise LineNotJson from None
    if not isinstance(found, dict) or _depth(found) > _DEEPEST:
        raise LineNotJson
    return found


def _depth(value: object) -> int:
    """Return how deep a value is nested; the parser's own limit bounds the recursion."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return 0
    return 1 + max((_depth(each) for each in value), default=0)
