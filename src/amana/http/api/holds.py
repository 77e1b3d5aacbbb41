"""Legal holds: what may not be erased for now; put, lifted with a reason, and listed."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import Field, StrictBool

from amana.acts.caller import Caller
from amana.acts.holding.holds import LONGEST_REASON
from amana.acts.instants import at
from amana.acts.permissions import Permission
from amana.domain.ledger.entry import Json
from amana.domain.source.holding import HeldScope
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import AskedHoldActs, ServiceActs
from amana.storage.holds import Hold

_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Reason = Annotated[str, Field(min_length=1, max_length=LONGEST_REASON)]


class PutHold(Body):
    """Keep this from being erased until somebody looks at it again."""

    person: Person | None = None
    request: UUID | None = None
    """An open request: what its sources have not erased yet, also of who is gone here."""
    category: _Name | None = None
    source: _Name | None = None
    """``own-records``, or a source by its name."""
    table: _Name | None = None
    """A table's id in the map of the source."""
    reason: _Reason
    again_on: date
    """The day on which it is looked at again, within five years."""


class LiftHold(Body):
    """Lift it, for this reason."""

    reason: _Reason


class HoldIn(Shown):
    """A hold. Whom it is about is not shown."""

    hold: UUID
    of_one: StrictBool
    """Whether it is about one person."""
    category: str | None
    source: str | None
    table: str | None
    reason: str
    again_on: date
    set_at: datetime
    lifted_at: datetime | None


class HoldsIn(Shown):
    """Those first that are to be looked at first."""

    holds: list[HoldIn]


class HoldPut(Shown):
    """The new hold."""

    hold: UUID


class HoldLifted(Shown):
    """In how many sources an erasure that was over goes on now."""

    released: int


def routes(acts: AskedHoldActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/holds``."""
    router = APIRouter(prefix="/v1/holds", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    to_see = Depends(ServiceKey(Permission.SERVICE_HOLD_READ, api))
    to_change = Depends(ServiceKey(Permission.SERVICE_HOLD_WRITE, api))

    @router.get("", response_model=HoldsIn)
    def holds(
        caller: Annotated[Caller, to_see],
        every: Annotated[bool, Query(alias="all")] = False,  # noqa: FBT002 - of the address
    ) -> Response:
        """Return the holds in force, or with ``all`` those that were lifted as well."""
        found = acts.holds(caller.service, every=every)
        return JSONResponse({"holds": [_shown(each) for each in found]})

    @router.post("", response_model=HoldPut)
    def put(
        caller: Annotated[Caller, to_change], once: Annotated[Once, keyed], body: PutHold
    ) -> Response:
        """Put a hold: an erasure goes on beside it, and says what was kept."""

        def done() -> dict[str, Json]:
            scope = HeldScope(
                category=body.category,
                source=body.source,
                table=body.table,
                reason=body.reason,
                again_on=body.again_on,
            )
            hold = acts.put(caller.service, scope, person=body.person, request=body.request)
            return {"hold": str(hold)}

        return once.answer(caller, done)

    @router.post("/{hold}/lift", response_model=HoldLifted)
    def lift(
        caller: Annotated[Caller, to_change],
        once: Annotated[Once, keyed],
        hold: UUID,
        body: LiftHold,
    ) -> Response:
        """Lift a hold: what it kept is erased by the requests that were over."""

        def done() -> dict[str, Json]:
            return {"released": acts.lift(caller.service, hold, reason=body.reason)}

        return once.answer(caller, done)

    return router


def _shown(hold: Hold) -> dict[str, Json]:
    return {
        "hold": str(hold.id),
        "of_one": hold.of_one,
        "category": hold.category,
        "source": hold.source,
        "table": hold.place,
        "reason": hold.reason,
        "again_on": hold.again_on.isoformat(),
        "set_at": hold.set_at.isoformat(),
        "lifted_at": at(hold.lifted_at),
    }
