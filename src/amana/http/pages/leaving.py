"""The page behind the link at the foot of a letter, and the one click that ends it (RFC 8058).

A GET shows a button and changes nothing: mail programs and scanners open links. A POST ends it,
from the button or from the mail program itself, without a session, a cookie or a form's token:
the link is what shows that one may. It can be sent again and again.
"""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Path, Request, Response

from amana.acts.messages.leaving import LeavingShown
from amana.acts.permissions import Permission
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.http.gate import Anybody
from amana.http.pages.public import Service
from amana.http.platform import MessageActs
from amana.http.rendering import Renderer

Token: TypeAlias = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,300}$")]


def routes(acts: MessageActs, renderer: Renderer) -> APIRouter:
    """Return the routes under ``/{service}/unsubscribe``."""
    router = APIRouter()
    reader = Depends(Anybody(Permission.PUBLIC_LEAVING_READ))
    leaver = Depends(Anybody(Permission.PUBLIC_LEAVING_CREATE))

    def page(request: Request, service: str, shown: LeavingShown) -> Response:
        language = _language(request, shown)
        values = {"service": service, "shown": shown, "other_shown": None}
        answer = renderer.page("leaving.html", request, language, values=values)
        answer.headers["cache-control"] = "no-store"
        answer.headers["x-robots-tag"] = "noindex"
        return answer

    @router.get("/{service}/unsubscribe/{token}", dependencies=[reader])
    def show(request: Request, service: Service, token: Token) -> Response:
        """Show what the link ends, with one button; nothing changes."""
        return page(request, service, acts.leaving(service, token))

    @router.post("/{service}/unsubscribe/{token}", dependencies=[leaver])
    def leave(request: Request, service: Service, token: Token) -> Response:
        """End it at once."""
        return page(request, service, acts.leave(service, token))

    return router


def _language(request: Request, shown: LeavingShown) -> Language:
    """Return the page's language: the one that was asked for, else the letter's."""
    wanted = request.query_params.get("lang")
    if wanted == ARABIC:
        return ARABIC
    return ENGLISH if wanted == ENGLISH else shown.language
