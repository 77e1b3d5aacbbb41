"""What people ask for about their data: received, listed by deadline, refused, extended."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import Field, StrictBool, model_validator

from amana.acts.caller import Caller
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.permissions import Permission
from amana.acts.requests.list_requests import RequestShown, restriction_json, row_json, told_json
from amana.acts.requests.receive import LONGEST_ABOUT, Asking, Received
from amana.domain.ledger.entry import Json
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.states import State
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import (
    DOORS,
    ExtensionReason,
    RefusalReason,
    RequestDoor,
    RequestKind,
)
from amana.http.api.answer_shapes import InBoth, Shown
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Body, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.names import FaultCode, SourceName
from amana.http.platform import RequestActs, ServiceActs
from amana.storage.requests import Wanted

_MOST = 200
_Category = Annotated[str, Field(min_length=1, max_length=64)]
_Address = Annotated[str, Field(min_length=1, max_length=320)]


class Ask(Body):
    """Somebody asks this, under one id or address."""

    kind: RequestKind
    person: Person | None = None
    email: _Address | None = None
    phone: _Address | None = None
    """In the international form."""
    guardian: Person | None = None
    """Who asks for them, where they are tied as their guardian."""
    about: Annotated[str, Field(max_length=LONGEST_ABOUT)] = ""
    """In their own words; sealed, and gone when they are erased."""
    purposes: Annotated[frozenset[Annotated[str, Field(max_length=64)]], Field(max_length=100)] = (
        frozenset()
    )
    """To which uses they object, or whose consent they withdraw; all that one can, if none."""
    categories: Annotated[frozenset[_Category], Field(max_length=500)] = frozenset()
    """Which data a ``part_erasure`` is to erase; they can be named later too."""
    proven_by: IdentityMeans | None = None
    """How you proved who asks; without it the request waits for that."""
    door: Literal["api", "email", "oral", "desk"] = "api"

    @model_validator(mode="after")
    def _one_way(self) -> "Ask":
        if sum(each is not None for each in (self.person, self.email, self.phone)) != 1:
            msg = "name the person by one of: person, email, phone"
            raise ValueError(msg)
        return self


class Refuse(Body):
    """Refuse it for this reason."""

    reason: RefusalReason


class Extend(Body):
    """Extend its term for this reason."""

    reason: ExtensionReason


class Taken(Shown):
    """The request stands: an answer of the same form for who is known and who is not.

    Asked again, only who is known has the same request: pass on neither that, nor its state.
    """

    request: UUID
    state: State
    safe_until: datetime
    """Answer before this instant, and the answer is in time."""
    latest_until: datetime
    """Later than ``safe_until`` where it is not certain which days count."""
    again: StrictBool
    """Whether the same is open already: then it is that request. Never so for a stranger."""


class RequestIn(Shown):
    """How a request stands; whose it is stands beside one that is asked for alone."""

    request: UUID
    kind: RequestKind
    door: RequestDoor
    state: State
    by_guardian: bool
    received_at: datetime
    safe_until: datetime
    latest_until: datetime
    law: str | None
    """The law that sets the term; none where a promise or we ourselves do."""
    article: str
    certain: bool
    """Whether the article was read; else it is told as unverified."""
    extended_at: datetime | None
    proven_at: datetime | None
    proven_by: str | None
    alone: StrictBool
    """Whether the member who noted the proof approved the erasure, too, for nobody else might."""
    fee: int | None
    """In the smallest unit of the currency."""
    currency: str | None
    reason: str | None
    ended_at: datetime | None
    late_at: datetime | None
    entry: UUID
    ended: UUID | None
    promises: list[str]
    laws: list[str]


class RestrictionIn(Shown):
    """How a restriction stands that was carried out in our own records."""

    begun_at: datetime
    announced_at: datetime | None
    """When the person was told that it will be lifted."""
    may_lift: StrictBool
    """Whether the letter left; where there is none, whether the centre showed it for seven days.

    Not before every source has put its marks, or was given up.
    """
    lifted_at: datetime | None
    marks_to_lift: int
    """In how many sources the marks have still to be taken off."""
    marks_lifted: int
    """In how many they are."""


class WholeRequest(RequestIn):
    """One request, with whose it is, and what they said."""

    person: str | None
    about: str
    authorities: list[InBoth]
    """To whom they can complain, by the laws that count."""
    confirm_until: datetime | None
    """By when a law wants receipt confirmed; none where none does."""
    confirmed_at: datetime | None
    repeats: int
    """How often the same person asked for the same kind within the year before."""
    excess: list[str]
    """Laws and articles by which too many requests can be refused; none unless all let one."""
    restriction: RestrictionIn | None
    """``None`` where nothing was restricted."""


class RequestsListed(Shown):
    """A page of requests, the first to be answered first."""

    requests: list[RequestIn]
    next: str | None


class Stands(Shown):
    """Where it stands now."""

    state: State


class Extended(Shown):
    """Its new term."""

    safe_until: datetime
    latest_until: datetime
    article: str


def routes(acts: RequestActs, api: ServiceActs) -> APIRouter:
    """Return the routes under ``/v1/requests``."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    _receiving(router, acts, api)
    _looking(router, acts, api)
    _moving(router, acts, api)
    return router


def _receiving(router: APIRouter, acts: RequestActs, api: ServiceActs) -> None:
    keyed = Depends(OnceOf(api))
    to_ask = Depends(ServiceKey(Permission.SERVICE_REQUEST_CREATE, api))

    @router.post("/requests", response_model=Taken)
    def receive(
        caller: Annotated[Caller, to_ask], once: Annotated[Once, keyed], body: Ask
    ) -> Response:
        """Receive what somebody asks; who is not known is answered in the same form."""

        def received() -> dict[str, Json]:
            return _taken(acts.receive(caller.service, _asking(body)))

        return once.answer(caller, received)


def _looking(router: APIRouter, acts: RequestActs, api: ServiceActs) -> None:
    to_see = Depends(ServiceKey(Permission.SERVICE_REQUEST_READ, api))

    @router.get("/requests", response_model=RequestsListed)
    def listed(
        caller: Annotated[Caller, to_see],
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
        state: State | None = None,
        kind: RequestKind | None = None,
        source: Annotated[SourceName | None, Query()] = None,
        fault: Annotated[FaultCode | None, Query()] = None,
        every: Annotated[bool, Query(alias="all")] = False,  # noqa: FBT002 - a query's own
    ) -> Response:
        """List requests by deadline; those that ended too where a state, or all, is asked for.

        ``source`` leaves those that have something to do there, ``fault`` those that it keeps.
        """
        wanted = Wanted(
            only_open=not every and state is None,
            state=state,
            kind=kind,
            source=source,
            fault=fault,
        )
        page = acts.listed(caller.service, after=cursor, limit=limit, wanted=wanted)
        return JSONResponse(
            {"requests": [row_json(each) for each in page.requests], "next": page.after}
        )

    @router.get("/requests/{asked}", response_model=WholeRequest)
    def one(caller: Annotated[Caller, to_see], asked: UUID) -> Response:
        """Return one request with whose it is and what they said."""
        return JSONResponse(_whole(acts.one(caller.service, asked)))


def _moving(router: APIRouter, acts: RequestActs, api: ServiceActs) -> None:
    keyed = Depends(OnceOf(api))
    to_change = Depends(ServiceKey(Permission.SERVICE_REQUEST_WRITE, api))

    @router.post("/requests/{asked}/refuse", response_model=Stands)
    def refuse(
        caller: Annotated[Caller, to_change],
        once: Annotated[Once, keyed],
        asked: UUID,
        body: Refuse,
    ) -> Response:
        """Refuse a request, for a reason that the person is told."""

        def refused() -> dict[str, Json]:
            return {"state": acts.refuse(caller.service, asked, body.reason).value}

        return once.answer(caller, refused)

    @router.post("/requests/{asked}/extend", response_model=Extended)
    def extend(
        caller: Annotated[Caller, to_change],
        once: Annotated[Once, keyed],
        asked: UUID,
        body: Extend,
    ) -> Response:
        """Extend the term once, before it is over, where every law that counts says so."""

        def extended() -> dict[str, Json]:
            term = acts.extend(caller.service, asked, body.reason)
            return {
                "safe_until": term.safe_until.isoformat(),
                "latest_until": term.latest_until.isoformat(),
                "article": term.article,
            }

        return once.answer(caller, extended)

    _lifting(router, acts, api)


def _lifting(router: APIRouter, acts: RequestActs, api: ServiceActs) -> None:
    keyed = Depends(OnceOf(api))
    to_approve = Depends(ServiceKey(Permission.SERVICE_REQUEST_APPROVE, api))

    @router.post("/requests/{asked}/announce-lifting", response_model=RestrictionIn)
    def announce_lifting(
        caller: Annotated[Caller, to_approve], once: Annotated[Once, keyed], asked: UUID
    ) -> Response:
        """Tell the person that their restriction will be lifted."""

        def announced() -> dict[str, Json]:
            return restriction_json(acts.announce_lifting(caller.service, asked)) or {}

        return once.answer(caller, announced)

    @router.post("/requests/{asked}/lift", response_model=RestrictionIn)
    def lift(
        caller: Annotated[Caller, to_approve], once: Annotated[Once, keyed], asked: UUID
    ) -> Response:
        """Lift a restriction, once the person was told that it will be."""

        def lifted() -> dict[str, Json]:
            return restriction_json(acts.lift(caller.service, asked)) or {}

        return once.answer(caller, lifted)


def _asking(body: Ask) -> Asking:
    address = None
    if body.email is not None:
        address = (IdentifierKind.EMAIL, body.email)
    elif body.phone is not None:
        address = (IdentifierKind.PHONE, body.phone)
    return Asking(
        kind=body.kind,
        door=DOORS[body.door],
        person=body.person,
        address=address,
        guardian=body.guardian,
        about=body.about,
        purposes=body.purposes,
        categories=body.categories,
        proven_by=None if body.proven_by is None else body.proven_by.value,
    )


def _taken(received: Received) -> dict[str, Json]:
    return {
        "request": str(received.request),
        "state": received.state.value,
        "safe_until": received.safe_until.isoformat(),
        "latest_until": received.latest_until.isoformat(),
        "again": received.again,
    }


def _whole(shown: RequestShown) -> dict[str, object]:
    return {
        **row_json(shown.row),
        "person": shown.person,
        "about": shown.about,
        **told_json(shown),
        "restriction": restriction_json(shown),
        "authorities": [{"ar": each.ar, "en": each.en} for each in shown.authorities],
    }
