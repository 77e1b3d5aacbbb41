"""The recipients of one request at the desk: what to tell them, and that they were told."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.permissions import Permission
from amana.acts.recipients.telling_words import Letter
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/requests/{asked}/recipients``."""
    router = APIRouter(prefix="/console/{service}/requests/{asked}/recipients")
    acts = desk.platform.request_desk
    writer = Depends(desk.own_form(Permission.STAFF_REQUEST_WRITE))

    @router.post("/letter")
    def show_letter(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        recipient: Annotated[str, Form(max_length=100)],
    ) -> Response:
        """Show what to tell a recipient, and note that it was read."""
        try:
            letter = acts.recipient_letter(staff, service, asked, recipient)
        except AmanaError as error:
            values = _page_of(service, asked)
            return desk.page(
                "recipient_letter.html", request, language, staff=staff, error=error, values=values
            )
        values = _page_of(service, asked, letter)
        return desk.page("recipient_letter.html", request, language, staff=staff, values=values)

    @router.post("/{deed}")
    def note(
        request: Request,
        service: Service,
        asked: UUID,
        deed: Literal["told", "answered"],
        language: InLanguage,
        staff: Annotated[Staff, writer],
        recipient: Annotated[str, Form(max_length=100)],
    ) -> Response:
        """Note that a recipient was told, or answered."""
        do = acts.recipient_told if deed == "told" else acts.recipient_answered
        try:
            do(staff, service, asked, recipient)
        except AmanaError as error:
            values = _page_of(service, asked)
            return desk.page(
                "recipient_letter.html", request, language, staff=staff, error=error, values=values
            )
        return after(f"/console/{service}/requests/{asked}", language, told="changed")

    return router


def _page_of(service: str, asked: UUID, letter: Letter | None = None) -> dict[str, object]:
    return {"service": service, "tab": "requests", "asked": asked, "letter": letter}
