"""Signing in at a provider: away, back, and what it said, shown before it is taken over."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from amana.acts.permissions import Permission
from amana.domain.words import ARABIC, ENGLISH
from amana.http.errors import NotThere
from amana.http.gate import Anybody, check_origin
from amana.http.pages.console.desk import after
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.me.entrance import go_in
from amana.http.pages.public import InLanguage, Service
from amana.http.platform import PersonVouching

_LASTS_S: Final = 600
_AWAY: Final = "away"
_WORD: Final = "word"
_Answer = Annotated[str, Query(max_length=4_096)]
_Added = Annotated[str, Form(max_length=320)]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes under ``/<service>/me/sign-in/with``."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_SESSION_CREATE))])
    _going(router, desk)
    _confirming(router, desk)
    return router


def _going(router: APIRouter, desk: PersonDesk) -> None:
    """Add the way to a provider and back."""

    @router.post("/{service}/me/sign-in/with/{provider}")
    def leave(request: Request, service: Service, provider: str, language: InLanguage) -> Response:
        """Send the browser to the provider, with a secret of its own to come back with."""
        check_origin(request)
        there = _provider(desk, provider)
        secret = there.begin()
        address = there.address(
            secret, redirect=_back(desk, request, service, provider), language=language
        )
        response = RedirectResponse(address, status_code=303)
        kept = f"{provider}.{language}.{secret}"
        desk.keep_aside(response, service, _AWAY, kept, seconds=_LASTS_S)
        return response

    @router.get("/{service}/me/sign-in/with/{provider}/back")
    def come_back(
        request: Request,
        service: Service,
        provider: str,
        code: _Answer = "",
        state: _Answer = "",
        iss: _Answer | None = None,
    ) -> Response:
        """Take what the provider answered: a session, or its word to be confirmed."""
        there = _provider(desk, provider)
        # Each provider has a redirect address of its own: an answer to one is none to another
        # (RFC 9700, section 4.4.2). The cookie says to which this browser went.
        meant, spoken, secret = _parts(desk.kept_aside(request, service, _AWAY))
        language = ENGLISH if spoken == ENGLISH else ARABIC
        answer = {"code": code, "state": state} | ({} if iss is None else {"iss": iss})
        word = there.word(
            secret if meant == provider else "",
            redirect=_back(desk, request, service, provider),
            answer=answer,
        )
        came = desk.platform.identity.come_back(service, word, desk.coming(request, service))
        if came.session:
            response = go_in(desk, request, service, language, came.session)
        else:
            response = after(f"/{service}/me/sign-in/confirm", language)
            desk.keep_aside(response, service, _WORD, came.ticket, seconds=_LASTS_S)
        desk.drop_aside(response, service, _AWAY)
        return response


def _confirming(router: APIRouter, desk: PersonDesk) -> None:
    """Add what is shown first, and what is done once it is confirmed."""

    @router.get("/{service}/me/sign-in/confirm")
    def show_word(request: Request, service: Service, language: InLanguage) -> Response:
        """Show what the provider said, before anything of it is taken over."""
        ticket = desk.kept_aside(request, service, _WORD)
        word = desk.platform.identity.show_word(service, ticket)
        there = desk.platform.ways.providers.get(word.provider)
        return desk.page(
            "confirm.html",
            request,
            language,
            service=service,
            visitor=None,
            values={"word": word, "label": None if there is None else there.label},
        )

    @router.post("/{service}/me/sign-in/confirm")
    def confirm(
        request: Request,
        service: Service,
        language: InLanguage,
        name: _Added = "",
        email: _Added = "",
        phone: _Added = "",
    ) -> Response:
        """Take over what was shown, and what the person added, and begin a session."""
        check_origin(request)
        secret = desk.platform.identity.confirm_word(
            service,
            ticket=desk.kept_aside(request, service, _WORD),
            added={"name": name, "email": email, "phone": phone},
            coming=desk.coming(request, service),
        )
        response = go_in(desk, request, service, language, secret)
        desk.drop_aside(response, service, _WORD)
        return response


def _provider(desk: PersonDesk, name: str) -> PersonVouching:
    found = desk.platform.ways.providers.get(name)
    if found is None:
        raise NotThere
    return found


def _back(desk: PersonDesk, request: Request, service: str, provider: str) -> str:
    return f"{desk.origin(request)}/{service}/me/sign-in/with/{provider}/back"


def _parts(kept: str) -> tuple[str, str, str]:
    provider, _, rest = kept.partition(".")
    language, _, secret = rest.partition(".")
    return provider, language, secret
