"""Letters that a mail provider passes on by webhook, signed."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from amana.acts.permissions import Permission
from amana.http.gate import Anybody
from amana.http.pages.public import Service
from amana.http.platform import MailActs

_NAMES = ("webhook-id", "webhook-timestamp", "webhook-signature")


def routes(acts: MailActs) -> APIRouter:
    """Return the route under ``/{service}/mail-in``."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_LETTER_CREATE))])

    @router.post("/{service}/mail-in")
    async def take_letter(request: Request, service: Service) -> Response:
        """Take a letter that the service's mail provider passes on; its signature lets it in."""
        body = await request.body()
        headers = {name: request.headers.get(name, "") for name in _NAMES}
        kind = await run_in_threadpool(acts.take, service, headers, body)
        return JSONResponse({"kind": kind.value})

    return router
