"""The API keys of a service: made, shown once, revoked."""

import uuid
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import BaseModel, Field

from amana.acts.api_keys import BadKeyLimits, NewKey
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service


class WantedKey(BaseModel):
    """The form of a new key. What is left empty is no limit."""

    label: Annotated[str, Field(max_length=300)]
    may: Annotated[list[Ability], Field(max_length=len(Ability))] = []
    purposes: Annotated[str, Field(max_length=7_000)] = ""
    """Ids, with spaces or commas between them."""
    days: Annotated[str, Field(max_length=5)] = ""
    form_token: Annotated[str, Field(max_length=128)] = ""
    """Looked at by the gate of the form."""

    def new(self) -> NewKey:
        """Return the key that is to be made; raises ``BadName`` and ``BadKeyLimits``."""
        purposes = self.purposes.replace(",", " ").replace("\N{ARABIC COMMA}", " ").split()
        scope = KeyScope(
            abilities=frozenset(self.may) or None, purposes=frozenset(purposes) or None
        )
        return NewKey(label=self.label, scope=scope, lasts=_lasts(self.days.strip()))


def _lasts(days: str) -> timedelta | None:
    """Return how long; none where nothing was typed. Digits of any script are read."""
    if not days:
        return None
    if not days.isdecimal():
        raise BadKeyLimits
    return timedelta(days=int(days))


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
        wanted: Annotated[WantedKey, Form()],
    ) -> Response:
        """Make an API key; the page shows it this once."""
        try:
            key = acts.make_api_key(staff, service, wanted.new())
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
        values={
            "service": service,
            "tab": "keys",
            "keys": shown.keys,
            "new_key": key,
            "abilities": list(Ability),
            "now": shown.now,
        },
    )
