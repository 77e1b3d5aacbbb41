"""Texts of letters: decoded by the charsets that people write in, HTML without what it quotes."""

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from html import unescape
from typing import Final

_CHARSETS: Final = frozenset(
    {
        *("utf-8", "ascii", "koi8-r", "gb18030", "gbk", "big5", "shift_jis", "euc_jp", "euc_kr"),
        *(f"iso8859-{number}" for number in range(1, 17)),
        *(f"cp{number}" for number in (720, 864, 1006, *range(1250, 1259))),
    }
)
"""Others are read as UTF-8: some that Python knows cost more than their length."""
_LONGEST: Final = 60_000
_LEFT_OUT: Final = frozenset({"script", "style", "head", "title", "blockquote"})
_PIECE: Final = re.compile(r"<(?P<closes>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)?[^<>]*>|[^<]+")
"""A tag up to where it ends, or text up to the next one: no piece is looked at twice."""
_BREAKING: Final = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3"})


def decoded(plain: bytes, charset: str | None) -> str:
    """Return the text; what cannot be read in it is marked."""
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        name = "utf-8"
    return plain[:_LONGEST].decode(name if name in _CHARSETS else "utf-8", "replace")


def header_text(value: str) -> str:
    """Return a header's words (RFC 2047) on one line."""
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        parts = [(value, None)]
    text = "".join(part if isinstance(part, str) else decoded(part, code) for part, code in parts)
    return " ".join(text.split())


def text_of(message: Message) -> str:
    """Return the first plain text of the letter, else of its HTML what is not quoted."""
    found: dict[str, str] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and not _is_attached(part):
            found.setdefault(kind, _payload(part))
    if "text/plain" in found:
        return found["text/plain"]
    return bare(found.get("text/html", ""))


def bare(html: str) -> str:
    """Return the text of HTML without scripts, styles and quoted letters.

    In one pass: the parser of the standard library goes over the rest again for each tag that is
    never closed, which is the square of a letter's length.
    """
    kept: list[str] = []
    shut = at = 0
    while at < len(html):
        if html.startswith("<!--", at):
            end = html.find("-->", at)
            if end < 0:
                break
            at = end + len("-->")
            continue
        found = _PIECE.match(html, at)
        at = found.end() if found else at + 1
        if found is None:
            continue
        closes, tag = found["closes"], (found["tag"] or "").lower()
        if not found.group().startswith("<"):
            kept += [] if shut else [unescape(found.group())]
        elif tag in _LEFT_OUT and not found.group().endswith("/>"):
            shut = max(shut - 1, 0) if closes else shut + 1
        elif tag in _BREAKING and not closes:
            kept.append("\n")
    return "".join(kept)


def _payload(part: Message) -> str:
    plain = part.get_payload(decode=True)
    if not isinstance(plain, bytes):
        return ""
    try:
        charset = part.get_content_charset()
    except (LookupError, ValueError):
        charset = None
    return decoded(plain, charset)


def _is_attached(part: Message) -> bool:
    return str(part.get("content-disposition", "")).strip().lower().startswith("attachment")
