"""Tables of figures over groups: released as they are declared, listed, and had as files."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import ConfigDict, Field

from amana.acts.aggregates.release import LONGEST_LABEL
from amana.acts.aggregates.showing import release_json
from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.domain.aggregate.table import MOST_BREAKDOWNS, MOST_CATEGORIES, Breakdown, Table
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Id
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import AggregateActs, ServiceActs
from amana.http.registers import TableForm, table_answer

_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,62}$")]
_Category = Annotated[str, Field(min_length=1, max_length=200)]
_Categories = Annotated[list[_Category], Field(min_length=1, max_length=MOST_CATEGORIES)]
_AT_ONCE: Final = 50
_MOST: Final = 100


class Release(Body):
    """Count people by these fields, and release the figures under this label."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "cities",
                    "record": "home",
                    "by": {"city": ["doha", "rayyan"]},
                    "to": "institute",
                    "for": "usage",
                    "label": "2026-11",
                }
            ]
        }
    )

    name: _Name
    """The table's name, under which it stays as it was first declared."""
    record: Id
    by: Annotated[dict[Id, _Categories], Field(min_length=1, max_length=MOST_BREAKDOWNS)]
    """Fields of the record, each with the categories that are counted apart."""
    to: Id
    """The recipient."""
    for_: Annotated[Id, Field(alias="for")]
    label: Annotated[str, Field(min_length=1, max_length=LONGEST_LABEL)]
    """Asked for again under it, the table is the same to the byte."""

    def table(self) -> Table:
        """Return the table; raises ``TableUnfit``."""
        return Table(
            name=self.name,
            record=self.record,
            by=tuple(Breakdown(field=it, categories=tuple(of)) for it, of in self.by.items()),
            to=self.to,
            for_=self.for_,
        )


class Released(Shown):
    """A release."""

    entry: UUID
    """Its ledger entry, by which it is had."""
    table: str
    label: str
    record: str
    to: str
    for_: Annotated[str, Field(alias="for")]
    at_least: int
    """The smallest group that was promised."""
    released_at: datetime
    sha256: str
    """Of the table as JSON, byte by byte."""


class ReleasedTables(Shown):
    """The latest first."""

    releases: list[Released]
    next: UUID | None
    """Where there are more: to be given as ``before``."""


class CountedBy(Shown):
    """A field, and the categories that are counted apart."""

    field: str
    categories: list[str]


class ReleasedTable(Shown):
    """The table as it left."""

    amana: int
    """The version of this form."""
    table: str
    label: str
    record: str
    by: list[CountedBy]
    to: str
    for_: Annotated[str, Field(alias="for")]
    at_least: int
    cells: list[list[str | int | None]]
    """A category of each field and the people; all of them is an empty category, a figure that is
    left out is null."""


_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}}
}


def routes(acts: AggregateActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/aggregates``."""
    router = APIRouter(prefix="/v1/aggregates", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    to_see = Depends(ServiceKey(Permission.SERVICE_AGGREGATE_READ, api))
    to_release = Depends(ServiceKey(Permission.SERVICE_AGGREGATE_CREATE, api))

    @router.get("", response_model=ReleasedTables)
    def listed(
        caller: Annotated[Caller, to_see],
        before: UUID | None = None,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = _AT_ONCE,
    ) -> Response:
        """List what was released, the latest first; with ``before``, from after that entry on."""
        found = acts.listed(caller.service, before=before, limit=limit)
        more = str(found[-1].entry) if len(found) == limit else None
        return JSONResponse({"releases": [release_json(each) for each in found], "next": more})

    @router.post("", response_model=Released)
    def release(
        caller: Annotated[Caller, to_release], once: Annotated[Once, keyed], body: Release
    ) -> Response:
        """Release a table; under a label that was used it is what was released then."""
        caller.check_purposes([body.for_])

        def done() -> dict[str, Any]:
            return release_json(acts.release(caller.service, body.table(), label=body.label))

        return once.answer(caller, done)

    @router.get("/{entry}", response_model=ReleasedTable, responses=_FILE)
    def one(
        caller: Annotated[Caller, to_see],
        entry: UUID,
        form: Annotated[TableForm, Query(alias="format")] = TableForm.JSON,
    ) -> Response:
        """Return a release as JSON or CSV, each time the same bytes."""
        return table_answer(acts.one(caller.service, entry), form)

    return router
