"""The privacy centre: what the person asked for, how it stands, and asking."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response
from pydantic import StringConstraints

from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.acts.requests.errors import CategoriesMissing
from amana.acts.requests.receive import LONGEST_ABOUT
from amana.domain.errors import AmanaError
from amana.domain.request.states import WAYS, Step
from amana.domain.vocabulary.requests import KINDS, RefusalReason, RequestKind
from amana.http.pages.console.desk import after
from amana.http.pages.me.centre import Opened, OpenedPage, page
from amana.http.pages.me.desk import PersonDesk

_IN_PART: Final = RequestKind.PART_ERASURE
_Category = Annotated[str, StringConstraints(max_length=64)]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/requests``."""
    router = APIRouter(prefix="/{service}/me/requests")
    _asking_in_part(router, desk)
    acts = desk.platform.own_requests
    reader = Depends(desk.signed_in(Permission.PERSON_REQUEST_READ))
    writer = Depends(desk.own_form(Permission.PERSON_REQUEST_WRITE))

    @router.get("")
    def show_requests(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show what they asked for, and by when it is answered."""
        return _shown(desk, opened, visitor)

    @router.post("")
    def ask(
        opened: Opened,
        visitor: Annotated[Visitor, writer],
        kind: Annotated[RequestKind, Form()],
        about: Annotated[str, Form(max_length=LONGEST_ABOUT)] = "",
    ) -> Response:
        """Receive a request."""
        try:
            acts.ask(visitor, kind=kind, about=about.strip())
        except AmanaError as error:
            return _shown(desk, opened, visitor, error)
        return after(f"/{opened.service}/me/requests", opened.language, told="received")

    @router.post("/withdraw")
    def withdraw(
        opened: Opened, visitor: Annotated[Visitor, writer], asked: Annotated[UUID, Form()]
    ) -> Response:
        """Take a request back; which one stands in the form, not in the address."""
        try:
            acts.take_back(visitor, asked)
        except AmanaError as error:
            return _shown(desk, opened, visitor, error)
        return after(f"/{opened.service}/me/requests", opened.language, told="taken_back")

    return router


def _asking_in_part(router: APIRouter, desk: PersonDesk) -> None:
    writer = Depends(desk.own_form(Permission.PERSON_REQUEST_WRITE))

    @router.post("/in-part")
    def ask_in_part(
        opened: Opened,
        visitor: Annotated[Visitor, writer],
        category: Annotated[list[_Category] | None, Form(max_length=500)] = None,
    ) -> Response:
        """Receive a request to erase the data that was chosen."""
        try:
            if not category:
                raise CategoriesMissing
            desk.platform.own_requests.ask(
                visitor, kind=_IN_PART, about="", categories=frozenset(category)
            )
        except AmanaError as error:
            return _shown(desk, opened, visitor, error)
        return after(f"/{opened.service}/me/requests", opened.language, told="received")


def _shown(
    desk: PersonDesk, opened: OpenedPage, visitor: Visitor, error: AmanaError | None = None
) -> Response:
    values = {
        "tab": "requests",
        "seen": desk.platform.own_requests.own(visitor),
        "kinds": {id_: each for id_, each in KINDS.items() if each is not _IN_PART},
        "erasable": desk.platform.own_requests.erasable(visitor),
        "refusals": {each.value: each for each in RefusalReason},
        "can_go_back": frozenset(state for state, ways in WAYS.items() if Step.WITHDRAW in ways),
    }
    return page(desk, "requests.html", opened, visitor, values, error=error)
