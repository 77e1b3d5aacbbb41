"""Coming in by a hand-over, one's own sign-ins, and going."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.http.gate import Anybody
from amana.http.pages.console.desk import after
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.public import InLanguage, Service


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of sessions under ``/<service>/me``."""
    router = APIRouter()
    acts = desk.platform.identity
    anybody = [Depends(Anybody(Permission.PUBLIC_SESSION_CREATE))]

    @router.post("/{service}/me/hand-over", dependencies=anybody)
    def come_by_hand_over(
        request: Request,
        service: Service,
        language: InLanguage,
        ticket: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        """Use a ticket up. The form comes from the service's own site: the ticket is its word."""
        secret = acts.sign_in_by_hand_over(service, ticket, desk.coming(request, service))
        response = after(f"/{service}/me", language)
        desk.keep(response, service, secret)
        return response

    @router.get("/{service}/me/sessions")
    def show_sessions(
        request: Request,
        service: Service,
        language: InLanguage,
        visitor: Annotated[Visitor, Depends(desk.signed_in(Permission.PERSON_SESSION_READ))],
    ) -> Response:
        """List one's own sign-ins of the last months, and the sessions that go on."""
        return desk.page(
            "sessions.html",
            request,
            language,
            service=service,
            visitor=visitor,
            values={"tab": "sessions", "sign_ins": acts.sign_ins(visitor)},
        )

    @router.post("/{service}/me/sessions/{session}/end")
    def end_session(
        service: Service,
        session: uuid.UUID,
        language: InLanguage,
        visitor: Annotated[Visitor, Depends(desk.own_form(Permission.PERSON_SESSION_DELETE))],
    ) -> Response:
        """End one of one's own sessions."""
        acts.end_session(visitor, session)
        own = str(session) == visitor.session
        response = after(f"/{service}/me/{'sign-in' if own else 'sessions'}", language)
        if own:
            desk.forget(response, service)
        return response

    @router.post("/{service}/me/sign-out")
    def sign_out(
        service: Service,
        language: InLanguage,
        visitor: Annotated[Visitor, Depends(desk.own_form(Permission.PERSON_SESSION_DELETE))],
    ) -> Response:
        """End the session."""
        acts.sign_out(visitor)
        response = after(f"/{service}/privacy", language)
        desk.forget(response, service)
        return response

    return router
