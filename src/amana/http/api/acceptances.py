"""A person accepts, or declines, the version in force."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.domain.ledger.entry import Json
from amana.http.api.answer_shapes import Noted
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Accept
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ServiceActs


def routes(acts: ServiceActs) -> APIRouter:
    """Return the route of acceptances."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    keyed = Depends(OnceOf(acts))
    by_key = Depends(ServiceKey(Permission.SERVICE_ACCEPTANCE_CREATE, acts))

    @router.post("/accept", response_model=Noted)
    def accept(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Accept
    ) -> Response:
        """Write down how a person met the version in force."""

        def accepted() -> dict[str, Json]:
            entry = acts.accept(
                caller.service,
                person=body.person,
                version=body.version,
                how=body.how,
                language=body.language,
            )
            return {"entry": str(entry)}

        return once.answer(caller, accepted)

    return router
