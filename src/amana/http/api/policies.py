"""The policy in force and how its promises stand, and what was done with a person's data."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.http.api import answers
from amana.http.api.answer_shapes import InForce, Told
from amana.http.api.shapes import History
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ServiceActs


def routes(acts: ServiceActs) -> APIRouter:
    """Return the routes of the policy and of histories."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    to_policy = Depends(ServiceKey(Permission.SERVICE_POLICY_READ, acts))
    to_history = Depends(ServiceKey(Permission.SERVICE_HISTORY_READ, acts))

    @router.get("/policy", response_model=InForce)
    def show_policy(caller: Annotated[Caller, to_policy]) -> Response:
        """Return the policy in force."""
        return JSONResponse(answers.policy(acts.policy(caller.service)))

    @router.post("/history", response_model=Told)
    def show_history(caller: Annotated[Caller, to_history], body: History) -> Response:
        """Return what was done with a person's data; a POST keeps the id out of addresses."""
        found = acts.history(caller.service, person=body.person)
        return JSONResponse({"acts": [answers.done_act(act) for act in found]})

    return router
