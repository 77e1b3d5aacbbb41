"""Who may get a message, or whose data may serve a purpose: proposed, of some or of all."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import ConfigDict, Field

from amana.acts.caller import Caller
from amana.acts.choices.audience import MOST, AudienceNamed
from amana.acts.cursors import LONGEST_CURSOR
from amana.acts.permissions import Permission
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.http.api.answer_shapes import Shown
from amana.http.api.links import next_page
from amana.http.api.shapes import Body, Id, Ids, Label, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ChoiceActs, ServiceActs


class AudienceOfAll(Body):
    """Who may get this message, or whose data may be used for this purpose?"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"doing": "message", "data": ["email"], "for": "news", "channel": "email"}]
        }
    )

    doing: Literal["message", "use"]
    data: Ids
    for_: Annotated[Id, Field(alias="for")]
    at: Label | None = None
    """The occasion at which the data was collected."""
    channel: Label | None = None

    def question(self) -> Question:
        """Return it as acts take it."""
        return Question(
            doing=Doing(self.doing),
            data=frozenset(self.data),
            purposes=frozenset({self.for_}),
            occasion=self.at,
            channel=self.channel,
        )


class AudienceOf(AudienceOfAll):
    """Which of these persons may get this message, or may their data be used for this purpose?"""

    persons: Annotated[list[Person], Field(min_length=1, max_length=10_000)]


class Audience(Shown):
    """Who is proposed. Each is decided about by name before anything is done: ``/v1/message``."""

    persons: list[str]
    promises: list[str]
    refused_by: list[int]
    """The rules by which nobody is proposed, or nobody but those who consented."""


class AudiencePage(Audience):
    """Some of all who are proposed; a page may be empty before the last."""

    unnamed: int
    """Of this page: who was erased meanwhile, or came in under no id of their own."""
    next: str | None
    """The cursor of the next page; null after the last."""


def routes(acts: ChoiceActs, api: ServiceActs) -> APIRouter:
    """Return the routes of audiences."""
    router = APIRouter(prefix="/v1/audience", route_class=StrictRoute)
    to_reach = Depends(ServiceKey(Permission.SERVICE_AUDIENCE_READ, api))
    to_list = Depends(ServiceKey(Permission.SERVICE_AUDIENCE_LIST, api))

    @router.post("", response_model=Audience)
    def audience(caller: Annotated[Caller, to_reach], body: AudienceOf) -> Response:
        """Propose who may get this; each message is still decided by ``/v1/message``, under lock.

        Whom Amana never met, or met within the last minute, is not proposed.
        """
        caller.check_purposes([body.for_])
        return JSONResponse(
            _shown(acts.audience_among(caller.service, body.question(), body.persons))
        )

    @router.post("/all", response_model=AudiencePage)
    def whole_audience(
        caller: Annotated[Caller, to_list],
        body: AudienceOfAll,
        cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    ) -> Response:
        """Propose all of the service's persons who may get this, page by page.

        Each message is still decided by ``/v1/message``, under lock; each page is of the moment
        at which it is asked for.
        """
        caller.check_purposes([body.for_])
        page = acts.audience_page(caller.service, body.question(), after=cursor, limit=limit)
        return JSONResponse(
            _shown(page) | {"unnamed": page.unnamed, "next": page.next},
            headers=next_page("/v1/audience/all", page.next, limit),
        )

    return router


def _shown(found: AudienceNamed) -> dict[str, Json]:
    return {
        "persons": found.persons,
        "promises": found.promises,
        "refused_by": found.refused_by,
    }
