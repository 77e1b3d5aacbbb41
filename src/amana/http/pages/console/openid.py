"""Signing in with the organisation's own account: away to its provider, and back."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from amana.acts.permissions import Permission
from amana.domain.words import ARABIC, ENGLISH
from amana.http.browser import coming
from amana.http.errors import NotThere
from amana.http.gate import Anybody, cookie_name
from amana.http.pages.console.desk import Desk
from amana.http.pages.public import InLanguage
from amana.http.platform import Vouching
from amana.http.rendering import origin_of

_PATH: Final = "/console/sign-in"
_BACK: Final = f"{_PATH}/openid/back"
_LASTS_S: Final = 600
_Answer = Annotated[str, Query(max_length=4_096)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/sign-in/openid``; without a provider nothing is there."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_SESSION_CREATE))])
    platform, https = desk.platform, desk.platform.https
    kept = "__Secure-amana-openid" if https else "amana-openid"

    @router.get("/console/sign-in/openid")
    def leave(request: Request, language: InLanguage) -> Response:
        """Send the browser to the provider, with a secret of its own to come back with."""
        provider = _provider(desk)
        secret = provider.begin()
        redirect = (platform.reach.public_url or origin_of(request)) + _BACK
        address = provider.address(secret, redirect=redirect, language=language)
        response = RedirectResponse(address, status_code=303)
        # Lax: the provider sends the browser back from another site.
        response.set_cookie(
            kept,
            f"{language}.{secret}",
            max_age=_LASTS_S,
            httponly=True,
            secure=https,
            samesite="lax",
            path=_PATH,
        )
        return response

    @router.get("/console/sign-in/openid/back")
    def come_back(
        request: Request,
        code: _Answer = "",
        state: _Answer = "",
        iss: _Answer | None = None,
    ) -> Response:
        """Take what the provider answered, and begin a session for a member."""
        provider = _provider(desk)
        answer = {"code": code, "state": state} | ({} if iss is None else {"iss": iss})
        # The provider gives the address back as it was registered, without the language.
        spoken, _, secret = request.cookies.get(kept, "").partition(".")
        language = ENGLISH if spoken == ENGLISH else ARABIC
        identity = provider.identity(
            secret,
            redirect=(platform.reach.public_url or origin_of(request)) + _BACK,
            answer=answer,
        )
        cookie = cookie_name(https=https)
        session = platform.staff.sign_in_as(identity, coming(request, cookie))
        # A page, no redirect: a redirect that began elsewhere would leave the strict cookie out.
        response = desk.page("signed_in.html", request, language, staff=None, values={})
        response.set_cookie(
            cookie, session, httponly=True, secure=https, samesite="strict", path="/"
        )
        response.delete_cookie(kept, path=_PATH, secure=https, httponly=True, samesite="lax")
        return response

    return router


def _provider(desk: Desk) -> Vouching:
    if desk.platform.openid is None:
        raise NotThere
    return desk.platform.openid
