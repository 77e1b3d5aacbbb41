"""Reading under an access: the one page of the console that shows people's data."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.access.read import ReadUnder
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.http.pages.console.access import here, list_page
from amana.http.pages.console.desk import Desk
from amana.http.pages.public import InLanguage, Service
from amana.wording.refusal import say_refusal


def routes(desk: Desk) -> APIRouter:
    """Return the route that reads. It is a form's, since each look is an act with evidence."""
    router = APIRouter()
    reader = Depends(desk.own_form(Permission.STAFF_ACCESS_USE))

    @router.post("/console/{service}/access/{access}/read")
    def read(
        request: Request,
        service: Service,
        access: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        person: Annotated[str, Form(max_length=300)] = "",
        whole: Annotated[bool, Form()] = False,  # noqa: FBT002 - a field of the form
        after: Annotated[uuid.UUID | None, Form()] = None,
    ) -> Response:
        """Show what may be seen under the access; each page shown is on the ledger."""
        given = ReadUnder(access=access, person=person.strip() or None, whole=whole, after=after)
        try:
            seen = desk.platform.access.read(staff, service, given=given)
        except AmanaError as error:
            return list_page(desk, request, service, language, staff, error=error)
        choices = desk.platform.access.choices(staff, service)
        return desk.page(
            "access_reading.html",
            request,
            language,
            staff=staff,
            values={
                **here(service),
                "seen": seen,
                "choices": choices,
                "refusals": tuple(say_refusal(each, language) for each in seen.answer.refusals),
            },
        )

    return router
