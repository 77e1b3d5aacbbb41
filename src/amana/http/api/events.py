"""What Amana tells the application, for those who ask instead of taking a webhook."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.events.show_events import MOST
from amana.acts.permissions import Permission
from amana.http.api.answer_shapes import Shown
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import EventActs, ServiceActs


class EventTold(Shown):
    """One event, as a webhook brings it; ``id`` is the message's own."""

    id: UUID
    type: str
    timestamp: datetime
    data: dict[str, object]


class EventsTold(Shown):
    """Some events. From ``next`` on is what comes later."""

    events: list[EventTold]
    next: str


def routes(acts: EventActs, api: ServiceActs) -> APIRouter:
    """Return the route of events."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    by_key = Depends(ServiceKey(Permission.SERVICE_OUTGOING_READ, api))

    @router.get("/events", response_model=EventsTold)
    def events(
        caller: Annotated[Caller, by_key],
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    ) -> Response:
        """Return what happened since: choices that changed, policies, messages that failed."""
        page = acts.events(caller.service, after=cursor, limit=limit)
        told = [
            {
                "id": str(each.id),
                "type": each.kind,
                "timestamp": each.at.isoformat(),
                "data": each.data,
            }
            for each in page.events
        ]
        return JSONResponse({"events": told, "next": page.next})

    return router
