"""What a correction sets in the sources, written down by staff before it is approved."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import StringConstraints

from amana.acts.permissions import Permission
from amana.acts.requests.sought import LONGEST_VALUE, SourceCorrection
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

MOST_COLUMNS: Final = 2_000
"""Columns of a form."""
_Place = Annotated[str, StringConstraints(max_length=600, pattern=r"^[^/]+/[^/]+/.+$")]
"""Source, table and column."""
_Value = Annotated[str, StringConstraints(max_length=LONGEST_VALUE)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes of ``/console/{service}/requests/{asked}/corrections``."""
    router = APIRouter(prefix="/console/{service}/requests/{asked}/corrections")
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
            "columns": acts.correctable(staff, service),
            "longest": LONGEST_VALUE,
            "may_write": staff.may(Permission.STAFF_REQUEST_WRITE, service),
        }
        return desk.page(
            "request_corrections.html", request, language, staff=staff, error=error, values=values
        )

    @router.get("")
    def show_columns(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, reader],
    ) -> Response:
        """Show which columns of the sources a correction can set."""
        return page(request, service, asked, language, staff)

    @router.post("")
    def correct(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        column: Annotated[list[_Place], Form(max_length=MOST_COLUMNS)],
        value: Annotated[list[_Value], Form(max_length=MOST_COLUMNS)],
    ) -> Response:
        """Note what a correction is to set; a field that is left empty stays as it is."""
        try:
            acts.correct(staff, service, asked, _filled(column, value))
        except AmanaError as error:
            return page(request, service, asked, language, staff, error=error)
        return after(f"/console/{service}/requests/{asked}", language, told="changed")

    return router


def _filled(columns: list[str], values: list[str]) -> tuple[SourceCorrection, ...]:
    """Return the fields that somebody filled in; the form has one value for each column."""
    places = (place.split("/", 2) for place in columns)
    return tuple(
        SourceCorrection(source=source, table=table, column=column, value=value)
        for (source, table, column), value in zip(places, values, strict=False)
        if value
    )
