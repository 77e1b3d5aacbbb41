"""The queue of what waits to be published: each is approved, or refused with a reason."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.permissions import Permission
from amana.acts.publications.judge import LONGEST_REASON
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/publications``."""
    router = APIRouter(prefix="/console/{service}/publications")
    acts = desk.platform.moderation
    reader = Depends(desk.signed_in(Permission.STAFF_PUBLICATION_READ))
    judge = Depends(desk.own_form(Permission.STAFF_PUBLICATION_JUDGE))

    def page(
        request: Request,
        service: str,
        language: Language,
        staff: Staff,
        *,
        error: AmanaError | None = None,
    ) -> Response:
        values = {
            "service": service,
            "tab": "publications",
            "waiting": acts.waiting(staff, service),
            "may_judge": staff.may(Permission.STAFF_PUBLICATION_JUDGE, service),
        }
        return desk.page(
            "publications.html", request, language, staff=staff, error=error, values=values
        )

    @router.get("")
    def show(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """List what waits, the oldest first."""
        return page(request, service, language, staff)

    @router.post("/{asked}/approve")
    def approve(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, judge],
    ) -> Response:
        """Let everybody see it."""
        try:
            acts.approve(staff, service, asked)
        except AmanaError as error:
            return page(request, service, language, staff, error=error)
        return after(f"/console/{service}/publications", language, told="approved")

    @router.post("/{asked}/refuse")
    def refuse(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, judge],
        reason: Annotated[str, Form(min_length=1, max_length=LONGEST_REASON)],
    ) -> Response:
        """Refuse it, with a reason."""
        try:
            acts.refuse(staff, service, asked, reason=reason)
        except AmanaError as error:
            return page(request, service, language, staff, error=error)
        return after(f"/console/{service}/publications", language, told="refused")

    return router
