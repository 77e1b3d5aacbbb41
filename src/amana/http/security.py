"""What every response carries, and how much a request may bring."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amana.http.errors import TooMuch
from amana.http.problems import respond
from amana.http.rendering import Renderer

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""No script at all: there is nothing that an injected one could run as."""

HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
_OWN_WORD: Final = frozenset(
    {"content-security-policy", "cross-origin-resource-policy", "referrer-policy"}
)
"""What a route may say otherwise: the banner's script is for pages of other origins, and an address
with a secret in it is for nobody. A document to print names the one style that it brings."""
LONGEST_BODY: Final = 1 << 20
LONGEST_UPLOAD: Final = 12 << 20
"""For forms of the console that carry a file."""
STREAMS: Final = frozenset({"/v1/records/import"})
"""Read line by line by routes that bound each line and the whole by themselves."""
_YEAR: Final = "max-age=31536000; includeSubDomains"


@dataclass(frozen=True, slots=True)
class SecurityHeaders:
    """Sets the headers on every response, whoever made it."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to what comes back.

        HSTS is said over TLS alone (RFC 6797 section 7.2); by then the doorway has put into the
        scope by which scheme the client came.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name not in _OWN_WORD or name not in headers:
                        headers[name] = value
                if scope["scheme"] == "https":
                    headers["strict-transport-security"] = _YEAR
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, guarded)


class _Overrun(Exception):
    """More bytes came than were allowed."""


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Stops reading a body that is longer than allowed, announced or not."""

    app: ASGIApp
    renderer: Renderer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body; answer 413 once it is too long."""
        if scope["type"] != "http" or scope["path"] in STREAMS:
            await self.app(scope, receive, send)
            return
        long = scope["path"].startswith("/console/") or scope["path"].endswith("/mail-in")
        limit = LONGEST_UPLOAD if long else LONGEST_BODY
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise _Overrun
            return message

        async def unless_overrun(message: Message) -> None:
            if taken <= limit:
                await send(message)

        announced = _announced(scope)
        if announced > limit:
            taken = announced
        else:
            with suppress(_Overrun):
                await self.app(scope, counted, unless_overrun)
        if taken > limit:
            answer = respond(Request(scope), TooMuch(limit_mb=limit >> 20), self.renderer)
            answer.headers["connection"] = "close"
            await answer(scope, receive, send)


def _announced(scope: Scope) -> int:
    """Return the length that the request announces; what is no number announces nothing."""
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0
