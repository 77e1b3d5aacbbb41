"""What stands around every answer: headers, and which scripts a page may load."""

import secrets
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
}


class Protection:
    """Gives each page a nonce of its own, and tells the browser what it may load."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what comes after it."""
        self._next = get_response
        parts = urlsplit(settings.AMANA["URL"])
        self._amana = f"{parts.scheme}://{parts.netloc}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Dress the answer."""
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce
        response = self._next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        frames = f" frame-src {settings.TAGS};" if settings.TAGS else ""
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self';"
            f" form-action 'self' {self._amana} {settings.TAGS};"
            f" script-src 'nonce-{nonce}'; connect-src {self._amana} {settings.TAGS};{frames}"
            " base-uri 'none'; frame-ancestors 'none'"
        )
        return response
