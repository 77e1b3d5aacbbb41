"""The page behind the link in a letter about new sharing: what it is, and one press to say no.

A GET changes nothing: mail programs and scanners open links. A POST answers, without a session, a
cookie or a form's token: the link is what shows that one may. It can be sent again and again.
"""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form, Path, Request, Response

from amana.acts.announcing.answering import LinkShown
from amana.acts.permissions import Permission
from amana.domain.announced.reach import Answer
from amana.domain.words import ARABIC, ENGLISH
from amana.http.gate import Anybody
from amana.http.pages.public import Service
from amana.http.platform import SharingNoticeActs
from amana.http.rendering import Renderer

Token: TypeAlias = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


def routes(acts: SharingNoticeActs, renderer: Renderer) -> APIRouter:
    """Return the routes under ``/{service}/sharing``."""
    router = APIRouter()
    reader = Depends(Anybody(Permission.PUBLIC_SHARING_READ))
    answerer = Depends(Anybody(Permission.PUBLIC_SHARING_CREATE))

    def page(request: Request, service: str, link: LinkShown) -> Response:
        wanted = request.query_params.get("lang")
        language = ARABIC if wanted == ARABIC else ENGLISH if wanted == ENGLISH else link.language
        values = {"service": service, "linked": link, "other_shown": None}
        answer = renderer.page("sharing_link.html", request, language, values=values)
        answer.headers["cache-control"] = "no-store"
        answer.headers["x-robots-tag"] = "noindex"
        return answer

    @router.get("/{service}/sharing/{token}", dependencies=[reader])
    def show_sharing_link(request: Request, service: Service, token: Token) -> Response:
        """Show what is going to be shared, and the answers; nothing changes."""
        return page(request, service, acts.linked(service, token))

    @router.post("/{service}/sharing/{token}", dependencies=[answerer])
    def answer_sharing_link(
        request: Request, service: Service, token: Token, answer: Annotated[Answer, Form()]
    ) -> Response:
        """Take who holds the link at their word."""
        return page(request, service, acts.answer_link(service, token, answer=answer))

    return router
