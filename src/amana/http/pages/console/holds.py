"""Legal holds in the console, and what came back of those who were erased."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.holding.holds import LONGEST_REASON
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.source.holding import HeldScope
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

_Name = Annotated[str, Form(max_length=200)]
_Reason = Annotated[str, Form(max_length=LONGEST_REASON)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/holds``."""
    router = APIRouter(prefix="/console/{service}/holds")
    acts = desk.platform.holds
    reader = Depends(desk.signed_in(Permission.STAFF_HOLD_READ))
    writer = Depends(desk.own_form(Permission.STAFF_HOLD_WRITE))

    def page(
        request: Request,
        service: str,
        language: Language,
        staff: Staff,
        error: AmanaError | None = None,
    ) -> Response:
        values = {
            "service": service,
            "tab": "holds",
            "seen": acts.seen(staff, service),
            "longest": LONGEST_REASON,
            "may_write": staff.may(Permission.STAFF_HOLD_WRITE, service),
        }
        return desk.page("holds.html", request, language, staff=staff, error=error, values=values)

    @router.get("")
    def show_holds(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show what may not be erased for now, and what came back."""
        return page(request, service, language, staff)

    @router.post("")
    def put(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        again_on: Annotated[date, Form()],
        reason: _Reason,
        person: _Name = "",
        category: _Name = "",
        source: _Name = "",
        table: _Name = "",
    ) -> Response:
        """Put a hold; a field that is left empty names nothing."""
        scope = HeldScope(
            category=category.strip() or None,
            source=source.strip() or None,
            table=table.strip() or None,
            reason=reason,
            again_on=again_on,
        )
        try:
            acts.put(staff, service, scope, person=person.strip() or None)
        except AmanaError as error:
            return page(request, service, language, staff, error)
        return after(f"/console/{service}/holds", language, told="saved")

    @router.post("/lift")
    def lift(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        hold: Annotated[UUID, Form()],
        sure: Annotated[Literal["yes"], Form()],
        reason: _Reason = "",
    ) -> Response:
        """Lift a hold, with a reason and a box that says that it is meant."""
        del sure  # a box that is not ticked sends nothing
        try:
            acts.lift(staff, service, hold, reason=reason)
        except AmanaError as error:
            return page(request, service, language, staff, error)
        return after(f"/console/{service}/holds", language, told="hold_lifted")

    return router
