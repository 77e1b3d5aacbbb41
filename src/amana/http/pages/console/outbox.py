"""The outbox of a service: what waits, what failed and why, and another try."""

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.vocabulary.messages import CHANNELS, CLASSES
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service

_SHOWN: Final = {
    "waiting": ("waiting", "sending"),
    "failed": ("failed",),
    "refused": ("refused",),
    "sent": ("sent",),
}


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/outbox``."""
    router = APIRouter()
    acts = desk.platform.messages
    reader = Depends(desk.signed_in(Permission.STAFF_OUTBOX_READ))
    writer = Depends(desk.own_form(Permission.STAFF_OUTBOX_WRITE))

    def page(
        request: Request,
        service: str,
        language: Language,
        staff: Staff,
        *,
        state: str = "failed",
        before: UUID | None = None,
        error: AmanaError | None = None,
    ) -> Response:
        shown = acts.outbox(staff, service, states=_SHOWN[state], before=before)
        return desk.page(
            "outbox.html",
            request,
            language,
            staff=staff,
            error=error,
            values={
                "service": service,
                "tab": "outbox",
                "shown": shown,
                "state": state,
                "states": tuple(_SHOWN),
                "classes": CLASSES,
                "channels": CHANNELS,
                "may_retry": staff.may(Permission.STAFF_OUTBOX_WRITE, service),
            },
        )

    @router.get("/console/{service}/outbox")
    def show_outbox(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, reader],
        state: Literal["waiting", "failed", "refused", "sent"] = "failed",
        before: UUID | None = None,
    ) -> Response:
        """Show how the outbox stands; nothing of it says to whom or what."""
        return page(request, service, language, staff, state=state, before=before)

    @router.post("/console/{service}/outbox/{message}/retry")
    def retry(
        request: Request,
        service: Service,
        message: UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """Have a message tried again."""
        try:
            acts.retry(staff, service, message)
        except AmanaError as error:
            return page(request, service, language, staff, error=error)
        return after(f"/console/{service}/outbox", language, told="retried")

    return router
