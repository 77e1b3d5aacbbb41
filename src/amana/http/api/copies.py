"""The copy that a request asks for: prepared, shown, and fetched for who proved who they are."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import StrictBool

from amana.acts.caller import Caller
from amana.acts.copies.asking import CopyShown
from amana.acts.copies.forms import CopyForm
from amana.acts.instants import at
from amana.acts.permissions import Permission
from amana.domain.ledger.entry import Json
from amana.domain.words import ARABIC, Language
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body
from amana.http.api.strict import StrictRoute
from amana.http.copy_file import copy_file
from amana.http.gate import ServiceKey
from amana.http.platform import CopyActs, ServiceActs

_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The copy, in the form that was asked for",
        "content": {
            form.media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for form in CopyForm
        },
    }
}


class Prepare(Body):
    """Have the copy prepared, with letters to the person in this language."""

    language: Language = ARABIC


class MissingIn(Shown):
    """A source that is not in the copy."""

    source: str
    since: datetime
    """When it was first asked in vain."""
    fault: str
    """The code of why."""


class CopyIn(Shown):
    """How the copy of a request stands."""

    copy_id: UUID
    asked_at: datetime
    done: int
    """So many places are read,"""
    sections: int | None
    """of so many; null before it was begun."""
    rows: int
    ready: StrictBool
    """Whether it can be fetched."""
    expires_at: datetime | None
    over: StrictBool
    """Whether its time is over, and its key destroyed."""
    fetched: int
    person_proven: StrictBool
    """Whether the person passed a check of who they are within the last hour.

    Else ``/file`` is refused: let them pass one by ``/v1/passwords/check`` or ``/v1/hand-overs``.
    """
    missing: list[MissingIn]
    """Sources that could not be read; with one the request stays open, and a whole copy follows."""


def routes(acts: CopyActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/requests/{asked}/copy``."""
    router = APIRouter(prefix="/v1/requests/{asked}/copy", route_class=StrictRoute)
    keyed = Depends(OnceOf(api))
    to_change = Depends(ServiceKey(Permission.SERVICE_REQUEST_WRITE, api))
    to_see = Depends(ServiceKey(Permission.SERVICE_REQUEST_READ, api))
    to_fetch = Depends(ServiceKey(Permission.SERVICE_COPY_READ, api))

    @router.post("", response_model=CopyIn)
    def prepare(
        caller: Annotated[Caller, to_change],
        once: Annotated[Once, keyed],
        asked: UUID,
        body: Prepare,
    ) -> Response:
        """Have the copy of a proven request prepared; one under way or ready is it."""

        def prepared() -> dict[str, Json]:
            return _shown(acts.ask(caller.service, asked, language=body.language))

        return once.answer(caller, prepared)

    @router.get("", response_model=CopyIn)
    def one(caller: Annotated[Caller, to_see], asked: UUID) -> Response:
        """Return how the copy of a request stands."""
        return JSONResponse(_shown(acts.one(caller.service, asked)))

    @router.get("/file", response_class=Response, responses=_FILE)
    def fetch(
        caller: Annotated[Caller, to_fetch],
        asked: UUID,
        form: Annotated[CopyForm, Query()] = CopyForm.JSON,
        language: Annotated[Language, Query()] = ARABIC,
    ) -> Response:
        """Fetch the copy, where the person passed a check of who they are within the last hour."""
        found = acts.fetch(caller.service, asked, form=form.value)
        return copy_file(found, form, language)

    return router


def _shown(copy: CopyShown) -> dict[str, Json]:
    return {
        "copy_id": str(copy.id),
        "asked_at": copy.asked_at.isoformat(),
        "done": copy.done,
        "sections": copy.sections,
        "rows": copy.rows,
        "ready": copy.ready,
        "expires_at": at(copy.expires_at),
        "over": copy.over,
        "fetched": copy.fetched,
        "person_proven": copy.proven,
        "missing": tuple(each.plain() for each in copy.missing),
    }
