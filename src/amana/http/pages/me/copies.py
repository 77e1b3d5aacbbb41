"""The privacy centre: whole copies of one's data, prepared, fetched, and gone in time."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response

from amana.acts.copies.forms import CopyForm
from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError
from amana.http.copy_file import copy_file
from amana.http.pages.console.desk import after
from amana.http.pages.me.centre import Opened, OpenedPage, page
from amana.http.pages.me.desk import PersonDesk


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/copies``."""
    router = APIRouter(prefix="/{service}/me/copies")
    acts = desk.platform.own_copies
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    copier = Depends(desk.own_form(Permission.PERSON_COPY_READ))

    def shown(opened: OpenedPage, visitor: Visitor, error: AmanaError | None = None) -> Response:
        values = {"tab": "leave", "seen": acts.own(visitor), "forms": tuple(CopyForm)}
        return page(desk, "copies.html", opened, visitor, values, error=error)

    @router.get("")
    def show_copies(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show the person's copies, and how far they are."""
        return shown(opened, visitor)

    @router.post("")
    def ask_copy(opened: Opened, visitor: Annotated[Visitor, copier]) -> Response:
        """Have a copy prepared."""
        try:
            acts.ask(visitor, language=opened.language)
        except AmanaError as error:
            return shown(opened, visitor, error)
        return after(f"/{opened.service}/me/copies", opened.language, told="copying")

    @router.post("/file")
    def fetch_copy(
        opened: Opened,
        visitor: Annotated[Visitor, copier],
        asked: Annotated[UUID, Form()],
        form: Annotated[CopyForm, Form()],
    ) -> Response:
        """Hand out a copy; which one stands in the form, not in the address."""
        try:
            found = acts.fetch(visitor, asked, form=form.value)
        except AmanaError as error:
            return shown(opened, visitor, error)
        return copy_file(found, form, opened.language)

    return router
