"""What stands between the network and the pages: bounds, encryption, headers, cookies."""

import secrets
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from services_app.sessions import COOKIE, LASTS

LARGEST_FORM: Final = 16 * 1024
"""Bytes."""
_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_HSTS: Final = "max-age=31536000"

Next = Callable[[Request], Awaitable[Response]]


def protect(app: FastAPI, *, amana: str, tags: str, cookie: str = COOKIE) -> None:
    """Put the protection around every answer; ``cookie`` is the name of the session's.

    Forms go to the app itself and to the privacy centre; the banner comes from the same ``amana``.
    Frames are those of ``tags``, where that is another origin.
    """
    frames = f" frame-src {tags};" if "//" in tags else ""

    @app.middleware("http")
    async def guarded(request: Request, go_on: Next) -> Response:
        request.state.nonce = secrets.token_urlsafe(16)
        response = await _guarded(request, go_on, cookie)
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {amana};"
            f" script-src 'nonce-{request.state.nonce}'; connect-src {amana};{frames}"
            " base-uri 'none'; frame-ancestors 'none'"
        )
        return response


async def _guarded(request: Request, go_on: Next, cookie: str) -> Response:
    """Refuse what is in the clear or too large; dress every answer alike."""
    secure = request.url.scheme == "https"
    if not (secure or _is_local(request)):
        response: Response = PlainTextResponse("HTTPS only", status_code=403)
    elif _is_too_large(request):
        response = PlainTextResponse("too large", status_code=413)
    else:
        response = await go_on(request)
    for name, value in _HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    if secure:
        response.headers["Strict-Transport-Security"] = _HSTS
    token = getattr(request.state, "new_token", None)
    if token is not None:
        response.set_cookie(
            cookie,
            token,
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            secure=secure,
            samesite="lax",
        )
    return response


def _is_local(request: Request) -> bool:
    """Tell whether the connection comes from this machine itself, for this machine's own name."""
    if request.client is None:
        return False
    host = request.url.hostname or ""
    try:
        local = ip_address(request.client.host).is_loopback
        return local and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False


def _is_too_large(request: Request) -> bool:
    """Tell whether a form is longer than allowed, or does not say how long it is."""
    if request.method in {"GET", "HEAD"}:
        return False
    length = request.headers.get("Content-Length", "")
    return not length.isdecimal() or int(length) > LARGEST_FORM
