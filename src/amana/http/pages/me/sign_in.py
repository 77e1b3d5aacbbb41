"""Signing in by a one-time code or a password: what is offered, asked for, and typed in."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.identity.errors import CodeNotRight, PasswordNotRight, TooManyTries
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError, Malformed
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.words import Language
from amana.http.browser import address_of, counted_network
from amana.http.errors import NotThere
from amana.http.gate import Anybody, check_origin
from amana.http.pages.console.desk import after
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.me.entrance import go_in
from amana.http.pages.public import InLanguage, Service

_CODE_S: Final = 900
_Address = Annotated[str, Form(max_length=320)]
_Password = Annotated[str, Form(max_length=400)]
_Code = Annotated[str, Form(max_length=60)]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes under ``/<service>/me/sign-in`` that need no provider."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_SESSION_CREATE))])
    _asking(router, desk, _Entrance(desk))
    _entering(router, desk, _Entrance(desk))
    return router


def _asking(router: APIRouter, desk: PersonDesk, entrance: "_Entrance") -> None:
    """Add what offers the ways to come in, and has a code sent."""

    @router.get("/{service}/me/sign-in")
    def offer_sign_in(request: Request, service: Service, language: InLanguage) -> Response:
        """Show the ways to come in."""
        return entrance.offer(request, service, language)

    @router.post("/{service}/me/sign-in")
    def ask_code(
        request: Request, service: Service, language: InLanguage, address: _Address = ""
    ) -> Response:
        """Have a code sent. The answer is the same whoever's address it is."""
        check_origin(request)
        try:
            ticket = desk.platform.identity.ask_code(
                service,
                kind=entrance.kind_of(address),
                address=address,
                language=language,
                network=_network(request),
            )
        except (Malformed, TooManyTries) as error:
            return entrance.offer(request, service, language, error=error, typed=address)
        response = after(f"/{service}/me/sign-in/code", language)
        desk.keep_aside(response, service, "code", ticket, seconds=_CODE_S)
        return response

    @router.get("/{service}/me/sign-in/code")
    def show_code_page(request: Request, service: Service, language: InLanguage) -> Response:
        """Ask for the code that was sent."""
        return entrance.ask_for_code(request, service, language)


def _entering(router: APIRouter, desk: PersonDesk, entrance: "_Entrance") -> None:
    """Add what takes a code or a password, and begins a session."""

    @router.post("/{service}/me/sign-in/code")
    def enter_code(
        request: Request, service: Service, language: InLanguage, code: _Code = ""
    ) -> Response:
        """Use the code up, and begin a session."""
        check_origin(request)
        try:
            secret = desk.platform.identity.sign_in_by_code(
                service,
                ticket=desk.kept_aside(request, service, "code"),
                typed=code,
                coming=desk.coming(request, service),
                network=_network(request),
            )
        except (CodeNotRight, TooManyTries) as error:
            return entrance.ask_for_code(request, service, language, error=error)
        response = go_in(desk, request, service, language, secret)
        desk.drop_aside(response, service, "code")
        return response

    @router.post("/{service}/me/sign-in/password")
    def enter_password(
        request: Request,
        service: Service,
        language: InLanguage,
        address: _Address = "",
        password: _Password = "",
    ) -> Response:
        """Compare the password, and begin a session."""
        check_origin(request)
        try:
            secret = desk.platform.passwords.sign_in(
                service,
                kind=IdentifierKind.EMAIL if "@" in address else IdentifierKind.PHONE,
                address=address,
                password=password,
                coming=desk.coming(request, service),
                network=_network(request),
            )
        except (Malformed, PasswordNotRight, TooManyTries) as error:
            return entrance.offer(request, service, language, error=error, typed=address)
        return go_in(desk, request, service, language, secret)


@dataclass(frozen=True, slots=True)
class _Entrance:
    """The pages at the entrance."""

    desk: PersonDesk

    def offer(
        self,
        request: Request,
        service: str,
        language: Language,
        *,
        error: AmanaError | None = None,
        typed: str = "",
    ) -> Response:
        """Show the ways to come in; an address that was typed stays."""
        platform = self.desk.platform
        return self.desk.page(
            "sign_in.html",
            request,
            language,
            service=service,
            visitor=None,
            error=error,
            values={
                "title": platform.identity.title(service),
                "kinds": platform.ways.kinds,
                "providers": platform.ways.named(),
                "passwords": platform.passwords.any(service),
                "typed": typed,
            },
        )

    def ask_for_code(
        self,
        request: Request,
        service: str,
        language: Language,
        *,
        error: AmanaError | None = None,
    ) -> Response:
        """Ask for the code that was sent."""
        return self.desk.page(
            "code.html", request, language, service=service, visitor=None, error=error, values={}
        )

    def kind_of(self, address: str) -> IdentifierKind:
        """Return what kind of address it is to be, among those to which codes can be sent."""
        kinds = self.desk.platform.ways.kinds
        if not kinds:
            raise NotThere
        meant = IdentifierKind.EMAIL if "@" in address else IdentifierKind.PHONE
        return meant if meant in kinds else next(iter(kinds))


def _network(request: Request) -> str:
    return counted_network(address_of(request))
