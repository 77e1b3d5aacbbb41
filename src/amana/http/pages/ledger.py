"""The public files of a service's ledger, at the paths that C2SP tlog-tiles gives them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import PlainTextResponse

from amana.acts.permissions import Permission
from amana.domain.ledger.succession import MOST
from amana.http.gate import Anybody
from amana.http.pages.public import Service
from amana.http.platform import PublicActs

TilePath = Annotated[str, Path(pattern=r"^[0-9a-z][0-9a-z./]{0,79}$")]

KeyNumber = Annotated[int, Path(ge=1, lt=MOST)]


def routes(acts: PublicActs) -> APIRouter:
    """Return the routes under ``/{service}/ledger``."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_LEDGER_READ))])

    @router.get("/{service}/ledger/checkpoint")
    def show_checkpoint(service: Service) -> Response:
        """Return the latest signed checkpoint (C2SP tlog-checkpoint)."""
        return PlainTextResponse(acts.checkpoint(service))

    @router.get("/{service}/ledger/key")
    def show_key(service: Service) -> Response:
        """Return the verifier key: name, hash and public key."""
        return PlainTextResponse(acts.ledger_key(service))

    @router.get("/{service}/ledger/keys/{number}")
    def show_succession(service: Service, number: KeyNumber) -> Response:
        """Return the note by which the ledger's key before names this one (C2SP signed-note)."""
        return PlainTextResponse(acts.ledger_succession(service, number))

    @router.get("/{service}/ledger/tile/{path:path}")
    def show_tile(service: Service, path: TilePath) -> Response:
        """Return a tile of hashes, or a bundle of entries."""
        return Response(acts.tile(service, f"tile/{path}"), media_type="application/octet-stream")

    return router
