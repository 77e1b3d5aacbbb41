"""The privacy centre: how things stand, choices, messages and channels, and the policy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form, Request, Response

from amana.acts.identity.visitor import Visitor
from amana.acts.me.choices import Switching
from amana.acts.permissions import Permission
from amana.domain.errors import AmanaError
from amana.http.pages.console.desk import after
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.public import InLanguage, Service


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """Which page of the centre was opened, of which service and in which language."""

    request: Request
    service: Service
    language: InLanguage


Opened: TypeAlias = Annotated[OpenedPage, Depends()]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me`` on which a person decides something."""
    router = APIRouter(prefix="/{service}/me")
    _overview_route(router, desk)
    _choice_routes(router, desk)
    _message_routes(router, desk)
    _policy_routes(router, desk)
    return router


def _overview_route(router: APIRouter, desk: PersonDesk) -> None:
    @router.get("")
    def show_overview(
        opened: Opened,
        visitor: Annotated[Visitor, Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))],
    ) -> Response:
        """Show how things stand."""
        seen = desk.platform.me.overview(visitor)
        return page(desk, "overview.html", opened, visitor, {"tab": "", "seen": seen})


def _choice_routes(router: APIRouter, desk: PersonDesk) -> None:
    acts = desk.platform.me
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    chooser = Depends(desk.own_form(Permission.PERSON_CHOICE_WRITE))

    def shown(opened: Opened, visitor: Visitor, error: AmanaError | None = None) -> Response:
        seen = acts.switches(visitor)
        values = {"tab": "choices", "seen": seen}
        return page(desk, "choices.html", opened, visitor, values, error=error)

    @router.get("/choices")
    def show_choices(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show each choice with its switch."""
        return shown(opened, visitor)

    @router.post("/choices")
    def choose(
        opened: Opened,
        visitor: Annotated[Visitor, chooser],
        given: Annotated[Switching, Depends(pressed)],
    ) -> Response:
        """Take the person at their word about a purpose."""
        return _switched(desk, opened, visitor, given, part="choices", shown=shown)


def _switched(
    desk: PersonDesk,
    opened: Opened,
    visitor: Visitor,
    given: Switching,
    *,
    part: str,
    shown: Callable[[Opened, Visitor, AmanaError], Response],
) -> Response:
    """Press a switch, and lead back to the page on which it stands; a refusal is told there."""
    try:
        done = desk.platform.me.switch(visitor, replace(given, site=desk.origin(opened.request)))
    except AmanaError as error:
        return shown(opened, visitor, error)
    told = "asked" if done.asked else "switched"
    return after(f"/{opened.service}/me/{part}", opened.language, told=told)


def _message_routes(router: APIRouter, desk: PersonDesk) -> None:
    acts = desk.platform.me
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    chooser = Depends(desk.own_form(Permission.PERSON_CHOICE_WRITE))

    def shown(opened: Opened, visitor: Visitor, error: AmanaError | None = None) -> Response:
        seen = acts.messages(visitor)
        values = {"tab": "messages", "seen": seen}
        return page(desk, "messages.html", opened, visitor, values, error=error)

    @router.get("/messages")
    def show_messages(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show the messages that come, and the channels."""
        return shown(opened, visitor)

    @router.post("/messages")
    def choose_channel(
        opened: Opened,
        visitor: Annotated[Visitor, chooser],
        given: Annotated[Switching, Depends(pressed)],
    ) -> Response:
        """Take the person at their word about a channel, or about a purpose of messages."""
        return _switched(desk, opened, visitor, given, part="messages", shown=shown)


def _policy_routes(router: APIRouter, desk: PersonDesk) -> None:
    acts = desk.platform.me
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    writer = Depends(desk.own_form(Permission.PERSON_ACCEPTANCE_WRITE))

    def shown(opened: Opened, visitor: Visitor, error: AmanaError | None = None) -> Response:
        seen = acts.acceptance(visitor)
        values = {"tab": "policy", "seen": seen}
        return page(desk, "policy.html", opened, visitor, values, error=error)

    @router.get("/policy")
    def show_acceptance(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show how the person stands to the policy."""
        return shown(opened, visitor)

    @router.post("/policy")
    def answer_policy(
        opened: Opened,
        visitor: Annotated[Visitor, writer],
        version: Annotated[int, Form(ge=1, le=1_000_000)],
        accepts: Annotated[bool, Form()],
    ) -> Response:
        """Accept the version that was shown, or decline it: then the way out opens."""
        try:
            acts.answer_policy(visitor, version=version, accepts=accepts, language=opened.language)
        except AmanaError as error:
            return shown(opened, visitor, error)
        if accepts:
            return after(f"/{opened.service}/me/policy", opened.language, told="accepted")
        return after(f"/{opened.service}/me/leave", opened.language, told="declined")


def pressed(
    language: InLanguage,
    about: Annotated[str, Form(max_length=120)],
    on: Annotated[bool, Form()],
    seen: Annotated[int, Form(ge=1, le=1_000_000)],
) -> Switching:
    """Return what a switch asks."""
    return Switching(about=about, on=on, seen=seen, language=language)


def page(
    desk: PersonDesk,
    template: str,
    opened: OpenedPage,
    visitor: Visitor,
    values: Mapping[str, object],
    *,
    error: AmanaError | None = None,
) -> Response:
    """Answer with a page of the centre."""
    return desk.page(
        template,
        opened.request,
        opened.language,
        service=opened.service,
        visitor=visitor,
        error=error,
        values=values,
    )
