"""The sources of a service: their maps handed in, shown, held against the source, and approved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import Field, StrictBool

from amana.acts.caller import Caller
from amana.acts.instants import at
from amana.acts.permissions import Permission
from amana.acts.sources.by_program import Looked, ServiceReached
from amana.acts.sources.registry import LONGEST_MAP
from amana.domain.ledger.entry import Json
from amana.domain.source.registry import SourceEntry
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import AskedSourceActs, ServiceActs

_Name = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
_Number = Annotated[int, Field(ge=1, le=1_000_000)]


class ReachedIn(Body):
    """A service that answers for the people in it; how it does stands in the reference."""

    url: Annotated[str, Field(min_length=1, max_length=2_048)]
    """At an address of the open network; one that is not is for ``amana sources add``."""
    secret: Annotated[str, Field(min_length=1, max_length=200)]
    """``whsec_`` and the secret that both sign with. It is kept sealed and never shown again."""


class HandedIn(Body):
    """A map, and how its source is reached where that is new."""

    map: Annotated[str, Field(min_length=1, max_length=LONGEST_MAP)]
    """As a file of a source's map says it."""
    reached: ReachedIn | None = None
    """None for a source that is known: it gets its next map."""


class Which(Body):
    """This version of the map."""

    version: _Number


class SourceIn(Shown):
    """A source. How it is reached is never in it."""

    source: str
    kind: Literal["sql", "files", "http"]
    versions: int
    """How many maps it has had; the last one has this number."""
    approved: int | None
    """The version that is in force; until one is, the source is only read."""
    added_at: datetime
    approved_at: datetime | None
    approved_by: str | None


class SourcesIn(Shown):
    """The sources of the service, by name."""

    sources: list[SourceIn]


class SourceWithMap(SourceIn):
    """A source, and one version of its map."""

    version: int
    map: str


class Added(Shown):
    """The map stands, and nobody has approved it."""

    source: str
    version: int


class Fit(Shown):
    """Whether map, policy and source agree."""

    fits: StrictBool
    misfits: list[Mapping[str, object]]
    """In what map and source differ, each by a code and the names it speaks of."""
    fault: str | None
    """The code of why the source could not be looked at."""


class Removed(Shown):
    """The source is off the list, and the way to it forgotten."""

    removed: StrictBool


def routes(acts: AskedSourceActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/sources``."""
    router = APIRouter(prefix="/v1/sources", route_class=StrictRoute)
    _looking(router, acts, api)
    _handing_in(router, acts, api)
    _deciding(router, acts, api)
    return router


def _looking(router: APIRouter, acts: AskedSourceActs, api: ServiceActs) -> None:
    to_see = Depends(ServiceKey(Permission.SERVICE_SOURCE_READ, api))

    @router.get("", response_model=SourcesIn)
    def listed(caller: Annotated[Caller, to_see]) -> Response:
        """List the sources that requests reach, or will once their map is approved."""
        return JSONResponse({"sources": [_entry(each) for each in acts.sources(caller.service)]})

    @router.get("/{source}", response_model=SourceWithMap)
    def one(
        caller: Annotated[Caller, to_see],
        source: _Name,
        version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    ) -> Response:
        """Return a source with its latest map, or the version that is asked for."""
        seen = acts.source(caller.service, source, version=version)
        return JSONResponse({**_entry(seen.entry), "version": seen.version, "map": seen.text})

    @router.post("/{source}/check", response_model=Fit)
    def check(caller: Annotated[Caller, to_see], source: _Name, body: Which) -> Response:
        """Hold a map against the policy in force and the source; nothing is changed."""
        return JSONResponse(_fit(acts.check(caller.service, source, body.version)))


def _handing_in(router: APIRouter, acts: AskedSourceActs, api: ServiceActs) -> None:
    keyed = Depends(OnceOf(api))
    to_write = Depends(ServiceKey(Permission.SERVICE_SOURCE_WRITE, api))

    @router.post("", response_model=Added)
    def hand_in(
        caller: Annotated[Caller, to_write], once: Annotated[Once, keyed], body: HandedIn
    ) -> Response:
        """Hand in a map; until it is approved nothing is changed by it.

        A new source has to be a service that answers over the open network. Databases and folders
        of files are added by who runs the machine, and get their next maps here too.
        """
        reached = None
        if body.reached is not None:
            reached = ServiceReached(url=body.reached.url, secret=body.reached.secret)

        def added() -> dict[str, Json]:
            noted = acts.hand_in(caller.service, body.map, reached)
            return {"source": noted.name, "version": noted.version}

        return once.answer(caller, added)


def _deciding(router: APIRouter, acts: AskedSourceActs, api: ServiceActs) -> None:
    keyed = Depends(OnceOf(api))
    to_approve = Depends(ServiceKey(Permission.SERVICE_SOURCE_APPROVE, api))

    @router.post("/{source}/approve", response_model=SourceIn)
    def approve(caller: Annotated[Caller, to_approve], source: _Name, body: Which) -> Response:
        """Approve a map that fits: from here on requests change the source by it.

        Asked again it says how the source stands, and approves nothing twice.
        """
        return JSONResponse(_entry(acts.approve(caller.service, source, body.version)))

    @router.post("/{source}/remove", response_model=Removed)
    def remove(
        caller: Annotated[Caller, to_approve], once: Annotated[Once, keyed], source: _Name
    ) -> Response:
        """Take a source off the list in which no request has anything left to do."""

        def removed() -> dict[str, Json]:
            acts.remove(caller.service, source)
            return {"removed": True}

        return once.answer(caller, removed)


def _entry(entry: SourceEntry) -> dict[str, Json]:
    return {
        "source": entry.name,
        "kind": entry.kind.value,
        "versions": entry.versions,
        "approved": entry.approved,
        "added_at": entry.added_at.isoformat(),
        "approved_at": at(entry.approved_at),
        "approved_by": entry.approved_by,
    }


def _fit(looked: Looked) -> dict[str, object]:
    return {
        "fits": not looked.misfits and looked.fault is None,
        "misfits": [{"code": each.code, **each.fields} for each in looked.misfits],
        "fault": looked.fault,
    }
