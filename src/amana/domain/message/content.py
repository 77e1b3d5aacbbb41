"""What a subject and a text may hold: nothing that ends a header or turns words around."""

import re
import unicodedata
from typing import Final

from amana.domain.message.errors import BadContent
from amana.domain.words import says_something

LONGEST_SUBJECT: Final = 200
LONGEST_TEXT: Final = 100_000
"""Characters. A text message is held to :data:`LONGEST_SMS` besides."""
LONGEST_SMS: Final = 1_000
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Controls but tabulator and line feed, ends of line and of paragraph, halves of characters."""
_LINE: Final = re.compile("[\t\n]")
_OVERRIDE: Final = re.compile("[\u202a-\u202e]")
"""Embeddings and overrides of direction (UAX 9): marks and isolates stay, Arabic needs them."""
_OPEN: Final = re.compile("[\u2066-\u2068]")
_CLOSE: Final = "\u2069"


def checked_subject(subject: str) -> str:
    """Return the subject in its normal form (NFC), or raise ``BadContent``."""
    _check("subject", subject, longest=LONGEST_SUBJECT)
    if _LINE.search(subject):
        raise BadContent(what="subject", why="line")
    if not says_something(subject):
        raise BadContent(what="subject", why="empty")
    if len(_OPEN.findall(subject)) != subject.count(_CLOSE):
        raise BadContent(what="subject", why="direction")
    return unicodedata.normalize("NFC", subject.strip())


def checked_text(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return the text with line feeds alone and in its normal form (NFC); or ``BadContent``."""
    lines = text.replace("\r\n", "\n")
    _check("text", lines, longest=longest)
    if not says_something(lines):
        raise BadContent(what="text", why="empty")
    return unicodedata.normalize("NFC", lines.rstrip()) + "\n"


def _check(what: str, text: str, *, longest: int) -> None:
    if len(text) > longest:
        raise BadContent(what=what, why="long")
    if _CONTROL.search(text):
        raise BadContent(what=what, why="line" if "\r" in text else "control")
    if _OVERRIDE.search(text):
        raise BadContent(what=what, why="direction")
