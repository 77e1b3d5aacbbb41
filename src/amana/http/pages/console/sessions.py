"""Signing in with a one-time link, signing out, one's own sign-ins, and one's services."""

import uuid
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

    @router.get("/console/sign-ins")
    def show_sign_ins(
        request: Request,
        language: InLanguage,
        staff: Annotated[Staff, Depends(desk.signed_in(Permission.STAFF_SESSION_READ))],
    ) -> Response:
        """List one's own sign-ins of the last months, and the sessions that go on."""
        found = acts.sign_ins(staff)
        return desk.page(
            "sign_ins.html", request, language, staff=staff, values={"sign_ins": found}
        )

    @router.post("/console/sign-ins/{session}/end")
    def end_session(
        session: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, Depends(desk.own_form(Permission.STAFF_SESSION_DELETE))],
    ) -> Response:
        """End one of one's own sessions."""
        acts.end_own_session(staff, session)
        if str(session) == staff.session:
            return after("/console/sign-in", language)
        return after("/console/sign-ins", language, told="ended")

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
