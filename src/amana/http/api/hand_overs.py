"""Hand-overs: the service's program says who is signed in there."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import ConfigDict

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.http.api.answer_shapes import Shown
from amana.http.api.shapes import Body, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import IdentityActs, ServiceActs


class HandOver(Body):
    """Who is signed in at the service."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": "customer-1042"}]})

    person: Person


class HandOverOut(Shown):
    """How their browser is sent on: by a form of one field, posted to this path."""

    path: str
    ticket: str
    """Good once, for two minutes. It never stands in an address."""


def routes(acts: IdentityActs, programs: ServiceActs) -> APIRouter:
    """Return the route of hand-overs. A ticket is never kept to be given again."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    by_key = Depends(ServiceKey(Permission.SERVICE_HAND_OVER_CREATE, programs))

    @router.post("/hand-overs", response_model=HandOverOut)
    def make_hand_over(caller: Annotated[Caller, by_key], body: HandOver) -> Response:
        """Get a ticket with which the person's browser comes in without signing in again."""
        ticket = acts.make_hand_over(caller.service, person=body.person)
        return JSONResponse({"path": f"/{caller.service}/me/hand-over", "ticket": ticket})

    return router
