"""Bounds of a letter, held before anything parses it: what a bomb is made of does not get in.

A parser that goes down into parts of parts pays for each level; so what could open a level, and
what could open a part, is counted in the plain bytes first.
"""

import re
from typing import Final

from amana.channels.incoming.errors import BadLetter

_LARGEST_HEAD: Final = 128 * 1024
_LARGEST_FIELD: Final = 16 * 1024
_MOST_FIELDS: Final = 300
_MOST_LEVELS: Final = 20
_MOST_PARTS: Final = 500
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")
_LEVEL: Final = re.compile(rb"multipart/|message/", re.IGNORECASE)
_PART: Final = re.compile(rb"^--", re.MULTILINE)
_FIELD: Final = re.compile(rb"^[!-9;-~]+[ \t]*:.*(?:\n[ \t].*)*", re.MULTILINE)


def head_of(raw: bytes) -> bytes:
    """Return the head of a letter, its blank line included. Raises ``BadLetter``."""
    end = _END_OF_HEAD.search(raw[: _LARGEST_HEAD + 4])
    head = raw if end is None and len(raw) <= _LARGEST_HEAD else raw[: end.end()] if end else b""
    if not head:
        raise BadLetter(what="head")
    fields = [len(found.group()) for found in _FIELD.finditer(head)]
    if len(fields) > _MOST_FIELDS or max(fields, default=0) > _LARGEST_FIELD:
        raise BadLetter(what="head")
    return head


def check_parts(raw: bytes) -> None:
    """Raise ``BadLetter`` where a letter could have too many parts, or parts too deep."""
    if sum(1 for _ in _LEVEL.finditer(raw)) > _MOST_LEVELS:
        raise BadLetter(what="depth")
    if sum(1 for _ in _PART.finditer(raw)) > _MOST_PARTS:
        raise BadLetter(what="parts")
