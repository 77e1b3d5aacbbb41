"""An address of one's own, proven by a code: only then is one known by it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.identity.errors import CodeNotRight, NotProven, TooManyTries
from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError, Malformed
from amana.domain.person.identifiers import IdentifierKind
from amana.http.browser import address_of, counted_network
from amana.http.pages.console.desk import after
from amana.http.pages.me.centre import Opened, page
from amana.http.pages.me.desk import PersonDesk

_Address = Annotated[str, Form(max_length=320)]
_Code = Annotated[str, Form(max_length=60)]
_Ticket = Annotated[str, Form(max_length=200)]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/address``."""
    router = APIRouter(prefix="/{service}/me/address")
    acts = desk.platform.identity
    reader = Depends(desk.signed_in(Permission.PERSON_ADDRESS_WRITE))
    own = Depends(desk.own_form(Permission.PERSON_ADDRESS_WRITE))

    def shown(
        opened: Opened, visitor: Visitor, error: AmanaError | None = None, *, ticket: str = ""
    ) -> Response:
        kinds = acts.provable(visitor, desk.platform.ways.kinds)
        values = {"tab": "held", "kinds": kinds, "ticket": ticket}
        return page(desk, "address.html", opened, visitor, values, error=error)

    @router.get("")
    def show_addresses(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Ask for an address of one's own."""
        return shown(opened, visitor)

    @router.post("")
    def ask_to_prove(
        opened: Opened, visitor: Annotated[Visitor, own], address: _Address = ""
    ) -> Response:
        """Have a code sent there; the answer is the same whoever's address it is."""
        try:
            ticket = acts.ask_to_prove(
                visitor,
                kind=_kind(address),
                address=address,
                language=opened.language,
                network=_network(opened.request),
            )
        except (Malformed, TooManyTries, NotProven) as error:
            return shown(opened, visitor, error)
        return shown(opened, visitor, ticket=ticket)

    @router.post("/code")
    def prove_address(
        opened: Opened,
        visitor: Annotated[Visitor, own],
        ticket: _Ticket = "",
        code: _Code = "",
    ) -> Response:
        """Take the code; the person is known by the address from then on."""
        try:
            acts.prove_address(visitor, ticket=ticket, typed=code, network=_network(opened.request))
        except (CodeNotRight, TooManyTries) as error:
            return shown(opened, visitor, error, ticket=ticket)
        return after(f"/{opened.service}/me/held", opened.language)

    return router


def _kind(address: str) -> IdentifierKind:
    return IdentifierKind.EMAIL if "@" in address else IdentifierKind.PHONE


def _network(request: Request) -> str:
    return counted_network(address_of(request))
