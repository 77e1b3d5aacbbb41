"""The pages that a letter leads to where a consent is to be confirmed: one button, or a code.

A GET changes nothing: mail programs and scanners open links. No session is needed: who has the
code got the letter.
"""

from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form, Path, Request, Response

from amana.acts.me.confirming import Confirmed
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError
from amana.domain.words import Words
from amana.http.gate import Anybody, check_origin
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.public import InLanguage, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What the link of a letter confirms."""

    code: str = field(repr=False)
    purposes: tuple[Words, ...]


LetterCode: TypeAlias = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/confirm``."""
    router = APIRouter()
    reader = Depends(Anybody(Permission.PUBLIC_CONFIRMATION_READ))
    writer = Depends(Anybody(Permission.PUBLIC_CONFIRMATION_CREATE))

    def shown(
        request: Request,
        service: str,
        language: InLanguage,
        *,
        done: Confirmed | None = None,
        waits: Waits | None = None,
        error: AmanaError | None = None,
    ) -> Response:
        answer = desk.page(
            "confirm_choice.html",
            request,
            language,
            service=service,
            visitor=None,
            error=error,
            values={"done": done, "waits": waits},
        )
        answer.headers["x-robots-tag"] = "noindex"
        # The code stands in the address. With `no-referrer` the form would come without its origin.
        answer.headers["referrer-policy"] = "strict-origin"
        return answer

    @router.get("/{service}/me/confirm", dependencies=[reader])
    def show_confirmation(request: Request, service: Service, language: InLanguage) -> Response:
        """Ask for the code of the letter; nothing changes."""
        return shown(request, service, language)

    @router.get("/{service}/me/confirm/{code}", dependencies=[reader])
    def show_link(
        request: Request, service: Service, language: InLanguage, code: LetterCode
    ) -> Response:
        """Show what the letter's link confirms, with one button; nothing changes."""
        try:
            names = desk.platform.me.to_confirm(service, code=code)
        except AmanaError as error:
            return shown(request, service, language, error=error)
        return shown(request, service, language, waits=Waits(code=code, purposes=names))

    @router.post("/{service}/me/confirm", dependencies=[writer])
    def confirm_choice(
        request: Request,
        service: Service,
        language: InLanguage,
        code: Annotated[str, Form(max_length=100)] = "",
    ) -> Response:
        """Let the consent count that waits for this code."""
        check_origin(request)
        try:
            done = desk.platform.me.confirm(service, code=code)
        except AmanaError as error:
            return shown(request, service, language, error=error)
        return shown(request, service, language, done=done)

    return router
