"""Approve several requests of the queue by one word, over one plan of all of them."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from amana.acts.permissions import Permission
from amana.acts.requests.errors import UnknownChoice
from amana.acts.requests.together import MOST
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk
from amana.http.pages.console.faults import fault_words
from amana.http.pages.public import InLanguage, Service
from amana.http.rendering import link_to

_LONGEST: Final = 53
"""An id, and the mark of what was seen of it."""
_Ids = Annotated[list[UUID], Form(max_length=MOST)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/requests/together``."""
    router = APIRouter(prefix="/console/{service}/requests/together")
    acts = desk.platform.request_plans
    reader = Depends(desk.signed_in(Permission.STAFF_REQUEST_READ))
    planner = Depends(desk.own_form(Permission.STAFF_REQUEST_WRITE))
    approver = Depends(desk.own_form(Permission.STAFF_REQUEST_APPROVE))

    def page(
        request: Request,
        service: str,
        language: Language,
        staff: Staff,
        *,
        template: str = "together.html",
        values: dict[str, object],
        error: AmanaError | None = None,
    ) -> Response:
        given = {
            "service": service,
            "tab": "requests",
            "fault": partial(fault_words, language=language),
            "may_write": staff.may(Permission.STAFF_REQUEST_WRITE, service),
            "may_approve": staff.may(Permission.STAFF_REQUEST_APPROVE, service),
            **values,
        }
        return desk.page(template, request, language, staff=staff, error=error, values=given)

    @router.get("")
    def show_joint(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        chosen: Annotated[list[UUID] | None, Query(max_length=MOST)] = None,
    ) -> Response:
        """Show one plan over the requests that were chosen."""
        asked = chosen or []
        error = None if asked else UnknownChoice()
        query = {"chosen": [str(each) for each in asked]}
        values = {"joint": acts.joint(staff, service, asked), "query": query}
        return page(request, service, language, staff, values=values, error=error)

    @router.post("/plan")
    def make_plans(
        service: Service, language: InLanguage, staff: Annotated[Staff, planner], chosen: _Ids
    ) -> Response:
        """Make the plan of each of them; nothing is changed in any source."""
        acts.plan(staff, service, chosen)
        where = link_to(
            language,
            f"/console/{service}/requests/together",
            chosen=[str(each) for each in chosen],
            told="planned",
        )
        return RedirectResponse(where, HTTPStatus.SEE_OTHER)

    @router.post("/approve")
    def approve(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, approver],
        seen: Annotated[list[Annotated[str, Field(max_length=_LONGEST)]], Form(max_length=MOST)],
        sure: Annotated[Literal["yes"], Form()],
    ) -> Response:
        """Carry out each that stands as it was seen, and name those that do not."""
        del sure  # a box that is not ticked sends nothing
        done = acts.approve(staff, service, _read(seen))
        return page(
            request,
            service,
            language,
            staff,
            template="together_done.html",
            values={"done": done},
        )

    return router


def _read(seen: Sequence[str]) -> list[tuple[UUID, str]]:
    """Return ids and marks as the page's form sends them. Raises ``UnknownChoice``."""
    found = []
    for each in seen:
        identity, _, mark = each.partition(".")
        try:
            found.append((UUID(identity), mark))
        except ValueError:
            raise UnknownChoice from None
    return found
