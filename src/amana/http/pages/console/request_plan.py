"""What a request does in the sources: its plan, how it goes on while one looks, and what failed."""

from functools import partial
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.console.faults import fault_words
from amana.http.pages.public import InLanguage, Service
from amana.http.rendering import link_to

PAUSES_S: Final = (2, 3, 5, 8, 13, 20, 30)
"""Between two looks, longer each time: nobody need hurry the page, and it hurries nobody."""
MOST_LOOKS: Final = 60
"""After which the page stops by itself: a tab that was forgotten asks no more."""
_SourceName = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]


def routes(desk: Desk) -> APIRouter:
    """Return the routes of plan and progress under ``/console/{service}/requests/{asked}``."""
    router = APIRouter(prefix="/console/{service}/requests/{asked}")
    acts = desk.platform.request_plans
    reader = Depends(desk.signed_in(Permission.STAFF_REQUEST_READ))
    writer = Depends(desk.own_form(Permission.STAFF_REQUEST_WRITE))
    approver = Depends(desk.own_form(Permission.STAFF_REQUEST_APPROVE))

    @router.get("/progress")
    def follow(
        request: Request,
        service: Service,
        asked: UUID,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        looked: Annotated[int, Query(ge=0, le=MOST_LOOKS)] = 0,
    ) -> Response:
        """Show how far it is, and look again by itself, which whoever asked for it can stop."""
        progress = acts.progress(staff, service, asked)
        going = not progress.over and looked < MOST_LOOKS
        pause = PAUSES_S[min(looked, len(PAUSES_S) - 1)]
        values = {
            "service": service,
            "tab": "requests",
            "progress": progress,
            "pause": pause if going else None,
            "fault": partial(fault_words, language=language),
            "may_write": staff.may(Permission.STAFF_REQUEST_WRITE, service),
            "may_approve": staff.may(Permission.STAFF_REQUEST_APPROVE, service),
        }
        page = desk.page("request_progress.html", request, language, staff=staff, values=values)
        if going:
            here = link_to(language, request.url.path, looked=looked + 1)
            page.headers["refresh"] = f"{pause};url={here}"
        return page

    @router.post("/plan")
    def make_plan(
        service: Service, asked: UUID, language: InLanguage, staff: Annotated[Staff, writer]
    ) -> Response:
        """Count what the request will find in each source; nothing is changed there."""
        acts.plan(staff, service, [asked])
        return after(f"/console/{service}/requests/{asked}", language, told="planned")

    @router.post("/parts/{source}/retry")
    def retry(
        service: Service,
        asked: UUID,
        source: _SourceName,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """Try again what failed in a source."""
        acts.retry(staff, service, asked, source)
        return after(f"/console/{service}/requests/{asked}/progress", language, told="retried")

    @router.post("/parts/{source}/give-up")
    def give_up(
        service: Service,
        asked: UUID,
        source: _SourceName,
        language: InLanguage,
        staff: Annotated[Staff, approver],
        sure: Annotated[Literal["yes"], Form()],
    ) -> Response:
        """Leave undone what failed in a source; the request then ends in part."""
        del sure  # a box that is not ticked sends nothing
        acts.give_up(staff, service, asked, source)
        return after(f"/console/{service}/requests/{asked}", language, told="changed")

    return router
