"""The policy in force and how its promises stand, and what was done with a person's data."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.permissions import Permission
from amana.acts.tell_history import AT_ONCE
from amana.http.api import answers
from amana.http.api.answer_shapes import InForce, Told
from amana.http.api.links import next_page
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
    def show_history(
        caller: Annotated[Caller, to_history],
        body: History,
        limit: Annotated[int, Query(ge=1, le=AT_ONCE)] = AT_ONCE,
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
    ) -> Response:
        """Return what was done with a person's data; a POST keeps the id out of addresses."""
        found = acts.history(caller.service, person=body.person, after=cursor, limit=limit)
        return JSONResponse(
            {"acts": [answers.done_act(act) for act in found.acts], "next": found.next},
            headers=next_page("/v1/history", found.next, limit),
        )

    return router
