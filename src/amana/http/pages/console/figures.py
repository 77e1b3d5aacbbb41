"""Figures at the desk: how the promises stood day by day, and what people chose by purpose."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from amana.acts.figures.show import STEP
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.http.pages.console.desk import Desk
from amana.http.pages.public import InLanguage, Service


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/figures``."""
    router = APIRouter()
    reader = Depends(desk.signed_in(Permission.STAFF_FIGURES_READ))

    @router.get("/console/{service}/figures")
    def show_figures(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show how the promises stood day by day, and what people chose, in round numbers."""
        shown = desk.platform.watch.acts.figures(staff, service, desk.platform.zone)
        return desk.page(
            "figures.html",
            request,
            language,
            staff=staff,
            values={"service": service, "tab": "figures", "shown": shown, "step": STEP},
        )

    return router
