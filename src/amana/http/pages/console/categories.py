"""Which data an erasure in part erases, chosen by staff before it is approved."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import StringConstraints

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

_Category = Annotated[str, StringConstraints(max_length=64)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes of ``/console/{service}/requests/{asked}/categories``."""
    router = APIRouter(prefix="/console/{service}/requests/{asked}/categories")
    acts = desk.platform.request_plans
    reader = Depends(desk.signed_in(Permission.STAFF_REQUEST_READ))
    writer = Depends(desk.own_form(Permission.STAFF_REQUEST_WRITE))

    def page(
        request: Request,
        service: str,
        asked: UUID,
        language: Language,
        staff: Staff,
        *,
        error: AmanaError | None = None,
    ) -> Response:
        values = {
            "service": service,
            "tab": "requests",
            "asked": asked,
            "seen": acts.erasable(staff, service, asked),
            "may_write": staff.may(Permission.STAFF_REQUEST_WRITE, service),
        }
        return desk.page(
            "request_categories.html", request, language, staff=staff, error=error, values=values
        )

    @router.get("")
    def show_categories(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, reader],
    ) -> Response:
        """Show what an erasure in part can erase, and what stays and why."""
        return page(request, service, asked, language, staff)

    @router.post("")
    def choose(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        category: Annotated[list[_Category] | None, Form(max_length=500)] = None,
    ) -> Response:
        """Note what was chosen, in place of what was noted before."""
        try:
            acts.choose(staff, service, asked, category or [])
        except AmanaError as error:
            return page(request, service, asked, language, staff, error=error)
        return after(f"/console/{service}/requests/{asked}", language, told="changed")

    return router
