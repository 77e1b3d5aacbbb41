"""How the system stands that serves a service: health, ledger, jobs, tasks, alarms."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.http.pages.console.desk import Desk
from amana.http.pages.public import InLanguage, Service


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/operations``."""
    router = APIRouter()
    acts = desk.platform.watch.acts
    reader = Depends(desk.signed_in(Permission.STAFF_OPERATIONS_READ))

    @router.get("/console/{service}/operations")
    def show_operations(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show how the parts that serve this service stand, and what alarms fire."""
        shown = acts.operations(staff, service)
        return desk.page(
            "operations.html",
            request,
            language,
            staff=staff,
            values={"service": service, "tab": "operations", "shown": shown},
        )

    return router
