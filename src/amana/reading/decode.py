"""From bytes to text: which encoding it is, and what is refused because it is no text at all."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from amana.reading.errors import NothingToRead, NotText, TooLarge, Undecodable

LIMIT_MB: Final = 10
LIMIT_BYTES: Final = LIMIT_MB * 1024 * 1024
"""A policy of 10 MB has 3,000 pages; what is larger is no policy."""

_MAGIC: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x7fELF", "ELF"),
    (b"\xd0\xcf\x11\xe0", "OLE"),
    (b"{\\rtf", "RTF"),
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE
)
_KNOWN: Final = frozenset({"utf-8", "cp1256", "iso8859-6", "cp1252", "iso8859-1", "ascii"})
_CONTROLS: Final = bytes(c for c in range(32) if c not in b"\t\n\x0b\x0c\r\x1b")
_HIGH_RUNS: Final = re.compile(rb"[\x80-\xff]{3,}")
_ARTICLE: Final = re.compile("(?:^|[^\u0621-\u064a])[\u0648\u0628]?\u0627\u0644[\u0621-\u064a]{2}")
_SAMPLE: Final = 200_000
_WIDE_SHARE: Final = 0.9
_ARABIC_SHARE: Final = 0.5
_BROKEN_SHARE: Final = 0.2
_CONTROL_SHARE: Final = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A document's text and the encoding that it was in, as Python names it."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of a file; a byte order mark is not part of it.

    Raises ``NothingToRead``, ``TooLarge``, ``NotText`` or ``Undecodable``.
    """
    if len(data) > LIMIT_BYTES:
        raise TooLarge(limit=LIMIT_MB)
    _refuse_magic(data)
    decoded = _by_mark(data) or _by_zero_bytes(data) or _by_declaration(data) or _by_looks(data)
    if not decoded.text.strip():
        raise NothingToRead
    return decoded


def _refuse_magic(data: bytes) -> None:
    """Refuse what begins as a known binary format does."""
    for magic, looks in _MAGIC:
        if data.startswith(magic):
            raise NotText(looks=looks)


def _strict(data: bytes, encoding: str) -> Decoded:
    """Decode or raise ``Undecodable``."""
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(encoding=encoding, offset=error.start) from error


def _by_mark(data: bytes) -> Decoded | None:
    """Follow a byte order mark, where there is one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    return None


def _by_zero_bytes(data: bytes) -> Decoded | None:
    """Read zero bytes as UTF-16 without a mark, or else as a sign that this is no text."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample:
        if b"\x00" in data:
            raise NotText(looks="binary")
        return None
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[offset::2]
        plausible = sum(high.count(byte) for byte in (b"\x00", b"\x06", b"\x20"))
        if len(data) % 2 == 0 and plausible > _WIDE_SHARE * len(high):
            text = _strict(data, encoding)
            if "\x00" not in text.text:
                return text
    raise NotText(looks="binary")


def _by_declaration(data: bytes) -> Decoded | None:
    """Follow the charset that an HTML file declares, if its bytes agree."""
    match = _META.search(data[:4096])
    if match is None:
        return None
    try:
        encoding = codecs.lookup(match[1].decode("ascii", "replace")).name
        text = data.decode(encoding) if encoding in _KNOWN else None
    except (LookupError, UnicodeDecodeError):
        return None
    return None if text is None else Decoded(text=text, encoding=encoding)


def _by_looks(data: bytes) -> Decoded:
    """Take UTF-8 if it is that without a fault, else the likeliest one-byte encoding."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _CONTROL_SHARE * len(data):
        raise NotText(looks="binary")
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, error.start)
    return _one_byte(data)


def _refuse_broken_utf8(data: bytes, offset: int) -> None:
    """Refuse UTF-8 with a fault: read as another encoding it would turn into nonsense."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    whole = sum(1 for char in text[:_SAMPLE] if char > "\x7f") - min(faults, _SAMPLE)
    if whole > 0 and faults < _BROKEN_SHARE * whole:
        raise Undecodable(encoding="utf-8", offset=offset)


def _one_byte(data: bytes) -> Decoded:
    """Tell Arabic from Latin by runs of high bytes, and the two Arabic sets by their articles."""
    sample = data[:_SAMPLE]
    high = sum(1 for byte in sample if byte > 0x7F)  # noqa: PLR2004 - the first byte beyond ASCII
    in_runs = sum(len(run) for run in _HIGH_RUNS.findall(sample))
    if in_runs < _ARABIC_SHARE * high:
        return _strict(data, "cp1252")
    likely = max(("cp1256", "iso8859-6"), key=lambda encoding: _articles(sample, encoding))
    return _strict(data, likely)


def _articles(sample: bytes, encoding: str) -> int:
    """Count words that begin with the Arabic article: the most frequent sign of Arabic."""
    text = sample.decode(encoding, "replace")
    return len(_ARTICLE.findall(text)) - text.count("\ufffd")
