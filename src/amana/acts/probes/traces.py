"""The forms in which a value may lie in bytes: as text, encoded, escaped, folded."""

import base64
import html
import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

_FOLDED: Final = str.maketrans(
    "أإآٱىةؤئ", "اااايهوي", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
)
"""Arabic letters as searches fold them, without marks and the stretching stroke."""
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")


def traces(value: str) -> frozenset[bytes]:
    """Return the value as anybody might have written it."""
    return frozenset(_forms(value))


def _forms(value: str) -> Iterator[bytes]:
    for said in {value, value.lower(), value.upper(), value.translate(_FOLDED)}:
        plain = said.encode("utf-8")
        yield from (plain, said.encode("utf-16-le"), said.encode("utf-16-be"))
        yield from (plain.hex().encode(), plain.hex().upper().encode())
        yield from (quote(said).encode(), quote(said, safe="").lower().encode())
        yield json.dumps(said)[1:-1].encode()
        yield html.escape(said).encode()
        yield from _base64(plain)


def _base64(plain: bytes) -> Iterator[bytes]:
    """Yield what base64 makes of it at each of the three offsets, without its uncertain ends."""
    for offset in range(3):
        written = base64.b64encode(b"\0" * offset + plain)
        inner = written[(0, 2, 3)[offset] : -4]
        yield inner
        yield inner.translate(_URL_SAFE)
