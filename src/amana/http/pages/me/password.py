"""One's own password, where the service has passwords: set, changed, set anew after a code."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.identity.errors import PasswordNotRight
from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError
from amana.domain.words import Language
from amana.http.pages.console.desk import after
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.public import InLanguage, Service
from amana.values.password import LONGEST, SHORTEST, UnusablePassword

_Password = Annotated[str, Form(max_length=400)]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/password``."""
    router = APIRouter()
    acts = desk.platform.passwords

    def page(
        request: Request, language: Language, visitor: Visitor, error: AmanaError | None = None
    ) -> Response:
        values = {"needs_old": acts.needs_old(visitor), "shortest": SHORTEST, "longest": LONGEST}
        return desk.page(
            "password.html",
            request,
            language,
            service=visitor.service,
            visitor=visitor,
            error=error,
            values=values,
        )

    @router.get("/{service}/me/password")
    def show_password(
        request: Request,
        service: Service,
        language: InLanguage,
        visitor: Annotated[Visitor, Depends(desk.signed_in(Permission.PERSON_PASSWORD_WRITE))],
    ) -> Response:
        """Ask for another password."""
        del service
        return page(request, language, visitor)

    @router.post("/{service}/me/password")
    def set_password(
        request: Request,
        service: Service,
        language: InLanguage,
        visitor: Annotated[Visitor, Depends(desk.own_form(Permission.PERSON_PASSWORD_WRITE))],
        old: _Password = "",
        new: _Password = "",
    ) -> Response:
        """Set it; all other sessions end."""
        try:
            acts.set_own(visitor, old=old, new=new)
        except (PasswordNotRight, UnusablePassword) as error:
            return page(request, language, visitor, error)
        return after(f"/{service}/me/sessions", language)

    return router
