"""Pages to print or keep: each brings its own style, loads nothing and runs nothing."""

from base64 import b64encode
from hashlib import sha256
from typing import Final

from fastapi import Response
from fastapi.responses import HTMLResponse

from amana.acts.breaches.documents import STYLE

_HASH: Final = b64encode(sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""Its own style, and no other, counts (CSP 3, section 2.3.1)."""


def printed(page: str) -> Response:
    """Return a page of its own."""
    return HTMLResponse(page, headers={"content-security-policy": _POLICY})
