"""What people of a service published, as everybody sees it: a page, and the same as JSON."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from amana.acts.permissions import Permission
from amana.http.api.publications import Kind, public_json
from amana.http.gate import Anybody
from amana.http.pages.public import InLanguage, Service
from amana.http.platform import PublicationActs
from amana.http.rendering import Renderer

_AT_ONCE: Final = 50


def routes(acts: PublicationActs, renderer: Renderer) -> APIRouter:
    """Return the routes under ``/{service}/published``."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_PUBLICATION_READ))])

    @router.get("/{service}/published")
    def page(
        request: Request,
        service: Service,
        language: InLanguage,
        kind: Kind | None = None,
        after: Annotated[UUID | None, Query()] = None,
    ) -> Response:
        """Show what people published."""
        shown = acts.shown(service, kind=kind, after=after, limit=_AT_ONCE)
        values = {"service": service, "shown": shown, "kind": kind}
        return renderer.page("published.html", request, language, values=values)

    @router.get("/{service}/published.json")
    def as_json(
        service: Service,
        kind: Kind | None = None,
        after: Annotated[UUID | None, Query()] = None,
    ) -> Response:
        """Give the same as JSON."""
        return public_json(acts.shown(service, kind=kind, after=after))

    return router
