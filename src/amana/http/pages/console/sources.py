"""The sources of a service: their maps in plain words, the check, and a person's approval."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

_Name = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
_Version = Annotated[int, Form(ge=1, le=1_000_000)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/sources``."""
    router = APIRouter(prefix="/console/{service}/sources")
    _looking(router, desk)
    _deciding(router, desk)
    return router


def _page(
    desk: Desk,
    request: Request,
    service: str,
    language: Language,
    staff: Staff,
    name: str,
    *,
    version: int | None = None,
    error: AmanaError | None = None,
    fits: bool = False,
) -> Response:
    values = {
        "service": service,
        "tab": "sources",
        "seen": desk.platform.sources.source(staff, service, name, version=version),
        "fits": fits,
        "may_write": staff.may(Permission.STAFF_SOURCE_WRITE, service),
    }
    return desk.page("source.html", request, language, staff=staff, error=error, values=values)


def _looking(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.sources
    reader = Depends(desk.signed_in(Permission.STAFF_SOURCE_READ))

    @router.get("")
    def show_sources(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """Show the sources, and which of them requests reach."""
        values = {
            "service": service,
            "tab": "sources",
            "listed": acts.sources(staff, service),
        }
        return desk.page("sources.html", request, language, staff=staff, values=values)

    @router.get("/{name}")
    def show_source(
        request: Request,
        service: Service,
        name: _Name,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    ) -> Response:
        """Show a map as a table: how people are reached, and what an erasure does."""
        return _page(desk, request, service, language, staff, name, version=version)


def _deciding(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.sources
    checker = Depends(desk.own_form(Permission.STAFF_SOURCE_READ))
    writer = Depends(desk.own_form(Permission.STAFF_SOURCE_WRITE))

    @router.post("/{name}/check")
    def check(
        request: Request,
        service: Service,
        name: _Name,
        language: InLanguage,
        staff: Annotated[Staff, checker],
        version: _Version,
    ) -> Response:
        """Hold the map against the policy and the database; nothing is changed."""
        try:
            acts.check(staff, service, name, version)
        except AmanaError as error:
            return _page(
                desk, request, service, language, staff, name, version=version, error=error
            )
        return _page(desk, request, service, language, staff, name, version=version, fits=True)

    @router.post("/{name}/approve")
    def approve(
        request: Request,
        service: Service,
        name: _Name,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        version: _Version,
        sure: Annotated[Literal["yes"], Form()],
    ) -> Response:
        """Approve a map that fits: from here on requests change that database by it."""
        del sure  # a box that is not ticked sends nothing
        try:
            acts.approve(staff, service, name, version)
        except AmanaError as error:
            return _page(
                desk, request, service, language, staff, name, version=version, error=error
            )
        return after(f"/console/{service}/sources/{name}", language, told="approved")

    @router.post("/{name}/remove")
    def remove(
        request: Request,
        service: Service,
        name: _Name,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        sure: Annotated[Literal["yes"], Form()],
    ) -> Response:
        """Take the source off the list, with the way to it."""
        del sure  # a box that is not ticked sends nothing
        try:
            acts.remove(staff, service, name)
        except AmanaError as error:
            return _page(desk, request, service, language, staff, name, error=error)
        return after(f"/console/{service}/sources", language, told="removed")
