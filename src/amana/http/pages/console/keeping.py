"""What is due, at the desk: what ends when, what is held back, and letting promises begin."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.retention.overdue import BLIND
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

_Promise = Annotated[str, Form(min_length=1, max_length=63)]
_WHY: Final = {code: f"keeping.why_{code.partition('.')[2]}" for code in BLIND}
"""In which words a place says why nothing ends there; other faults stand with their code."""


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/keeping``."""
    router = APIRouter(prefix="/console/{service}/keeping")
    acts = desk.platform.retention_desk
    reader = Depends(desk.signed_in(Permission.STAFF_RETENTION_READ))
    writer = Depends(desk.own_form(Permission.STAFF_RETENTION_WRITE))

    def page(
        request: Request,
        service: str,
        language: Language,
        staff: Staff,
        *,
        ahead: bool = False,
        error: AmanaError | None = None,
    ) -> Response:
        values = {
            "service": service,
            "tab": "keeping",
            "seen": acts.seen(staff, service, ahead=ahead),
            "ahead": ahead,
            "why": _WHY,
            "may_write": staff.may(Permission.STAFF_RETENTION_WRITE, service),
        }
        return desk.page("keeping.html", request, language, staff=staff, error=error, values=values)

    @router.get("")
    def show_keeping(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        *,
        ahead: Annotated[bool, Query()] = False,
    ) -> Response:
        """Show what is due and how each place stands; with ``ahead`` the next eight weeks."""
        return page(request, service, language, staff, ahead=ahead)

    @router.post("/start")
    def start(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        promise: _Promise,
        sure: Annotated[Literal["yes"], Form()],
    ) -> Response:
        """Let a promise end data, with a box that says that it is meant."""
        del sure  # a box that is not ticked sends nothing
        try:
            acts.start(staff, service, promise)
        except AmanaError as error:
            return page(request, service, language, staff, error=error)
        return after(f"/console/{service}/keeping", language, told="saved")

    return router
