"""How long data is kept: what is due, customers' own times, and what stays longer."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.acts.retention.shown import ahead_json, kept_json, own_time_json
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.retention_shapes import (
    AskOwnTimes,
    Due,
    EndOwnTime,
    KeepLonger,
    LongerNoted,
    OwnTimes,
    Plan,
    Said,
    SetOwnTime,
    Start,
)
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import RetentionActs, ServiceActs


def routes(acts: RetentionActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/retention``."""
    router = APIRouter(prefix="/v1/retention", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    to_see = Depends(ServiceKey(Permission.SERVICE_RETENTION_READ, api))
    to_change = Depends(ServiceKey(Permission.SERVICE_RETENTION_WRITE, api))

    @router.get("", response_model=Due)
    def due(caller: Annotated[Caller, to_see]) -> Response:
        """Return how each place stands, the latest sets, and what is kept longer."""
        return JSONResponse(kept_json(acts.kept(caller.service)))

    @router.get("/plan", response_model=Plan)
    def plan(caller: Annotated[Caller, to_see]) -> Response:
        """Return what becomes due in own records now, and in each of the next eight weeks."""
        return JSONResponse({"places": [ahead_json(each) for each in acts.plan(caller.service)]})

    @router.post("/settings/list", response_model=OwnTimes)
    def settings(caller: Annotated[Caller, to_see], body: AskOwnTimes) -> Response:
        """Return the times that a person set, the latest first."""
        found = acts.own_times(caller.service, person=body.person)
        return JSONResponse({"settings": [own_time_json(each) for each in found]})

    @router.post("/settings", response_model=Said)
    def set_own_time(
        caller: Annotated[Caller, to_change], once: Annotated[Once, keyed], body: SetOwnTime
    ) -> Response:
        """Set a person's own time, within what the promise lets them set."""
        return once.answer(
            caller,
            lambda: {
                "entry": str(acts.set_own_time(caller.service, body.setting(), person=body.person))
            },
        )

    @router.post("/settings/end", response_model=Said)
    def end_own_time(
        caller: Annotated[Caller, to_change], once: Annotated[Once, keyed], body: EndOwnTime
    ) -> Response:
        """End a person's own time: the promise's counts again."""
        return once.answer(
            caller,
            lambda: {
                "entry": str(acts.end_own_time(caller.service, body.promise, person=body.person))
            },
        )

    @router.post("/longer", response_model=LongerNoted)
    def keep_longer(
        caller: Annotated[Caller, to_change], once: Annotated[Once, keyed], body: KeepLonger
    ) -> Response:
        """Keep a category longer than promised, for a reason that the promise names."""
        return once.answer(
            caller,
            lambda: {"id": str(acts.keep_longer(caller.service, body.longest(), basis=body.basis))},
        )

    @router.post("/longer/{longer}/lift", response_model=Said)
    def stop_keeping_longer(
        caller: Annotated[Caller, to_change], once: Annotated[Once, keyed], longer: UUID
    ) -> Response:
        """Let the promise count again."""
        return once.answer(
            caller,
            lambda: {"entry": str(acts.stop_keeping_longer(caller.service, longer))},
        )

    _add_start(router, acts, to_change, keyed)
    return router


def _add_start(router: APIRouter, acts: RetentionActs, to_change: object, keyed: object) -> None:
    """Add what lets promises end data."""

    @router.post("/start", response_model=Said)
    def start(
        caller: Annotated[Caller, to_change], once: Annotated[Once, keyed], body: Start
    ) -> Response:
        """Let a promise end data, or all of them: what was overdue before ends from then on."""
        return once.answer(caller, lambda: {"entry": str(acts.start(caller.service, body.promise))})
