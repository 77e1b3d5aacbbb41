"""The API keys of a service: made, shown once, revoked."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/keys``."""
    router = APIRouter()
    acts = desk.platform.staff
    reader = Depends(desk.signed_in(Permission.STAFF_KEY_READ))
    writer = Depends(desk.own_form(Permission.STAFF_KEY_WRITE))

    @router.get("/console/{service}/keys")
    def show_keys(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """List the API keys of the service, never the keys themselves."""
        return _keys_page(desk, request, service, language, staff)

    @router.post("/console/{service}/keys")
    def make_key(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        label: Annotated[str, Form(max_length=300)],
    ) -> Response:
        """Make an API key; the page shows it this once."""
        try:
            key = acts.make_api_key(staff, service, label=label)
        except AmanaError as error:
            return _keys_page(desk, request, service, language, staff, error=error)
        return _keys_page(desk, request, service, language, staff, key=key)

    @router.post("/console/{service}/keys/{key}/revoke")
    def revoke_key(
        service: Service, key: uuid.UUID, language: InLanguage, staff: Annotated[Staff, writer]
    ) -> Response:
        """Revoke an API key: it opens nothing any more."""
        acts.revoke_api_key(staff, service, key)
        return after(f"/console/{service}/keys", language, told="revoked")

    return router


def _keys_page(
    desk: Desk,
    request: Request,
    service: str,
    language: Language,
    staff: Staff,
    *,
    key: str = "",
    error: AmanaError | None = None,
) -> Response:
    """Show the keys, with one that was just made, or with what was wrong."""
    shown = desk.platform.staff.api_keys(staff, service)
    return desk.page(
        "keys.html",
        request,
        language,
        staff=staff,
        error=error,
        values={"service": service, "tab": "keys", "keys": shown.keys, "new_key": key},
    )
