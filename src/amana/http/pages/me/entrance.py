"""The way to the entrance and back: who is not signed in signs in first, then sees their page.

Where to go back stands in a cookie, by the name of a part of the centre: no address comes from
outside, so that nobody is sent elsewhere.
"""

from typing import Final

from fastapi import FastAPI, Request, Response

from amana.domain.words import Language
from amana.http.errors import PersonNotSignedIn
from amana.http.pages.console.desk import after
from amana.http.pages.me.desk import TABS, PersonDesk
from amana.http.person_gate import person_secret
from amana.http.problems import language_of, respond

_BACK: Final = "back"
_LASTS_S: Final = 1_800


def lead_to_sign_in(app: FastAPI, desk: PersonDesk) -> None:
    """Send who opens a page of the centre unknown to the entrance; refuse their forms as before."""

    def lead(request: Request, error: Exception) -> Response:
        if request.method != "GET" or "service" not in request.path_params:
            return respond(request, error, desk.renderer)
        service = request.path_params["service"]
        response = after(f"/{service}/me/sign-in", language_of(request))
        part = request.url.path.removeprefix(f"/{service}/me").removeprefix("/")
        if part in TABS:
            desk.keep_aside(response, service, _BACK, part, seconds=_LASTS_S)
        if person_secret(request, service, https=desk.platform.https):
            # A session that is nobody's: counted as one (http/limits.py), and not shown again.
            request.scope["amana.stranger"] = True
            desk.forget(response, service)
        return response

    app.add_exception_handler(PersonNotSignedIn, lead)


def go_in(
    desk: PersonDesk, request: Request, service: str, language: Language, secret: str
) -> Response:
    """Give the browser its session, and lead it to the page that it came for."""
    part = desk.kept_aside(request, service, _BACK)
    way = f"/{part}" if part in TABS and part else ""
    response = after(f"/{service}/me{way}", language)
    desk.keep(response, service, secret)
    desk.drop_aside(response, service, _BACK)
    return response
