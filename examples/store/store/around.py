"""What stands around each page: headers, what a template needs, and the note of a visit."""

import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from amana.sdk import AmanaRejected, AmanaUnreachable, RefusedByPolicy
from store.asking import asking

_LOG = logging.getLogger("store")
_UNNOTED = ("/static/", "/amana/", "/staff/")
_SYSTEMS = ("Android", "iPhone", "Windows", "Mac OS", "Linux")
_BROWSERS = ("Firefox", "Edg", "Chrome", "Safari")

Next = Callable[[HttpRequest], HttpResponse]


def shown(request: HttpRequest) -> dict[str, object]:
    """Return what every template may show."""
    return {"tags": settings.TAGS, "nonce": getattr(request, "csp_nonce", "")}


def account_of(request: HttpRequest) -> Any:  # noqa: ANN401 - the shop's own account, or nobody
    """Return who asks: an account of the shop, as oscar extends Django's."""
    return request.user


def guarded(go_on: Next) -> Next:
    """Let a page load its own things, the banner and what the banner lets in, and nothing else."""
    amana = settings.AMANA_URL

    def page(request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]  # the banner's tag reads it there
        answer = go_on(request)
        answer.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            f"form-action 'self' {amana}; script-src 'nonce-{nonce}'; connect-src {amana}; "
            "base-uri 'none'; frame-ancestors 'none'",
        )
        answer.setdefault("Cache-Control", "no-store")
        return answer

    return page


def noted(go_on: Next) -> Next:
    """Note the visit of who is signed in, where Amana permits it; else nothing is kept of it."""

    def page(request: HttpRequest) -> HttpResponse:
        answer = go_on(request)
        user = account_of(request)
        if (
            request.method == "GET"
            and answer.status_code == 200  # noqa: PLR2004 - a page that was shown
            and user.is_authenticated
            and not user.is_staff
            and not request.path.startswith(_UNNOTED)
        ):
            _note(request, str(user.pk))
        return answer

    return page


def _note(request: HttpRequest, person: str) -> None:
    try:
        asking().visited(
            person,
            page=request.path[:80],
            browser=_kind(request.headers.get("User-Agent", "")),
            address=request.META.get("REMOTE_ADDR", ""),
        )
    except RefusedByPolicy:
        return
    except (AmanaUnreachable, AmanaRejected) as fault:
        _LOG.warning("a visit was not noted: %s", fault.code)


def _kind(agent: str) -> str:
    """Return browser and system in two words; the rest of the header is not kept."""
    browser = next((each for each in _BROWSERS if each in agent), "متصفح آخر")
    system = next((each for each in _SYSTEMS if each in agent), "نظام آخر")
    return f"{browser} / {system}"
