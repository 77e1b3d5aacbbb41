"""Signing in with a one-time link, signing out, and the services that one works on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.http.browser import coming
from amana.http.gate import Anybody, check_origin, cookie_name
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage

_Token = Annotated[str, Query(max_length=200)]


def routes(desk: Desk) -> APIRouter:
    """Return the routes of ``/console`` itself."""
    router = APIRouter()
    acts, https = desk.platform.staff, desk.platform.https
    anybody = [Depends(Anybody(Permission.PUBLIC_SESSION_CREATE))]

    @router.get("/console/sign-in", dependencies=anybody)
    def offer_sign_in(request: Request, language: InLanguage, token: _Token = "") -> Response:
        """Show a button: opening a link must not use it up, since mail programs open links."""
        return desk.page("sign_in.html", request, language, staff=None, values={"token": token})

    @router.post("/console/sign-in", dependencies=anybody)
    def sign_in(
        request: Request, language: InLanguage, token: Annotated[str, Form(max_length=200)] = ""
    ) -> Response:
        """Use the link up, and begin a session."""
        check_origin(request)
        response = after("/console", language)
        response.set_cookie(
            cookie_name(https=https),
            acts.sign_in(token, coming(request, cookie_name(https=https))),
            httponly=True,
            secure=https,
            samesite="strict",
            path="/",
        )
        return response

    @router.post("/console/sign-out")
    def sign_out(
        language: InLanguage,
        staff: Annotated[Staff, Depends(desk.own_form(Permission.STAFF_SESSION_DELETE))],
    ) -> Response:
        """End the session."""
        acts.sign_out(staff)
        response = after("/", language)
        response.delete_cookie(
            cookie_name(https=https), secure=https, httponly=True, samesite="strict"
        )
        return response

    @router.get("/console")
    def show_services(
        request: Request,
        language: InLanguage,
        staff: Annotated[Staff, Depends(desk.signed_in(Permission.STAFF_SERVICE_READ))],
    ) -> Response:
        """List the services that one works on."""
        services = desk.platform.desk.services(staff)
        return desk.page(
            "services.html", request, language, staff=staff, values={"services": services}
        )

    return router
