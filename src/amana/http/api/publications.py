"""What people publish: handed in, changed and withdrawn for them, and what is public."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import ConfigDict, Field, StrictBool
from pydantic.config import JsonDict

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.acts.publications.shown import MOST, ShownPage
from amana.acts.publications.submit import Submitted
from amana.domain.ledger.entry import Json
from amana.domain.publication.content import LONGEST_TEXT, MOST_FIELDS, SHOWN_AS, Wish, content_of
from amana.http.api.answer_shapes import Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Id, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import PublicationActs, ServiceActs
from amana.storage.publications import PublicationRow

_Value: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
_Fields: TypeAlias = Annotated[dict[Id, _Value], Field(max_length=MOST_FIELDS)]
Kind: TypeAlias = Annotated[str, Query(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
_LAYLA: JsonDict = {
    "person": "customer-1042",
    "kind": "review",
    "for": "reviews",
    "words": {"opinion": "Came on time and did it well."},
    "name": {"name": "Layla"},
    "shown_as": "anonymous",
}


class WishIn(Body):
    """How its owner wants it seen."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"person": "customer-1042", "shown_as": "anonymous"}],
        }
    )

    person: Person
    shown_as: Literal["own_name", "anonymous"]
    with_contact: StrictBool = False


class SubmitIn(WishIn):
    """What is handed in, by the policy's categories of data."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LAYLA]})

    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
    for_: Annotated[Id, Field(alias="for")]
    words: _Fields
    name: Annotated[_Fields, Field(default_factory=dict)]
    contact: Annotated[_Fields, Field(default_factory=dict)]


class WithdrawIn(Body):
    """Whose it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": "customer-1042"}]})

    person: Person


class SubmittedOut(Shown):
    """Under which it is known to its owner's program; nobody else ever sees this id."""

    id: UUID
    state: str


class PublicOut(Shown):
    """What everybody sees of one."""

    handle: UUID
    kind: str
    words: dict[str, str]
    name: dict[str, str] | None
    contact: dict[str, str] | None


class PublicPage(Shown):
    """Some of what everybody sees. From ``next`` on is more."""

    publications: list[PublicOut]
    next: UUID | None


class OwnedOut(SubmittedOut):
    """What a person handed in, for themself."""

    kind: str
    purpose: str
    shown_as: str
    with_contact: bool
    handle: UUID | None
    words: dict[str, str]
    name: dict[str, str]
    contact: dict[str, str]
    submitted_at: datetime


class OwnedList(Shown):
    """All that a person handed in, the latest first."""

    publications: list[OwnedOut]


def routes(acts: PublicationActs, api: ServiceActs) -> APIRouter:
    """Return the routes of publications."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    to_create = Depends(ServiceKey(Permission.SERVICE_PUBLICATION_CREATE, api))
    to_read = Depends(ServiceKey(Permission.SERVICE_PUBLICATION_READ, api))
    to_write = Depends(ServiceKey(Permission.SERVICE_PUBLICATION_WRITE, api))
    keyed = Depends(OnceOf(api))

    @router.post("/publications", response_model=SubmittedOut)
    def submit(
        body: SubmitIn, caller: Annotated[Caller, to_create], once: Annotated[Once, keyed]
    ) -> Response:
        """Hand in what somebody wants to publish; nobody sees it before it is approved."""
        caller.check_purposes([body.for_])
        content = content_of(kind=body.kind, words=body.words, name=body.name, contact=body.contact)
        given = Submitted(person=body.person, purpose=body.for_, content=content, wish=_wish(body))

        def made() -> dict[str, Json]:
            return {"id": str(acts.submit(caller.service, given)), "state": "submitted"}

        return once.answer(caller, made)

    @router.get("/publications", response_model=PublicPage)
    def shown(
        caller: Annotated[Caller, to_read],
        kind: Kind | None = None,
        after: UUID | None = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    ) -> Response:
        """Return what everybody sees, and nothing else: for the service's own pages."""
        return public_json(acts.shown(caller.service, kind=kind, after=after, limit=limit))

    @router.post("/publications/owned", response_model=OwnedList)
    def owned(body: WithdrawIn, caller: Annotated[Caller, to_read]) -> Response:
        """Return what a person handed in, and how it stands: for themself."""
        rows = acts.owned(caller.service, person=body.person)
        return JSONResponse({"publications": [_owned(row) for row in rows]})

    @router.post("/publications/{publication}/wish", response_model=SubmittedOut)
    def change(publication: UUID, body: WishIn, caller: Annotated[Caller, to_write]) -> Response:
        """Show it under another name, or with or without contact, from now on."""
        state = acts.change(caller.service, publication, person=body.person, wish=_wish(body))
        return JSONResponse({"id": str(publication), "state": state.value})

    @router.post("/publications/{publication}/withdraw", response_model=SubmittedOut)
    def withdraw(
        publication: UUID, body: WithdrawIn, caller: Annotated[Caller, to_write]
    ) -> Response:
        """Let nobody see it from now on."""
        acts.withdraw(caller.service, publication, person=body.person)
        return JSONResponse({"id": str(publication), "state": "withdrawn"})

    return router


def public_json(page: ShownPage) -> JSONResponse:
    """Return what everybody sees; no copy of it may be kept on the way."""
    rows = [
        {
            "handle": str(row.handle),
            "kind": row.face.kind,
            "words": row.face.words,
            "name": row.face.name,
            "contact": row.face.contact,
        }
        for row in page.rows
    ]
    next_ = None if page.next is None else str(page.next)
    return JSONResponse(
        {"publications": rows, "next": next_}, headers={"cache-control": "no-store"}
    )


def _wish(body: WishIn) -> Wish:
    return Wish(shown_as=SHOWN_AS[body.shown_as], with_contact=body.with_contact)


def _owned(row: PublicationRow) -> dict[str, object]:
    content = row.owned.content
    return {
        "id": str(row.id),
        "state": row.state.value,
        "kind": content.kind,
        "purpose": row.purpose,
        "shown_as": row.wish.shown_as.value,
        "with_contact": row.wish.with_contact,
        "handle": None if row.handle is None else str(row.handle),
        "words": content.words,
        "name": content.name,
        "contact": content.contact,
        "submitted_at": row.submitted_at.isoformat(),
    }
