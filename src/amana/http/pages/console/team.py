"""Who works on a service: the list, invitations, roles, links and others' sessions."""

import uuid
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.domain.errors import AmanaError
from amana.domain.staff import StaffRole
from amana.domain.words import Language
from amana.http.pages.console.desk import Desk, after
from amana.http.pages.public import InLanguage, Service
from amana.http.rendering import origin_of

_Role: TypeAlias = Annotated[StaffRole, Form()]


def routes(desk: Desk) -> APIRouter:
    """Return the routes under ``/console/{service}/team``."""
    router = APIRouter()
    _team_routes(router, desk)
    _member_routes(router, desk)
    return router


def _team_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.staff
    reader = Depends(desk.signed_in(Permission.STAFF_TEAM_READ))
    writer = Depends(desk.own_form(Permission.STAFF_TEAM_WRITE))

    @router.get("/console/{service}/team")
    def show_team(
        request: Request, service: Service, language: InLanguage, staff: Annotated[Staff, reader]
    ) -> Response:
        """List who works on the service, and who is invited."""
        return _team_page(desk, request, service, language, staff)

    @router.post("/console/{service}/team")
    def invite(
        request: Request,
        service: Service,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        name: Annotated[str, Form(max_length=300)],
        email: Annotated[str, Form(max_length=300)],
        role: _Role,
    ) -> Response:
        """Invite somebody; the page shows the link this once."""
        try:
            token = acts.invite(staff, service, name=name, email=email, role=role)
        except AmanaError as error:
            typed = {"name": name, "email": email, "role": role}
            return _team_page(desk, request, service, language, staff, error=error, typed=typed)
        return _team_page(desk, request, service, language, staff, token=token, invited=True)

    @router.post("/console/{service}/team/invitations/{invitation}/withdraw")
    def withdraw(
        service: Service,
        invitation: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """Withdraw an invitation that nobody took yet."""
        acts.withdraw_invitation(staff, service, invitation)
        return after(f"/console/{service}/team", language, told="withdrawn")


def _member_routes(router: APIRouter, desk: Desk) -> None:
    acts = desk.platform.staff
    writer = Depends(desk.own_form(Permission.STAFF_TEAM_WRITE))

    @router.post("/console/{service}/team/{member}/role")
    def change_role(
        request: Request,
        service: Service,
        member: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
        role: _Role,
    ) -> Response:
        """Give a member another role."""
        try:
            acts.change_role(staff, service, member, role=role)
        except AmanaError as error:
            return _team_page(desk, request, service, language, staff, error=error)
        return _after_change(service, language, told="role_changed", oneself=member == staff.id)

    @router.post("/console/{service}/team/{member}/remove")
    def remove(
        request: Request,
        service: Service,
        member: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """Take a member's role away."""
        try:
            acts.remove_member(staff, service, member)
        except AmanaError as error:
            return _team_page(desk, request, service, language, staff, error=error)
        return _after_change(service, language, told="removed", oneself=member == staff.id)

    @router.post("/console/{service}/team/{member}/link")
    def give_link(
        request: Request,
        service: Service,
        member: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """Make a one-time link for a member; the page shows it this once."""
        token = acts.give_link(staff, service, member)
        return _team_page(desk, request, service, language, staff, token=token)

    @router.post("/console/{service}/team/{member}/sessions/{session}/end")
    def end_session(
        service: Service,
        member: uuid.UUID,
        session: uuid.UUID,
        language: InLanguage,
        staff: Annotated[Staff, writer],
    ) -> Response:
        """End a session of somebody who works on the service."""
        acts.end_session(staff, service, member, session)
        if str(session) == staff.session:
            return after("/console/sign-in", language)
        return after(f"/console/{service}/team", language, told="ended")


def _team_page(
    desk: Desk,
    request: Request,
    service: str,
    language: Language,
    staff: Staff,
    *,
    token: str = "",
    invited: bool = False,
    typed: Mapping[str, object] | None = None,
    error: AmanaError | None = None,
) -> Response:
    """Show the team, with a link that was just made, or with what was wrong."""
    origin = desk.platform.reach.public_url or origin_of(request)
    link = f"{origin}/console/sign-in?token={token}" if token else ""
    return desk.page(
        "team.html",
        request,
        language,
        staff=staff,
        error=error,
        values={
            "service": service,
            "tab": "team",
            "team": desk.platform.staff.team(staff, service),
            "new_link": link,
            "invited": invited,
            "typed": typed or {"name": "", "email": "", "role": None},
        },
    )


def _after_change(service: str, language: Language, *, told: str, oneself: bool) -> Response:
    """Go back to the list; who changed their own role may not see it any more."""
    return after("/console" if oneself else f"/console/{service}/team", language, told=told)
