"""The front page, and the files that pages refer to."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request, Response

from amana.acts.permissions import Permission
from amana.domain.evidence.proof import State
from amana.http.errors import NotThere
from amana.http.gate import Anybody
from amana.http.pages.public import InLanguage
from amana.http.platform import PublicActs
from amana.http.rendering import STATIC_FILES, Renderer, static_file

_A_YEAR: Final = "public, max-age=31536000, immutable"


def routes(acts: PublicActs, renderer: Renderer) -> APIRouter:
    """Return the routes of the front page and the static files."""
    router = APIRouter()
    files = {name: static_file(name) for name in STATIC_FILES}

    @router.get("/", dependencies=[Depends(Anybody(Permission.PUBLIC_FRONT_READ))])
    def show_front(request: Request, language: InLanguage) -> Response:
        """Show which policies can be read here, and what to look at."""
        return renderer.page(
            "front.html",
            request,
            language,
            values={"services": acts.services(), "all_states": tuple(State)},
        )

    @router.get("/static/{name}", dependencies=[Depends(Anybody(Permission.PUBLIC_STATIC_READ))])
    def show_file(name: Annotated[str, Path(max_length=60)]) -> Response:
        """Return the style sheet or the icon."""
        if name not in files:
            raise NotThere
        return Response(
            files[name], media_type=STATIC_FILES[name], headers={"cache-control": _A_YEAR}
        )

    return router
