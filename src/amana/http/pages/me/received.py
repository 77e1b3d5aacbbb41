"""The privacy centre: who received a person's data, and the partners whom they chose."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError
from amana.domain.vocabulary import RECIPIENTS
from amana.http.pages.console.desk import after
from amana.http.pages.me.centre import Opened, page
from amana.http.pages.me.desk import PersonDesk


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/received``."""
    router = APIRouter(prefix="/{service}/me")
    acts = desk.platform.own_sharing
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    chooser = Depends(desk.own_form(Permission.PERSON_CHOICE_WRITE))

    def shown(opened: Opened, visitor: Visitor, error: AmanaError | None = None) -> Response:
        values = {"tab": "received", "seen": acts.received(visitor), "kinds": RECIPIENTS}
        return page(desk, "received.html", opened, visitor, values, error=error)

    @router.get("/received")
    def show_received(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show who received the person's data: what, what for, when, and on which ground."""
        return shown(opened, visitor)

    @router.post("/received/end")
    def end_link(
        opened: Opened,
        visitor: Annotated[Visitor, chooser],
        recipient: Annotated[str, Form(max_length=63)],
    ) -> Response:
        """End a link to a partner: from then on nothing goes there."""
        try:
            acts.unlink(visitor, recipient)
        except AmanaError as error:
            return shown(opened, visitor, error)
        return after(f"/{opened.service}/me/received", opened.language, told="switched")

    return router
