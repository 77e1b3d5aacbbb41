"""The privacy centre: the sharing that was announced to a person, and what they want of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response

from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.domain.announced.reach import Answer, Standing
from amana.domain.errors import AmanaError
from amana.http.pages.console.desk import after
from amana.http.pages.me.centre import Opened, page
from amana.http.pages.me.desk import PersonDesk


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/announced``."""
    router = APIRouter(prefix="/{service}/me")
    acts = desk.platform.sharing_notices
    reader = Depends(desk.signed_in(Permission.PERSON_CENTRE_READ))
    chooser = Depends(desk.own_form(Permission.PERSON_CHOICE_WRITE))

    def shown(opened: Opened, visitor: Visitor, error: AmanaError | None = None) -> Response:
        values = {"tab": "announced", "seen": acts.own(visitor), "standings": tuple(Standing)}
        return page(desk, "announced.html", opened, visitor, values, error=error)

    @router.get("/announced")
    def show_announced(opened: Opened, visitor: Annotated[Visitor, reader]) -> Response:
        """Show what was announced, from when it is, and the answers."""
        return shown(opened, visitor)

    @router.post("/announced")
    def answer_announced(
        opened: Opened,
        visitor: Annotated[Visitor, chooser],
        announcement: Annotated[UUID, Form()],
        answer: Annotated[Answer, Form()],
    ) -> Response:
        """Take the person at their word about one announcement."""
        try:
            acts.answer(visitor, announcement, answer=answer)
        except AmanaError as error:
            return shown(opened, visitor, error)
        return after(f"/{opened.service}/me/announced", opened.language, told="switched")

    @router.post("/announced/standing")
    def stand_on_announced(
        opened: Opened,
        visitor: Annotated[Visitor, chooser],
        standing: Annotated[Standing, Form()],
    ) -> Response:
        """Keep what the person wants of every announced sharing."""
        try:
            acts.stand(visitor, standing)
        except AmanaError as error:
            return shown(opened, visitor, error)
        return after(f"/{opened.service}/me/announced", opened.language, told="switched")

    return router
