"""Who was told of new versions, and which letters came in that a person is to see."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/letters``."""
    router = APIRouter()
    acts = desk.platform.mail
    reader = Depends(desk.signed_in(Permission.STAFF_LETTER_READ))
    writer = Depends(desk.own_form(Permission.STAFF_LETTER_WRITE))

    def page(
        request: Request,
        service: str,
        language: Language,
        staff: Staff,
        *,
        error: AmanaError | None = None,
    ) -> Response:
        return desk.page(
            "letters.html",
            request,
            language,
            staff=staff,
            error=error,
            values={
                "service": service,
                "tab": "letters",
                "shown": acts.reached(staff, service),
                "may_see": staff.may(Permission.STAFF_LETTER_WRITE, service),
            },
        )

    @router.get("/console/{service}/letters")
    def show_letters(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show who was told of new versions and who not, and what letters came in."""
        return page(request, service, language, staff)

    @router.post("/console/{service}/letters/{letter}/seen")
    def see(
        request: Request,
        service: Service,
        letter: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """Note that somebody saw to a letter."""
        try:
            acts.see(staff, service, letter)
        except AmanaError as error:
            return page(request, service, language, staff, error=error)
        return after(f"/console/{service}/letters", language, told="seen")

    return router
