"""What a request does in the sources: its plan, approving it, and how far it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import JSONResponse
from pydantic import Field, StrictBool

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.acts.requests.progress import progress_json
from amana.acts.requests.sought import LONGEST_VALUE, MOST_CORRECTIONS, SourceCorrection
from amana.http.api.answer_shapes import Shown
from amana.http.api.requests import RequestIn
from amana.http.api.shapes import Body
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import AskedPlanActs, ServiceActs

_Category = Annotated[str, Field(min_length=1, max_length=64)]
_SourceName = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class PlannedTableIn(Shown):
    """What is found in a table, and what an erasure does to it."""

    table: str
    fate: str
    found: int
    own: int
    """Those of them that are the person's own; the rest is shared with others."""
    reason: str | None
    """Why something stays."""
    until: str | None
    """How long, as an ISO 8601 period."""


class PlannedSourceIn(Shown):
    """The plan of one source."""

    source: str
    version: int
    """Of its map."""
    fault: str | None
    """Why nothing could be counted there: the code of an error."""
    at: datetime
    tables: list[PlannedTableIn]


class PartIn(Shown):
    """What the request has to do in one source, and how that stands."""

    source: str
    version: int | None
    state: str
    attempts: int
    due_at: datetime | None
    fault: str | None
    counts: list[Mapping[str, object]]
    """What was done to each table, for the whole set of requests in which it was carried out."""
    kept: list[Mapping[str, object]]
    """What stays of this person."""
    at_most: list[Mapping[str, object]]
    """What passes did at most to each table whose end nobody saw, beside what ``counts`` says."""
    set_size: int
    read_back: int
    """How many looks there were afterwards."""
    done_at: datetime | None
    entry: UUID | None
    lifting: StrictBool
    """Whether marks of a restriction that is lifted are taken off there, and not put."""


class ToldIn(Shown):
    """A recipient of the data, and whether it was told of what the request did."""

    recipient: str
    contact: str | None
    state: str
    """``held`` until the request is done, ``waiting``, ``told``, ``answered``."""
    how: str
    """``mail``, ``http`` or ``by_hand``."""
    by_hand: StrictBool
    """Whether a person noted it."""
    fault: str | None
    told_at: datetime | None
    answered_at: datetime | None


class HowFar(RequestIn):
    """How far a request is. Whose it is stands nowhere in it."""

    plan: list[PlannedSourceIn]
    parts: list[PartIn]
    recipients: list[ToldIn]
    sources_done: int
    needs_somebody: StrictBool
    """Whether something failed that waits for a person."""
    over: StrictBool


class Correction(Body):
    """A new value of one column, in all rows there that are the person's own."""

    source: _Name
    table: _Name
    """Its id in the map."""
    column: _Name
    value: Annotated[str, Field(max_length=LONGEST_VALUE)] | None
    """``null`` empties it, where the column may be empty."""


class Corrections(Body):
    """What a correction is to set; it takes the place of what was noted before."""

    corrections: Annotated[list[Correction], Field(min_length=1, max_length=MOST_CORRECTIONS)]


class Categories(Body):
    """What an erasure in part is to erase; it takes the place of what was noted before."""

    categories: Annotated[frozenset[_Category], Field(min_length=1, max_length=500)]


def routes(acts: AskedPlanActs, api: ServiceActs) -> APIRouter:
    """Return the routes of plan and progress under ``/v1/requests/{asked}``."""
    router = APIRouter(prefix="/v1/requests/{asked}", route_class=StrictRoute)
    to_see = Depends(ServiceKey(Permission.SERVICE_REQUEST_READ, api))
    to_change = Depends(ServiceKey(Permission.SERVICE_REQUEST_WRITE, api))
    to_approve = Depends(ServiceKey(Permission.SERVICE_REQUEST_APPROVE, api))

    @router.get("/progress", response_model=HowFar)
    def progress(caller: Annotated[Caller, to_see], asked: UUID) -> Response:
        """Return how far a request is; looking so is no act, and can be done as often as needed."""
        return JSONResponse(progress_json(acts.progress(caller.service, asked)))

    @router.post("/plan", response_model=HowFar)
    def plan(caller: Annotated[Caller, to_change], asked: UUID) -> Response:
        """Count what the request will find in each source; nothing is changed there."""
        return JSONResponse(progress_json(acts.plan(caller.service, asked)))

    @router.post("/corrections", response_model=HowFar)
    def correct(caller: Annotated[Caller, to_change], asked: UUID, given: Corrections) -> Response:
        """Note which columns of the sources a correction is to set, before it is approved."""
        noted = [SourceCorrection(**each.model_dump()) for each in given.corrections]
        return JSONResponse(progress_json(acts.correct(caller.service, asked, noted)))

    @router.post("/categories", response_model=HowFar)
    def choose(caller: Annotated[Caller, to_change], asked: UUID, given: Categories) -> Response:
        """Note which categories of data an erasure in part is to erase, before it is approved."""
        return JSONResponse(progress_json(acts.choose(caller.service, asked, given.categories)))

    @router.post("/parts/{source}/retry", response_model=HowFar)
    def retry(caller: Annotated[Caller, to_change], asked: UUID, source: _SourceName) -> Response:
        """Try again what failed in a source, by the map that is in force now."""
        return JSONResponse(progress_json(acts.retry(caller.service, asked, source)))

    @router.post("/parts/{source}/give-up", response_model=HowFar)
    def give_up(
        caller: Annotated[Caller, to_approve], asked: UUID, source: _SourceName
    ) -> Response:
        """Leave undone what failed in a source: the request then ends in part."""
        return JSONResponse(progress_json(acts.give_up(caller.service, asked, source)))

    @router.post("/approve", response_model=HowFar)
    def approve(caller: Annotated[Caller, to_approve], asked: UUID) -> Response:
        """Carry a proven request out; our own records first, then the sources follow.

        Asked again it says how far it is, and begins nothing twice.
        """
        return JSONResponse(progress_json(acts.approve(caller.service, asked)))

    return router
